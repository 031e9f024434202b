package chart

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

func TestScaleIsWhatAPersonWouldDraw(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name         string
		values, want []float64
	}{
		{"shares high up start below the lowest", []float64{68, 86.2, 90}, []float64{65, 70, 75, 80, 85, 90}},
		{"shares low down start at nought", []float64{12.5, 48}, []float64{0, 10, 20, 30, 40, 50}},
		{"a share of all does not pass 100", []float64{99.5, 100}, []float64{99.5, 99.6, 99.7, 99.8, 99.9, 100}},
		{"small counts step by one", []float64{0, 1, 2}, []float64{0, 1, 2}},
		{"nothing but noughts has a scale", []float64{0, 0}, []float64{0, 1}},
		{"one level stands above nought", []float64{40}, []float64{0, 10, 20, 30, 40}},
		{"large counts step by hundreds", []float64{120, 1412}, []float64{0, 500, 1000, 1500}},
		{"a change too small to print is not stretched", []float64{0.001, 0.002}, []float64{0, 0.1}},
		{"a change below nought shows nought", []float64{-2, 3}, []float64{-2, -1, 0, 1, 2, 3}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := newScale(c.values, wantSteps, 1).ticks
			if diff := cmp.Diff(c.want, got, cmpopts.EquateApprox(0, 1e-9)); diff != "" {
				t.Errorf("ticks of %v (-want +got):\n%s", c.values, diff)
			}
		})
	}
}

func TestScaleHoldsItsValuesInTwoToEightTicks(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(rapid.Float64Range(-1e9, 1e9), 1, 20).Draw(t, "values")
		s := newScale(values, wantSteps, 1)
		if n := len(s.ticks); n < 2 || n > 8 {
			t.Errorf("%d ticks: %v", n, s.ticks)
		}
		for _, v := range values {
			slack := 1e-9 * max(1, math.Abs(v))
			if v < s.lowest()-slack || v > s.highest()+slack {
				t.Errorf("%g is not between %g and %g", v, s.lowest(), s.highest())
			}
		}
	})
}

func TestLabelsAreSpreadInOrderAndStayInRoom(t *testing.T) {
	t.Parallel()
	got := spread([]float64{100, 98, 20, 100, 300}, 16, 14, 300)
	want := []float64{114, 98, 20, 130, 300}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("spread (-want +got):\n%s", diff)
	}
	got = spread([]float64{299, 300, 298}, 16, 14, 300)
	want = []float64{284, 300, 268}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("spread at the bottom (-want +got):\n%s", diff)
	}
}
