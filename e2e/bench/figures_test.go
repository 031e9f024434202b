package main

import (
	"slices"
	"testing"
	"time"
)

func TestSizesAreReadAsTheyAreAskedFor(t *testing.T) {
	t.Parallel()
	if sizes, err := parseSizes("2000, 10000,50000"); err != nil || !slices.Equal(sizes, []int{2000, 10000, 50000}) {
		t.Errorf("got %v, %v", sizes, err)
	}
	for _, bad := range []string{"", "many", "2000,,", "0"} {
		if sizes, err := parseSizes(bad); err == nil {
			t.Errorf("%q is read as %v", bad, sizes)
		}
	}
}

func TestAPercentileIsTheTimeThatSoManyTookAtMost(t *testing.T) {
	t.Parallel()
	var took []time.Duration
	for n := range 200 {
		took = append(took, time.Duration(200-n)*time.Second)
	}
	for p, want := range map[int]time.Duration{50: 100 * time.Second, 95: 190 * time.Second, 99: 198 * time.Second, 100: 200 * time.Second} {
		if got := percentile(took, p); got != want {
			t.Errorf("p%d is %s, want %s", p, got, want)
		}
	}
	if got := percentile(took[:1], 99); got != 200*time.Second {
		t.Errorf("p99 of one is %s", got)
	}
}

func TestAStepIsSoManyTimesItsFloorAndMemoryIsSharedOutBeyondTheAllowance(t *testing.T) {
	t.Parallel()
	one := step{Seconds: 1.5}
	if one.over(200 * time.Millisecond); one.Ratio != 7.5 || one.FloorSeconds != 0.2 {
		t.Errorf("1.5 s over 200 ms is %+v", one)
	}
	if got := (memoryUse{Most: allowance + 40_000_000}).aChild(1000); got != 40_000 {
		t.Errorf("a child takes %v bytes, want 40,000", got)
	}
	if got := (memoryUse{Most: allowance - 1}).aChild(1000); got != 0 {
		t.Errorf("within the allowance a child takes %v bytes, want none", got)
	}
}
