package rulebook

// links checks what headers say of other rules: the duties that a measure sums up, and the places that rules take in one
// order.
func (l *linter) links(r *Rule) {
	for _, id := range r.Duties {
		l.duty(r, "duties", id)
	}
	if d := r.Drift; d != nil && d.LimitDuty != "" {
		l.duty(r, "drift", d.LimitDuty)
	}
}

// duty checks that a header names a duty.
func (l *linter) duty(r *Rule, key, id string) {
	if named := l.book.Rule(id); named == nil || named.Kind != Duty {
		l.find(r, key, "%s names %q, which is no duty", key, id)
	}
}

// places checks that no two rules take one place in an order, and that no two name one kind of drift.
func (l *linter) places() {
	headlines := l.book.Headlines()
	for i := 1; i < len(headlines); i++ {
		if r, before := headlines[i], headlines[i-1]; r.Headline == before.Headline {
			l.find(r, "headline", "headline %d is already that of %s", r.Headline, before.ID)
		}
	}
	drifts := l.book.Drifts()
	kinds := map[string]string{}
	for i, r := range drifts {
		if i > 0 && r.Drift.Order == drifts[i-1].Drift.Order {
			l.find(r, "drift", "order %d of drift is already that of %s", r.Drift.Order, drifts[i-1].ID)
		}
		if first, ok := kinds[r.Drift.Kind]; ok {
			l.find(r, "drift", "kind %q of drift is already that of %s", r.Drift.Kind, first)
		}
		kinds[r.Drift.Kind] = r.ID
	}
}
