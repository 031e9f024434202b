package synth

import "time"

var schoolLists = []spec{
	listOf("personal_education_plan", "child_id", "started_on", "quality_assured_on"),
	listOf("personal_education_plan_review", "child_id", "reviewed_on"),
	listOf("school_place", "child_id", "started_on", "ended_on", "school", "urn", "full_time", "kind="),
	listOf("school_place_needed", "child_id", "needed_from_on"),
	listOf("school_year", "child_id", "year_ending_on~", "possible", "attended", "unauthorised", "gcse_cohort", "five_good_gcses"),
	listOf("exclusion", "child_id", "started_on", "kind=", "days", "provision_started_on"),
	listOf("ehc_request", "child_id", "requested_on", "decided_on", "assessing", "exception", "issued_on", "ceased_on"),
	listOf("ehc_review", "child_id", "decided_on"),
	listOf("missing_education", "child_id", "notified_on", "located_on", "escalated_on"),
	listOf("home_education", "child_id", "started_on", "ended_on", "waiting_for_school"),
	listOf("home_education_review", "child_id", "reviewed_on"),
	listOf("school_term", "name", "starts_on~", "ends_on~", "term"),
}

var schoolNames = []string{"Elm Road", "St Hilda's", "Brockwell Park", "Canal Street", "The Orchard", "Northgate", "Tulse Vale", "Kings Field"}

// recordSchool records the schooling of children in care, and of the plans and absences of others.
func recordSchool(t *recordSet) {
	for _, k := range t.c.cares {
		if k.ended.on >= t.w.since() {
			t.educate(k)
		}
	}
	t.specialNeeds()
	for _, n := range t.c.needs {
		on := t.w.cal.onOrAfter(n.referred + day(t.between(5, 100)))
		age := t.c.age(on)
		if n.nfa || on < t.w.since() || age < 5 || age > 15 || on >= n.closed.on {
			continue
		}
		switch p := t.Float64(); {
		case p < 0.012:
			found := t.byAt(2, on+2, t.after(on, 18))
			t.add("missing_education", t.c.id, on, found, "")
		case p < 0.022:
			t.add("home_education", t.c.id, on, "", t.chance(0.15))
			t.every(on, t.c.born.birthday(16), func(last day, i int) day {
				if i == 0 {
					return t.after(last, 30)
				}
				return last.months(12)
			}, func(on day, _ int) { t.add("home_education_review", t.c.id, on) })
		}
	}
}

// educate records the schooling of a child in care: the plan, its reviews each term, the places, the year's attendance.
func (t *recordSet) educate(k *care) {
	start, to := max(k.from, t.c.born.birthday(3)), min(k.ended.on, t.c.born.birthday(18))
	if start >= to {
		return
	}
	if start >= t.w.since() {
		begun, assured := t.by(start, t.after(start, 10)), t.by(start+10, t.after(start, 20))
		if begun < to {
			if assured >= to {
				assured = never
			}
			if assured != never {
				assured = max(assured, begun)
			}
			t.add("personal_education_plan", t.c.id, begun, assured)
		}
	}
	for _, term := range t.w.terms() {
		if term.from > max(start, t.w.since()) && term.from < to {
			if on := t.by(term.from+day(int(term.to-term.from)/4), term.to); on < to {
				t.addOnce("personal_education_plan_review", t.c.id, on)
			}
		}
	}
	t.places(k, start, to)
	t.attendance(start, to)
	since := max(start, t.w.since())
	if t.c.age(since) >= 8 && t.chance(0.14) && since < min(to, t.w.until) {
		on := t.w.cal.onOrAfter(since + day(t.IntN(int(min(to, t.w.until)-since))))
		kind, days := "suspension", any(float64(t.between(1, 10))/2)
		if t.chance(0.08) {
			kind, days = "permanent", ""
		}
		t.add("exclusion", t.c.id, on, kind, days, t.byAt(2.5, on, t.after(on, 1)))
	}
}

func schoolKind(age int) string {
	switch {
	case age < 5:
		return "early years"
	case age < 11:
		return "primary"
	case age < 16:
		return "secondary"
	}
	return "college"
}

// places records where a child in care went to school: a place for each stage, and a new one after some moves.
func (t *recordSet) places(k *care, start, to day) {
	opened := start
	place := func(until day) {
		kind := schoolKind(t.c.age(opened))
		if t.c.disabled && t.chance(0.3) && kind != "early years" {
			kind = t.pick([]share{{"special", 75}, {"residential special", 25}})
		}
		ended := any("")
		if until < to {
			ended = until
		}
		t.addOnce("school_place", t.c.id, opened, ended, t.one(schoolNames), "", t.chance(0.96), kind)
	}
	for age := 4; age <= 18; age++ {
		birthday := t.c.born.birthday(age)
		if age != 5 && age != 11 && age != 16 || birthday <= start || birthday >= to {
			continue
		}
		moved := t.w.cal.onOrAfter(date(birthday.time().Year(), time.September, 1))
		if moved > opened+30 && moved < to {
			place(moved)
			opened = moved
		}
	}
	for _, p := range k.placings()[1:] {
		on := p.started.on
		if on < max(t.w.since(), opened+60) || on >= to || p.adoptive() || t.c.age(on) < 5 || t.c.age(on) > 15 || !t.chance(0.4) {
			continue
		}
		found := t.byAt(2, on+3, t.after(on, 18))
		t.add("school_place_needed", t.c.id, on)
		if found == never || found >= to {
			break
		}
		place(on)
		opened = found
	}
	place(never)
}

// attendance records the school years that a child was in care for.
func (t *recordSet) attendance(start, to day) {
	for _, v := range t.w.views {
		end := date(v.ending-1, time.July, 31)
		age := t.c.age(date(v.ending-1, time.August, 31))
		if end < t.w.since() || end > t.w.until || age < 5 || age > 16 || start > end-300 || to < end {
			continue
		}
		possible := t.between(370, 384)
		missed := t.wait(24)
		if t.chance(0.12) {
			missed += t.wait(70)
		}
		missed = min(missed, possible)
		cohort := age == 16
		good := any("")
		if cohort {
			good = from(end+25, boolean(t.chance(0.16)))
		}
		t.addOnce("school_year", t.c.id, t.planned(end, end), possible, possible-missed, missed/4, cohort, good)
	}
}

// specialNeeds records education, health and care plans: of most disabled children and of some in care.
func (t *recordSet) specialNeeds() {
	p := 0.02
	switch {
	case t.c.disabled:
		p = 0.5
	case len(t.c.cares) > 0:
		p = 0.2
	}
	if len(t.c.needs) == 0 || !t.chance(p) {
		return
	}
	requested := t.w.cal.onOrAfter(max(t.c.needs[0].referred, t.c.born.birthday(3)) + day(t.between(30, 500)))
	if requested < t.w.views[0].from || requested > t.c.born.birthday(17) {
		return
	}
	decided := t.byAt(1.5, requested+20, requested+42)
	if t.chance(0.15) {
		t.add("ehc_request", t.c.id, requested, decided, from(decided, "false"), "", "", decided)
		return
	}
	issued := t.byAt(3, requested+100, requested+140)
	if issued != never && decided != never {
		issued = max(issued, decided+30)
	}
	why := any("")
	if t.chance(0.04) {
		why = from(requested+100, "The school was closed")
	}
	t.add("ehc_request", t.c.id, requested, decided, from(decided, "true"), why, issued, "")
	if issued != never {
		t.every(issued, t.c.born.birthday(20), everyMonths(12), func(on day, _ int) { t.addOnce("ehc_review", t.c.id, on) })
	}
}

// halfTerm is a half of a school term.
type halfTerm struct {
	name, term string
	from, to   day
}

// halfTerms gives the half terms of a school year that begins in a year, as a London council might set them.
func (c *calendar) halfTerms(year int) []halfTerm {
	monday := func(d day) day { return d - (d-4)%7 }
	friday := func(d day) day { return c.onOrBefore(monday(d) + 4) }
	autumn := monday(date(year, time.October, 28))
	spring, summer := monday(date(year+1, time.February, 18)), monday(date(year+1, time.May, 28))
	label := c.iso[date(year, time.September, 1)-c.first][:4] + "-" + c.iso[date(year+1, time.September, 1)-c.first][2:4]
	return []halfTerm{
		{label + "-autumn-1", label + "-autumn", c.onOrAfter(date(year, time.September, 2)), friday(autumn - 7)},
		{label + "-autumn-2", label + "-autumn", c.onOrAfter(autumn + 7), friday(date(year, time.December, 16))},
		{label + "-spring-1", label + "-spring", c.onOrAfter(date(year+1, time.January, 5)), friday(spring - 7)},
		{label + "-spring-2", label + "-spring", c.onOrAfter(spring + 7), friday(date(year+1, time.March, 27))},
		{label + "-summer-1", label + "-summer", c.onOrAfter(date(year+1, time.April, 15)), friday(summer - 7)},
		{label + "-summer-2", label + "-summer", c.onOrAfter(summer + 7), c.onOrBefore(date(year+1, time.July, 21))},
	}
}

// schoolYears gives the years in which the school years that have records began: every one the returns cover, and the next.
func (w *world) schoolYears() (first, last int) {
	return w.views[0].from.time().Year() - 1, w.until.months(4).time().Year()
}

// terms gives the whole terms of the school years that have records.
func (w *world) terms() (all []halfTerm) {
	first, last := w.schoolYears()
	for year := first; year <= last; year++ {
		for i, h := range w.cal.halfTerms(year) {
			if i%2 == 0 {
				all = append(all, h)
				continue
			}
			all[len(all)-1].to = h.to
		}
	}
	return all
}

func recordTerms(t *recordSet) {
	first, last := t.w.schoolYears()
	for year := first; year <= last; year++ {
		set := min(date(year-1, time.September, 1), t.w.until)
		for _, h := range t.w.cal.halfTerms(year) {
			t.add("school_term", h.name, t.planned(set, h.from), t.planned(set, h.to), h.term)
		}
	}
}
