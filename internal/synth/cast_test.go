package synth

import (
	"context"
	"errors"
	"math"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func lambeth(t *testing.T, seed uint64) *world {
	t.Helper()
	o, err := Options{Profile: ProfileLambeth2015, Seed: seed}.withDefaults()
	if err != nil {
		t.Fatal(err)
	}
	return newWorld(o)
}

// casts are the casts of seeds that several tests look at, each made for the first that asks.
var casts = map[uint64]func() ([]uint64, error){
	1: sync.OnceValues(func() ([]uint64, error) { return castOf(1) }),
	2: sync.OnceValues(func() ([]uint64, error) { return castOf(2) }),
	3: sync.OnceValues(func() ([]uint64, error) { return castOf(3) }),
}

func castOf(seed uint64) ([]uint64, error) {
	o, err := Options{Profile: ProfileLambeth2015, Seed: seed}.withDefaults()
	if err != nil {
		return nil, err
	}
	return newWorld(o).cast(context.Background())
}

// TestEverySeedsCastMeetsEveryPin counts the children cast again, since the casting could not be believed of itself.
func TestEverySeedsCastMeetsEveryPin(t *testing.T) {
	t.Parallel()
	for _, seed := range []uint64{2, 3} {
		w := lambeth(t, seed)
		streams, err := casts[seed]()
		if err != nil {
			t.Fatal(seed, err)
		}
		sums := make([]float64, len(w.profile.pins))
		for _, stream := range streams {
			c := w.live(stream)
			for i, p := range w.profile.pins {
				sums[i] += p.adds(w, c)
			}
		}
		for i, p := range w.profile.pins {
			if math.Abs(sums[i]-p.want) > p.near+1e-6 {
				t.Errorf("seed %d: %s is %g off", seed, p.name, sums[i]-p.want)
			}
		}
	}
}

func TestTheSameSeedCastsTheSameChildrenAndAnotherOthers(t *testing.T) {
	t.Parallel()
	first, errFirst := casts[1]()
	again, errAgain := castOf(1)
	other, errOther := casts[2]()
	if err := errors.Join(errFirst, errAgain, errOther); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(first, again); diff != "" {
		t.Error("the same seed cast others")
	}
	if slices.Equal(first, other) {
		t.Error("another seed cast the same")
	}
}

// TestTheCastLeavesNoHoleInTheYearsAboutTheDayOfInspection looks at every quarter: a council cast to look right on one day could be empty on
// others.
func TestTheCastLeavesNoHoleInTheYearsAboutTheDayOfInspection(t *testing.T) {
	t.Parallel()
	w := lambeth(t, 1)
	streams, err := casts[1]()
	if err != nil {
		t.Fatal(err)
	}
	var children []*child
	for _, stream := range streams {
		children = append(children, w.live(stream))
	}
	for on := yearAfter; on >= date(2013, time.March, 31); on = on.months(-3) {
		looked, planned, needy := 0.0, 0.0, 0.0
		for _, c := range children {
			looked += lookedAfterOn(on)(w, c)
			planned += onPlan(on)(w, c)
			needy += inNeed(on)(w, c)
		}
		day := w.cal.isoDate(on)
		t.Logf("%s: %.0f looked after, %.0f on plans, %.0f in need", day, looked, planned, needy)
		if looked < 440 || looked > 560 || planned < 270 || planned > 390 || needy < 1_800 || needy > 2_200 {
			t.Errorf("%s: %.0f looked after, %.0f on plans, %.0f in need", day, looked, planned, needy)
		}
	}
}

func TestACastThatCannotBeMadeNamesAPinThatIsNotMet(t *testing.T) {
	t.Parallel()
	cast := func(girls float64) error {
		a := &casting{dice: newDice(1, 1), pins: []pin{
			{name: "boys", want: 3, near: 0.5}, {name: "girls", want: girls, near: 0.5},
		}}
		for range 5 {
			a.lives = append(a.lives, life{adds: []float64{1, 0}}, life{adds: []float64{0, 1}})
		}
		a.start()
		return a.exchange(t.Context())
	}
	if err := cast(9); !errors.Is(err, ErrCast) || !strings.HasSuffix(err.Error(), ": girls") {
		t.Errorf("of nine girls where there are five: %v", err)
	}
	if err := cast(4); err != nil {
		t.Errorf("of four girls: %v", err)
	}
}
