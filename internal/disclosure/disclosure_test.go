package disclosure_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"heed/internal/disclosure"
)

func counts(n ...int) disclosure.Cell { return disclosure.Cell{Counts: n} }

// shareOf is a cell of a share: so many count, of so many.
func shareOf(yes, of int) disclosure.Cell { return counts(of, yes, of-yes) }

func TestACountFromOneToFiveIsSmall(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		cell disclosure.Cell
		want bool
	}{
		"nought":                            {counts(0), false},
		"one":                               {counts(1), true},
		"five":                              {counts(5), true},
		"six":                               {counts(6), false},
		"few of a share count":              {shareOf(3, 40), true},
		"few of a share do not":             {shareOf(38, 40), true},
		"all of a share count":              {shareOf(40, 40), false},
		"7, about 1 child":                  {disclosure.Cell{Counts: []int{7}, People: 1}, true},
		"7, about 6 children":               {disclosure.Cell{Counts: []int{7}, People: 6}, false},
		"what is about nobody has no count": {disclosure.Cell{}, false},
	} {
		if got := disclosure.Small(c.cell); got != c.want {
			t.Errorf("%s: %t", name, got)
		}
	}
	if disclosure.Repeats(57, 55) || disclosure.Repeats(40, 5) || !disclosure.Repeats(57, 57) || !disclosure.Repeats(57, 40) {
		t.Error("that few are counted twice, or that few people are counted often, must not be told; that none or many are may be")
	}
}

// alone decides the parts of one figure that nothing overlaps.
func alone(parts ...disclosure.Cell) (hidden []bool, dropped bool) {
	var cells [][]disclosure.Cell
	for _, p := range parts {
		cells = append(cells, []disclosure.Cell{p})
	}
	found, droppedAt := disclosure.Parts([]disclosure.Days{{After: 0, To: 1}}, []bool{false}, cells)
	for _, h := range found {
		hidden = append(hidden, h[0])
	}
	return hidden, droppedAt[0]
}

func TestWhatIsHiddenCannotBeWorkedOutFromTheWholeAndTheRest(t *testing.T) {
	t.Parallel()
	const shown, hidden = false, true
	for name, c := range map[string]struct {
		parts   []disclosure.Cell
		want    []bool
		dropped bool
	}{
		"none is small": {[]disclosure.Cell{counts(20), counts(7)}, []bool{shown, shown}, false},
		"one is small, and the next smallest goes": {[]disclosure.Cell{counts(40), counts(3), counts(20)}, []bool{shown, hidden, hidden}, false},
		"two that come to 2 are both 1":            {[]disclosure.Cell{counts(40), counts(1), counts(1), counts(20)}, []bool{shown, hidden, hidden, hidden}, false},
		"two that come to 5 are neither 5":         {[]disclosure.Cell{counts(40), counts(2), counts(3), counts(20)}, []bool{shown, hidden, hidden, hidden}, false},
		"two that come to 6 are 1 to 5":            {[]disclosure.Cell{counts(40), counts(2), counts(4), counts(20)}, []bool{shown, hidden, hidden, shown}, false},
		"six that come to 8 are 3 at the most":     {[]disclosure.Cell{counts(1), counts(1), counts(1), counts(1), counts(2), counts(2)}, []bool{hidden, hidden, hidden, hidden, hidden, hidden}, true},
		"few of a share count":                     {[]disclosure.Cell{shareOf(2, 40), shareOf(20, 40), shareOf(25, 50)}, []bool{hidden, hidden, shown}, false},
		"those that do not count come to 3":        {[]disclosure.Cell{shareOf(37, 40), shareOf(41, 41), shareOf(20, 50)}, []bool{hidden, hidden, hidden}, false},
		"nought is shown":                          {[]disclosure.Cell{counts(0), counts(20)}, []bool{shown, shown}, false},
	} {
		if got, dropped := alone(c.parts...); !slices.Equal(got, c.want) || dropped != c.dropped {
			t.Errorf("%s: hidden are %v, dropped %t", name, got, dropped)
		}
	}
}

// rolling are years that end with quarters one after another.
func rolling(n int) (days []disclosure.Days) {
	for i := range n {
		days = append(days, disclosure.Days{After: i, To: i + 4})
	}
	return days
}

func TestTwelveMonthsLessTwelveOthersTellNoSmallCount(t *testing.T) {
	t.Parallel()
	// 3, 6, 0, 0 and 0, 0, 6, 0 in the quarters of two years: the years are 9, 6, 0, 6, 6, so the first quarter had 9 - 6 = 3.
	days, cells := rolling(5), []disclosure.Cell{counts(9), counts(6), counts(0), counts(6), counts(6)}
	hidden := disclosure.Steps(days, cells)
	if !slices.Contains(hidden, true) || hidden[4] {
		t.Errorf("hidden are %v: the earliest must go, the latest need not", hidden)
	}
	for name, steady := range map[string][]disclosure.Cell{
		"years that change little": {counts(80), counts(83), counts(81), counts(79), counts(82)},
		"single days":              {counts(8), counts(7), counts(6), counts(0), counts(8)},
	} {
		days := days
		if name == "single days" {
			days = []disclosure.Days{{0, 1}, {4, 5}, {8, 9}, {12, 13}, {16, 17}}
		}
		if hidden := disclosure.Steps(days, steady); slices.Contains(hidden, true) {
			t.Errorf("%s: hidden are %v", name, hidden)
		}
	}
}

func TestAPartOfYearsThatOverlapIsShownInAllOrNone(t *testing.T) {
	t.Parallel()
	days := rolling(3)
	cells := [][]disclosure.Cell{{counts(40), counts(41), counts(43)}, {counts(9), counts(8), counts(4)}, {counts(30), counts(30), counts(30)}}
	hidden, _ := disclosure.Parts(days, make([]bool, 3), cells)
	if want := []bool{true, true, true}; slices.Contains(hidden[0], true) || !slices.Equal(hidden[1], want) || !slices.Equal(hidden[2], want) {
		t.Errorf("hidden are %v", hidden)
	}
	apart := []disclosure.Days{{0, 4}, {4, 8}, {8, 12}}
	if hidden, _ = disclosure.Parts(apart, make([]bool, 3), cells); !slices.Equal(hidden[1], []bool{false, false, true}) {
		t.Errorf("of years that do not overlap hidden are %v", hidden)
	}
}

// A part that is hidden may, for all that is shown, be any number from 1 to 5: the attacker tries each by hand.
func TestEveryTableLeavesAHiddenPartAnyNumberFromOneToFive(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOfN(rapid.IntRange(0, 12), 2, 7).Draw(t, "parts")
		cells := make([]disclosure.Cell, len(parts))
		whole := 0
		for i, n := range parts {
			cells[i], whole = counts(n), whole+n
		}
		if disclosure.Few(whole) {
			return // the whole is hidden, and no part is shown
		}
		hidden, dropped := alone(cells...)
		if dropped {
			return
		}
		rest, others := whole, 0
		for i, n := range parts {
			if !hidden[i] {
				rest -= n
				if disclosure.Few(n) {
					t.Fatalf("%v shows %d", parts, n)
				}
			} else {
				others++
			}
		}
		for i, n := range parts {
			if hidden[i] && disclosure.Few(n) && (others < 2 || rest-(others-1) < 5) {
				t.Fatalf("%v hides %v: a hidden part is %d at the most", parts, hidden, rest-(others-1))
			}
		}
	})
}

// The bounds of the package are checked against every series of quarters that there is, one by one.
func TestNoSeriesOfYearsTellsASmallCount(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		quarters := rapid.SliceOfN(rapid.SampledFrom([]int{0, 0, 0, 1, 3, 6, 8}), 6, 7).Draw(t, "quarters")
		days := rolling(len(quarters) - 3)
		cells := make([]disclosure.Cell, len(days))
		for i, d := range days {
			cells[i] = counts(sum(quarters[d.After:d.To]))
		}
		hidden := disclosure.Steps(days, cells)
		least, most := slices.Repeat([]int{99}, len(quarters)), make([]int, len(quarters))
		each(len(quarters), 17, func(tried []int) bool { return fits(days, cells, hidden, tried) }, func(tried []int) {
			for i, n := range tried {
				least[i], most[i] = min(least[i], n), max(most[i], n)
			}
		})
		for i := range quarters {
			if least[i] >= 1 && most[i] <= 5 && (least[i] > 1 || most[i] < 5) {
				t.Fatalf("%v, hiding %v: quarter %d is from %d to %d", quarters, hidden, i, least[i], most[i])
			}
		}
	})
}

func sum(list []int) (n int) {
	for _, x := range list {
		n += x
	}
	return n
}

// fits says whether quarters, of which the last need not all be there, agree with what is shown of the years.
func fits(days []disclosure.Days, cells []disclosure.Cell, hidden []bool, tried []int) bool {
	for i, d := range days {
		if d.After >= len(tried) {
			continue
		}
		got, want := sum(tried[d.After:min(d.To, len(tried))]), cells[i].Counts[0]
		whole := d.To <= len(tried)
		switch {
		case !hidden[i] && (got > want || whole && got != want):
			return false
		case hidden[i] && disclosure.Few(want) && (got > 5 || whole && got < 1):
			return false
		}
	}
	return true
}

// each goes through all series of so many numbers up to a greatest, leaving out those whose beginning does not fit.
func each(n, most int, fits func([]int) bool, do func([]int)) {
	var add func([]int)
	add = func(series []int) {
		if !fits(series) {
			return
		}
		if len(series) == n {
			do(series)
			return
		}
		for x := range most + 1 {
			add(append(slices.Clip(series), x))
		}
	}
	add(nil)
}
