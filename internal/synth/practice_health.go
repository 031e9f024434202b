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

// recordHealth records the health of a child in care. What a year's looked-after return says of it is told of that year.
func recordHealth(t *recordSet) {
	for _, k := range t.c.cares {
		if k.from >= t.w.since() {
			notified := t.by(k.from, t.after(k.from, 5))
			consent := t.by(k.from, t.after(k.from, 5))
			if notified < k.ended.on {
				t.addOnce("health_notice", t.c.id, notified, consent)
			}
		}
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
	for _, k := range t.c.cares {
		t.sinceLastReturn(k)
		t.reviewHealth(k)
		if a := k.adoption; a != nil && a.adopted != never && a.adopted >= t.w.since() && t.chance(0.15) {
			accepted := t.w.cal.onOrAfter(a.adopted + day(t.between(60, 400)))
			t.add("mental_health_referral", t.c.id, accepted, false, true, t.byAt(2.5, accepted+7, accepted+28), "")
		}
	}
}

// reviewHealth adds the review health assessments that no return counts yet: those of the year under way, and the second
// of each year for the youngest. Where a profile's figures are given there are none but theirs.
func (t *recordSet) reviewHealth(k *care) {
	if len(t.w.profile.pins) > 0 || k.remand {
		return
	}
	last := never
	for _, h := range t.c.checks {
		if h.held != never && h.held >= k.from && h.held < k.ended.on && (last == never || h.held > last) {
			last = h.held
		}
	}
	for last != never && last < t.w.until {
		due := last.months(12)
		if last.months(6) < t.c.born.birthday(5) {
			due = last.months(6)
		}
		held := t.byAt(1.5, due-35, due)
		if held == never || held >= min(k.ended.on, t.c.born.birthday(18)) {
			return
		}
		if last = held; held >= t.w.since() {
			t.c.checks = append(t.c.checks, healthCheck{
				number: len(t.c.checks) + 1, kind: "review", requested: held - 20, held: held, report: held + day(t.between(3, 25)), decline: never,
			})
		}
	}
}

// yearOf records the checks behind what a return says of a year.
func (t *recordSet) yearOf(a annual, yearEnd day) {
	some := func(list string) day { return t.nextCheck(list, yearEnd-364, yearEnd) }
	if a.dental {
		t.addOnce("dental_check", t.c.id, some("dental_check"), false, t.c.age(yearEnd-365) < 1)
	}
	switch on := some("sdq"); {
	case a.score >= 0:
		t.addOnce("sdq", t.c.id, on, strconv.Itoa(a.score), "")
	case a.reason != "SDQ1":
		t.addOnce("sdq", t.c.id, on, "", a.reason)
	}
	t.addOnce("immunisation_status", t.c.id, t.w.cal.onOrBefore(yearEnd-day(t.between(2, 60))), a.immunised)
}

// nextCheck gives a day of a year for a check, within a year of the last for the most part.
func (t *recordSet) nextCheck(list string, from, to day) day {
	last := never
	for _, r := range t.rows[listNumbers[list]] {
		if on, ok := r[1].(day); ok {
			last = on
		}
	}
	if due := last.after(365); last != never && due > from+10 && t.chance(0.85) {
		return t.w.cal.onOrBefore(max(min(due, to)-day(t.between(2, 25)), from+4))
	}
	return t.w.cal.onOrBefore(from + 5 + day(t.IntN(int(to-from)-10)))
}

// after gives the day so many days on, never for never.
func (d day) after(days day) day {
	if d == never {
		return never
	}
	return d + days
}

// sinceLastReturn records the checks of the year under way, which no return holds yet.
func (t *recordSet) sinceLastReturn(k *care) {
	from := max(t.w.views[len(t.w.views)-1].from, k.from)
	if !t.w.views[len(t.w.views)-1].final || k.ended.on <= t.w.until || from >= t.w.until {
		return
	}
	some := func(list string) day { return t.nextCheck(list, from, from+364) }
	if t.chance(t.w.profile.health.dental + 0.1) {
		t.addOnce("dental_check", t.c.id, some("dental_check"), t.chance(0.03), t.c.age(t.w.until) < 1)
	}
	if age := t.c.age(t.w.until); age >= 4 && age <= 16 && t.chance(0.85) {
		t.addOnce("sdq", t.c.id, some("sdq"), strconv.Itoa(t.around(13.5, 7, 0, 38)), "")
	}
	if t.chance(0.7) {
		t.addOnce("immunisation_status", t.c.id, some("immunisation_status"), t.chance(t.w.profile.health.immunised+0.05))
	}
}
