package disclosure

// Parts says which parts of a figure are hidden. cells holds for each part its cell at each step, days the days of each step, and whole says at which
// steps the whole is hidden, where no part is shown either. hidden says it for each part at each step; dropped says at which steps no part may be shown,
// nor which parts there are.
//
// Steps of different days are decided by themselves. Where steps overlap, as rolling years do, a part is shown at all of them or at none: what is
// hidden may then be shared out among the hidden parts in any way, in each stretch of days, and everything shown stays as it is.
func Parts(days []Days, whole []bool, cells [][]Cell) (hidden [][]bool, dropped []bool) {
	hidden, dropped = make([][]bool, len(cells)), make([]bool, len(days))
	for i := range hidden {
		hidden[i] = make([]bool, len(days))
	}
	for _, steps := range groups(days) {
		t := table{days: days, whole: whole, cells: cells, steps: steps, hidden: make([]bool, len(cells))}
		safe := t.protect()
		for _, s := range steps {
			dropped[s] = !safe || whole[s]
			for i := range cells {
				hidden[i][s] = t.hidden[i] || dropped[s]
			}
		}
	}
	return hidden, dropped
}

// groups puts all steps together where any two overlap, and else each by itself.
func groups(days []Days) (list [][]int) {
	var all []int
	together := false
	for i, d := range days {
		all = append(all, i)
		list = append(list, []int{i})
		for _, other := range days {
			together = together || d.overlaps(other)
		}
	}
	if together {
		return [][]int{all}
	}
	return list
}

// table is the parts of a figure at steps that are decided together.
type table struct {
	days   []Days
	whole  []bool
	cells  [][]Cell
	steps  []int
	hidden []bool
}

// protect hides parts until nothing small can be worked out, the smallest first. It says false where even hiding all is not enough.
func (t *table) protect() bool {
	for i := range t.cells {
		t.hidden[i] = t.small(i) || t.leaks(t.cells[i])
	}
	for !t.safe() {
		next := -1
		for i := range t.cells {
			if !t.hidden[i] && t.size(i) > 0 && (next < 0 || t.size(i) < t.size(next)) {
				next = i
			}
		}
		if next < 0 {
			return false
		}
		t.hidden[next] = true
	}
	return true
}

// small says whether a part is small at any step at which parts are shown.
func (t *table) small(part int) bool {
	for _, s := range t.steps {
		if !t.whole[s] && Small(t.cells[part][s]) {
			return true
		}
	}
	return false
}

// size is how much a part counts at the steps at which parts are shown.
func (t *table) size(part int) (n int) {
	for _, s := range t.steps {
		if !t.whole[s] {
			n += t.cells[part][s].count(0)
		}
	}
	return n
}

// leaks says whether a part that is shown at all steps tells a count from 1 to 5 of days by which two of them differ.
func (t *table) leaks(cells []Cell) bool {
	var days []Days
	var series []Cell
	var hidden []bool
	for _, s := range t.steps {
		days, series, hidden = append(days, t.days[s]), append(series, cells[s]), append(hidden, t.whole[s])
	}
	return leaks(days, series, hidden)
}

// safe says whether what is hidden stays so. The whole less what is shown tells what the hidden parts come to together. Each of them may then be all
// of it but one for each of the others, so that this must be 5 at the least wherever one of them is few.
func (t *table) safe() bool {
	rest, parts := t.rest()
	if parts == 0 {
		return true
	}
	if parts == 1 {
		return false
	}
	for _, s := range t.steps {
		for i := range rest[s].Counts {
			if !t.whole[s] && t.hides(s, i) && rest[s].count(i) < most+parts-1 {
				return false
			}
		}
	}
	return !t.leaks(rest)
}

// hides says whether a hidden part has few of a count at a step.
func (t *table) hides(step, count int) bool {
	for i, hidden := range t.hidden {
		if hidden && Few(t.cells[i][step].count(count)) {
			return true
		}
	}
	return false
}

// rest adds up the hidden parts at each step, and says how many parts are hidden.
func (t *table) rest() (rest []Cell, parts int) {
	rest = make([]Cell, len(t.days))
	for i, hidden := range t.hidden {
		if !hidden {
			continue
		}
		parts++
		for _, s := range t.steps {
			c := t.cells[i][s]
			for len(rest[s].Counts) < len(c.Counts) {
				rest[s].Counts = append(rest[s].Counts, 0)
			}
			for j, n := range c.Counts {
				rest[s].Counts[j] += n
			}
		}
	}
	return rest, parts
}
