package synth

import (
	"strconv"
	"time"
)

var healthLists = []spec{
	listOf("health_notice", "child_id", "notified_on", "consent_on"),
	listOf("dental_check", "child_id", "checked_on", "refused", "no_teeth"),
	listOf("sdq", "child_id", "scored_on", "score", "reason="),
	listOf("immunisation_status", "child_id", "stated_on", "up_to_date"),
	listOf("mental_health_referral", "child_id", "accepted_on", "crisis", "after_adoption", "assessed_on", "treated_on"),
}

// tellHealth tells of the health of a child in care. What a year's looked-after return says of it is told of that year.
func tellHealth(t *telling) {
	for _, k := range t.c.cares {
		if k.from >= t.w.since() {
			notified := t.by(k.from, t.after(k.from, 5))
			consent := t.by(k.from, t.after(k.from, 5))
			if notified < k.ended.on {
				t.addOnce("health_notice", t.c.id, notified, consent)
			}
		}
		t.sinceLastReturn(k)
		since, until := max(k.from, t.w.since()), min(k.ended.on, t.w.until)
		if t.c.age(until) >= 7 && since < until && t.chance(0.1) {
			accepted := t.w.cal.onOrAfter(since + day(t.IntN(int(until-since))))
			crisis := t.chance(0.1)
			due := accepted + 28
			if crisis {
				due = accepted + 1
			}
			seen := t.byAt(2.5, accepted+day(t.between(0, 14)), due)
			treated := never
			if seen != never {
				treated = seen + day(t.between(7, 90))
			}
			t.add("mental_health_referral", t.c.id, accepted, crisis, false, seen, treated)
		}
	}
	for _, a := range t.c.annuals {
		if yearEnd := date(a.ending, time.March, 31); yearEnd > t.w.since() {
			t.yearOf(a, yearEnd)
		}
	}
}

// yearOf tells of the checks behind what a return says of a year.
func (t *telling) yearOf(a annual, yearEnd day) {
	some := func() day { return t.w.cal.onOrBefore(yearEnd - day(t.between(2, 350))) }
	if a.dental {
		t.addOnce("dental_check", t.c.id, some(), false, t.c.age(yearEnd-365) < 1)
	}
	switch on := some(); {
	case a.score >= 0:
		t.addOnce("sdq", t.c.id, on, strconv.Itoa(a.score), "")
	case a.reason != "SDQ1":
		t.addOnce("sdq", t.c.id, on, "", a.reason)
	}
	t.addOnce("immunisation_status", t.c.id, t.w.cal.onOrBefore(yearEnd-day(t.between(2, 60))), a.immunised)
}

// sinceLastReturn tells of the checks of the year under way, which no return holds yet.
func (t *telling) sinceLastReturn(k *care) {
	from := max(t.w.views[len(t.w.views)-1].from, k.from)
	if !t.w.views[len(t.w.views)-1].final || k.ended.on <= t.w.until || from >= t.w.until {
		return
	}
	some := func() day { return t.w.cal.onOrAfter(from + day(t.IntN(365))) }
	if t.chance(t.w.profile.health.dental + 0.1) {
		t.addOnce("dental_check", t.c.id, some(), t.chance(0.03), t.c.age(t.w.until) < 1)
	}
	if age := t.c.age(t.w.until); age >= 4 && age <= 16 && t.chance(0.85) {
		t.addOnce("sdq", t.c.id, some(), strconv.Itoa(t.around(13.5, 7, 0, 38)), "")
	}
	if t.chance(0.7) {
		t.addOnce("immunisation_status", t.c.id, some(), t.chance(t.w.profile.health.immunised+0.05))
	}
}
