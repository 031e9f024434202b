package synth

import "slices"

var visitLists = []spec{
	listOf("care_visit", "child_id", "visited_on", "kind=", "seen", "seen_alone", "report_written_on", "worker_id"),
}

// recordVisits records the visits to a child in care: within a week of each placement, and then as often as it asks for.
func recordVisits(t *recordSet) {
	for _, k := range t.c.cares {
		if k.ended.on < t.w.since() {
			continue
		}
		for _, p := range k.placings() {
			t.visitPlacement(k, p)
		}
	}
}

func (t *recordSet) visitPlacement(k *care, p placing) {
	start := p.started.on
	kind, firstReview := "care", t.firstReview(k, start)
	if p.adoptive() {
		kind, firstReview = "adoption", start+28
	}
	t.every(start, min(p.to, t.c.born.birthday(18)), func(last day, i int) day {
		switch {
		case i == 0, (p.adoptive() || p.place == "P1" || p.place == "U3") && last < firstReview:
			return last + 7
		case k.remand:
			return last + 14
		case p.place == "P1" && p.legal == "C1":
			return last + 28
		case last > start+365 && p.longTerm <= last:
			return last.months(3)
		}
		return last + 42
	}, func(on day, _ int) {
		seen := t.chance(0.96)
		alone := seen && t.c.age(on) >= 4 && t.chance(0.75)
		t.addOnce("care_visit", t.c.id, on, kind, seen, alone, t.by(on, t.after(on, 10)), t.worker(on))
	})
}

// firstReview gives the first review after a day, or the end of care.
func (t *recordSet) firstReview(k *care, after day) day {
	i := slices.IndexFunc(k.reviews, func(r review) bool { return r.on > after })
	if i < 0 {
		return min(k.ended.on, after.months(6))
	}
	return k.reviews[i].on
}
