package synth

import (
	"context"
	"errors"
	"fmt"
	"math"
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

// mostExchanges is how many exchanges are tried.
const mostExchanges = 3_000_000

// cast gives the streams of chance of the children whom the council has known.
func (w *world) cast(ctx context.Context) ([]uint64, error) {
	a := &casting{dice: newDice(w.seed, streamCast), pins: w.profile.pins}
	for stream := range uint64(w.profile.lives) {
		if stream%256 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if c := w.live(stream); w.shows(c) {
			l := life{stream: stream, adds: make([]float64, len(a.pins))}
			for i := range a.pins {
				l.adds[i] = a.pins[i].adds(w, c)
			}
			a.lives = append(a.lives, l)
		}
	}
	a.start()
	if err := a.exchange(ctx); err != nil {
		return nil, err
	}
	var streams []uint64
	for _, l := range a.lives {
		if l.in {
			streams = append(streams, l.stream)
		}
	}
	return streams, nil
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
		if l := &a.lives[n]; a.chance(a.pins[0].want / all) {
			l.in = true
			for i := range a.off {
				a.off[i] += l.adds[i]
			}
		}
	}
}

// exchange takes in and leaves out, one or two lives at a time, whatever brings the pins nearer, until all are met.
func (a *casting) exchange(ctx context.Context) error {
	var matter []*life
	for n := range a.lives {
		for _, x := range a.lives[n].adds {
			if x != 0 {
				matter = append(matter, &a.lives[n])
				break
			}
		}
	}
	if len(matter) == 0 {
		return ErrCast
	}
	far := a.distance(a.off)
	for try := range mostExchanges {
		if try%4096 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if far == 0 {
			return nil
		}
		pair := [2]*life{matter[a.IntN(len(matter))]}
		if a.chance(0.5) {
			pair[1] = matter[a.IntN(len(matter))]
		}
		if pair[0] != pair[1] {
			far = a.try(pair, far)
		}
	}
	return fmt.Errorf("%w: %s", ErrCast, a.worst())
}

// try turns one or two lives over where that brings the pins nearer, and gives how far they then are.
func (a *casting) try(pair [2]*life, far float64) float64 {
	copy(a.moved, a.off)
	for _, l := range pair {
		if l == nil {
			continue
		}
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
		return far
	}
	for _, l := range pair {
		if l != nil {
			l.in = !l.in
		}
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

// worst names the pin that is furthest off.
func (a *casting) worst() string {
	at := 0
	for i := range a.off {
		if math.Abs(a.off[i])/a.pins[i].near > math.Abs(a.off[at])/a.pins[at].near {
			at = i
		}
	}
	return a.pins[at].name
}
