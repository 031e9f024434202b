package synth

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
)

// ErrCast is given where too few of the lives invented fit a profile's figures.
var ErrCast = errors.New("the lives invented do not come to the profile's figures")

// life is a life that may be cast, and what it adds to each pin.
type life struct {
	stream uint64
	adds   []float64
	in     bool
}

// casting chooses of many invented lives those who are the council's, so that its figures come to the profile's pins. It
// changes no life. Nearly all the choosing is by chance; only as many are exchanged as the pins need.
type casting struct {
	dice
	pins  []pin
	lives []life
	off   []float64 // how far each pin's sum is from what is wanted
	moved []float64
}

const (
	mostExchanges = 1_000_000 // how many are tried
	// An exchange may lead a little away, lest the casting be caught where no few lives bring it nearer. How far is cut down to
	// nothing over so many tries, and then begins again.
	warmest = 10.0
	cooling = 40_000
)

// cast gives the streams of chance of the children whom the council has known. Where the lives do not do, it invents half as
// many again, once or twice, since rare ones such as adoptions may be too few.
func (w *world) cast(ctx context.Context) ([]uint64, error) {
	a := &casting{dice: newDice(w.seed, streamCast), pins: w.profile.pins}
	from, batch := uint64(0), uint64(w.profile.lives)
	for again := range 3 {
		if err := a.invent(ctx, w, from, from+batch); err != nil {
			return nil, err
		}
		a.start()
		err := a.exchange(ctx)
		if err == nil {
			break
		}
		if again == 2 || !errors.Is(err, ErrCast) {
			return nil, err
		}
		from, batch = from+batch, uint64(w.profile.lives/2)
	}
	var streams []uint64
	for _, l := range a.lives {
		if l.in {
			streams = append(streams, l.stream)
		}
	}
	return streams, nil
}

// invent lives the children of some streams of chance and keeps those whom any return would show.
func (a *casting) invent(ctx context.Context, w *world, from, to uint64) error {
	for stream := from; stream < to; stream++ {
		if stream%256 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if c := w.live(stream); w.shows(c) {
			l := life{stream: stream, adds: make([]float64, len(a.pins))}
			for i := range a.pins {
				l.adds[i] = a.pins[i].adds(w, c)
			}
			a.lives = append(a.lives, l)
		}
	}
	return nil
}

// start takes each life with the chance that brings the first pin, a count, to what is wanted.
func (a *casting) start() {
	all := 0.0
	for _, l := range a.lives {
		all += l.adds[0]
	}
	a.off, a.moved = make([]float64, len(a.pins)), make([]float64, len(a.pins))
	for i := range a.off {
		a.off[i] = -a.pins[i].want
	}
	for n := range a.lives {
		l := &a.lives[n]
		if l.in = a.chance(a.pins[0].want / all); l.in {
			for i := range a.off {
				a.off[i] += l.adds[i]
			}
		}
	}
}

// exchange takes in and leaves out, one to three lives at a time, whatever brings the pins nearer, until all are met.
func (a *casting) exchange(ctx context.Context) error {
	by := a.byPin()
	far := a.distance(a.off)
	var few []*life
	for try := range mostExchanges {
		if try%4096 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if far == 0 {
			return nil
		}
		lives := by[a.unmet()]
		if len(lives) == 0 {
			break
		}
		few = few[:0]
		for range 1 + a.IntN(3) {
			if l := lives[a.IntN(len(lives))]; !slices.Contains(few, l) {
				few = append(few, l)
			}
		}
		heat := warmest * (1 - float64(try%cooling)/cooling)
		far = a.try(few, far+heat*a.ExpFloat64())
	}
	return fmt.Errorf("%w: %s", ErrCast, a.pins[a.unmet()].name)
}

// byPin gives for each pin the lives that bear on it.
func (a *casting) byPin() [][]*life {
	by := make([][]*life, len(a.pins))
	for n := range a.lives {
		for i, x := range a.lives[n].adds {
			if x != 0 {
				by[i] = append(by[i], &a.lives[n])
			}
		}
	}
	return by
}

// unmet gives one of the pins that are not met, any of them as likely.
func (a *casting) unmet() int {
	found, seen := 0, 0
	for i := range a.off {
		if math.Abs(a.off[i]) <= a.pins[i].near {
			continue
		}
		if seen++; a.IntN(seen) == 0 {
			found = i
		}
	}
	return found
}

// try turns a few lives over where the pins are then nearer than far, and gives how far they are.
func (a *casting) try(few []*life, far float64) float64 {
	copy(a.moved, a.off)
	for _, l := range few {
		sign := 1.0
		if l.in {
			sign = -1
		}
		for i, x := range l.adds {
			a.moved[i] += sign * x
		}
	}
	d := a.distance(a.moved)
	if d >= far {
		return a.distance(a.off)
	}
	for _, l := range few {
		l.in = !l.in
	}
	copy(a.off, a.moved)
	return d
}

// distance is nought when every pin is met.
func (a *casting) distance(off []float64) float64 {
	sum := 0.0
	for i := range off {
		if d := math.Abs(off[i]) / a.pins[i].near; d > 1 {
			sum += d * d
		}
	}
	return sum
}
