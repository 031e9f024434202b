package figures_test

import (
	"errors"
	"reflect"
	"testing"

	"heed/internal/door"
	"heed/internal/engine"
	"heed/internal/testkit"
)

// answers are what the pages of a measure ask of it.
type answers struct {
	Figure, YearAgo engine.Figure
	Trend, YearEnds []engine.Point
	Quarters        []engine.Point
	Slices          []engine.SliceFigure
	Touched         int
}

func answersOf(t *testing.T, in *door.Inquiry, id string) (a answers) {
	t.Helper()
	must := func(err error) {
		if err != nil {
			t.Fatalf("%s: %v", id, err)
		}
	}
	var err error
	a.Figure, err = in.Engine.FindFigure(t.Context(), in.Q, id, engine.Slice{})
	must(err)
	a.YearAgo, err = in.Engine.FindYearAgo(t.Context(), in.Q, id, engine.Slice{})
	must(err)
	a.Trend, err = in.Engine.Trend(t.Context(), in.Q, id, engine.Slice{})
	must(err)
	a.Quarters, err = in.Engine.QuarterTrend(t.Context(), in.Q, id, engine.Slice{})
	must(err)
	a.YearEnds, err = in.Engine.YearEnds(t.Context(), in.Q, id, engine.Slice{}, 2024)
	must(err)
	a.Slices, err = in.Engine.ListSlices(t.Context(), in.Q, id, engine.Slice{})
	must(err)
	a.Touched, err = in.Engine.CountTouched(t.Context(), in.Q, id, engine.Slice{})
	must(err)
	return a
}

func TestWhatIsWorkedOutTogetherIsWhatIsWorkedOutAlone(t *testing.T) {
	t.Parallel()
	alone, together := brockwell(t), testkit.Synthetic(t, 300)
	one, err := alone.Session(door.System(testkit.Authority)).Open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	all, err := together.Session(door.System(testkit.Authority)).Open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	measures := testkit.Measures(alone.Book())
	if err := errors.Join(all.Engine.ReadyFigures(t.Context(), all.Q, measures), all.Engine.ReadySlices(t.Context(), all.Q, measures)); err != nil {
		t.Fatal(err)
	}
	trends, years, parts, touched := 0, 0, 0, 0
	for _, r := range measures {
		want, got := answersOf(t, one, r.ID), answersOf(t, all, r.ID)
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s:\ntogether %+v\nalone    %+v", r.ID, got, want)
		}
		trends, years, parts, touched = trends+len(want.Trend), years+len(want.YearEnds), parts+len(want.Slices), touched+want.Touched
	}
	if trends == 0 || years == 0 || parts == 0 || touched == 0 {
		t.Errorf("%d steps, %d years, %d parts and %d rows touched: nothing was compared", trends, years, parts, touched)
	}
}
