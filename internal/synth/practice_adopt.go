package synth

var adoptionLists = []spec{
	listOf("adoption_case", "child_id", "considered_on", "family_finding_on", "early_placement_considered_on", "recommended_on", "report_on",
		"papers_on", "decided_on", "told_orally_on", "told_in_writing_on", "untraceable", "profiled_on", "plan_changed_on",
		"change_reviewed_on", "revocation_applied_on", "celebration_on"),
	listOf("adoption_match", "child_id", "panel_minutes_on", "decided_on", "rationale", "told_in_writing_on", "support_plan_on", "household_id"),
	listOf("adoption_review", "child_id", "held_on"),
	listOf("adoption_support", "child_id", "requested_on", "assessed_on", "plan_on", "ended_on"),
	listOf("adopter_household", "household_id", "enquired_on", "information_sent_on", "registered_on", "registration_decided_on", "accepted_on",
		"stage_one_longer", "stage_one_decided_on", "stage_two_started_on", "fast_track", "suitability_decided_on", "approved", "matched_on",
		"placed_on", "withdrawn_on", "ethnicity=", "report_grade="),
}

// recordAdoption records the steps to an adoption beside those of the return, and of the adopters.
func recordAdoption(t *recordSet) {
	for _, k := range t.c.cares {
		a := k.adoption
		if a == nil || a.decided < t.w.since() && min(a.adopted, k.ended.on) < t.w.since() {
			continue
		}
		if a.decided >= t.w.since()+60 {
			t.path(k, a)
		}
		if a.matched != never && a.matched >= t.w.since() {
			t.match(a)
		}
		t.adoptionReviews(k, a)
		if a.adopted != never && a.adopted >= t.w.since() && a.adopted <= t.w.until && t.chance(0.6) {
			requested := a.adopted + day(t.between(60, 400))
			assessed := t.byAt(1.5, requested+20, t.after(requested, 45))
			t.add("adoption_support", t.c.id, requested, assessed, "", "")
		}
	}
}

// path records the way to the decision that adoption is the plan, and of what followed.
func (t *recordSet) path(k *care, a *adoption) {
	papers := t.w.cal.onOrBefore(a.decided - day(t.between(1, 7)))
	if t.chance(0.1) {
		papers = t.w.cal.onOrBefore(a.decided - day(t.between(8, 14)))
	}
	report := papers - day(t.between(2, 8))
	recommended := t.w.cal.onOrBefore(report - day(t.between(25, 62)))
	considered := max(t.w.cal.onOrBefore(recommended-day(t.between(10, 50))), k.from)
	recommended = max(recommended, considered)
	untraceable := t.chance(0.03)
	orally, written := t.byAt(1.5, a.decided, a.decided+2), t.byAt(1.3, a.decided, t.after(a.decided, 5))
	if untraceable {
		orally = never
	}
	changed, reviewed, revoked := never, never, never
	profiled := t.by(a.decided+20, a.decided.months(3))
	if a.reversed != never {
		changed = t.w.cal.onOrBefore(a.reversed - day(t.between(1, 6)))
		reviewed, revoked = a.reversed, t.by(changed, t.after(changed, 7))
		if profiled >= changed {
			profiled = never
		}
	}
	celebration := never
	if a.adopted != never {
		celebration = t.w.cal.onOrAfter(a.adopted + day(t.between(14, 50)))
		t.books(a, celebration)
	}
	t.add("adoption_case", t.c.id, considered, t.byAt(1.5, considered, t.after(considered, 5)), t.by(considered, considered+10), recommended, report,
		papers, a.decided, orally, written, untraceable, profiled, changed, reviewed, revoked, celebration)
}

// books records the life story books and the letter.
func (t *recordSet) books(a *adoption, celebration day) {
	given := func(what string, on day) {
		if on != never && on >= t.w.since() {
			t.add("information_given", t.c.id, what, on, false)
		}
	}
	given("life story book draft", t.byAt(1.5, a.placed+30, a.placed+100))
	given("life story book", t.byAt(2, celebration, t.after(celebration, 10)))
	given("later life letter", t.byAt(2, celebration, t.after(celebration, 10)))
}

// match records the panel's minutes and the decision, and of the household matched.
func (t *recordSet) match(a *adoption) {
	minutes := t.w.cal.onOrBefore(a.matched - day(t.between(2, 7)))
	if t.chance(0.07) {
		minutes = t.w.cal.onOrBefore(a.matched - day(t.between(8, 14)))
	}
	household := "AH" + t.c.id
	supported := t.byAt(1.2, a.matched-5, a.placed)
	t.add("adoption_match", t.c.id, minutes, a.matched, t.mostly(a.matched, 0.97), t.byAt(1.3, a.matched, t.after(a.matched, 5)), supported, household)
	approved := t.w.cal.onOrBefore(minutes - day(t.between(20, 300)))
	t.adopters(household, approved, a.matched, a.placed)
}

// adopters records a household's way to approval on a day, and to a match if there was one.
func (t *recordSet) adopters(id string, approved, matched, placed day) {
	late := func(p float64, spare, more int) day {
		if t.chance(p) {
			return day(t.between(spare+1, spare+more))
		}
		return day(t.between(spare/2, spare))
	}
	two := approved - late(0.2, 118, 60)
	one := two - day(t.between(0, 20))
	accepted := one - late(0.22, 58, 40)
	registered := t.w.cal.onOrBefore(accepted - day(t.between(1, 4)))
	decided := t.byAt(1.2, accepted, accepted)
	enquired := t.w.cal.onOrBefore(registered - day(t.between(30, 120)))
	t.add("adopter_household", id, enquired, t.byAt(1.2, enquired, t.after(enquired, 5)), registered, decided, accepted, t.chance(0.06), one,
		two, false, approved, from(approved, "true"), matched, placed, "", t.pick(ethnicities), t.pick(grades))
	t.every(approved, min(placed, approved+365*4), everyMonths(12), func(on day, _ int) { t.add("household_review", id, "adopter", on) })
}

// adoptionReviews records the reviews before and after a child moved in with adopters.
func (t *recordSet) adoptionReviews(k *care, a *adoption) {
	if a.placed == never {
		return
	}
	t.every(a.placed, min(a.adopted, k.ended.on), func(last day, i int) day {
		switch i {
		case 0:
			return last + 28
		case 1:
			return last.months(3)
		}
		return last.months(6)
	}, func(on day, _ int) { t.addOnce("adoption_review", t.c.id, on) })
}
