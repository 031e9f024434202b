package rulebook

import (
	"regexp"
	"slices"
	"strings"
)

// links checks what headers say of other rules: the duties that a measure sums up, and the places that rules take in one
// order.
func (l *linter) links(r *Rule) {
	for _, id := range r.Duties {
		l.duty(r, "duties", id)
	}
	l.judges(r)
	if d := r.Drift; d != nil && d.LimitDuty != "" {
		l.duty(r, "drift", d.LimitDuty)
	}
}

// judges checks that a measure names each duty that its id or its description is about, so that the one leads to the other.
func (l *linter) judges(r *Rule) {
	if r.Kind != Measure {
		return
	}
	about := idInText.FindAllString(r.About, -1)
	for _, duty := range l.book.Kind(Duty) {
		named := slices.Contains(about, duty.ID) || r.ID == duty.ID || strings.HasPrefix(r.ID, duty.ID+"-")
		if named && !slices.Contains(r.Duties, duty.ID) {
			l.find(r, "duties", "duties does not name %s, which the id or about is of", duty.ID)
		}
	}
}

// idInText matches what may be the id of a rule in a text.
var idInText = regexp.MustCompile(`[a-z0-9]+(-[a-z0-9]+)+`)

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
