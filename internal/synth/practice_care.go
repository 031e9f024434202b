package synth

var careLists = []spec{
	listOf("care_plan", "child_id", "recorded_on", "ended_on", "contingency", "no_change"),
	listOf("information_given", "child_id", "what=", "given_on", "declined"),
	listOf("permanence_plan", "child_id", "recorded_on", "option=", "parallel", "achieved_on"),
	listOf("permanence_meeting", "child_id", "held_on"),
	listOf("life_story_work", "child_id", "worked_on"),
	listOf("care_end_decision", "child_id", "proposed_on", "approved_on", "approved_by="),
	listOf("return_home", "child_id", "considered_on", "assessed_on", "plan_on", "returned_on", "reviewed_on"),
	listOf("advocacy", "child_id", "started_on", "ended_on", "provider=", "issues", "resolved"),
	listOf("independent_visitor", "child_id", "requested_on", "matched_on", "ended_on"),
	listOf("significant_change", "child_id", "happened_on", "change", "officer_told_on"),
	listOf("dispute", "child_id", "raised_on", "about", "stage", "resolved_on", "cafcass_on"),
	listOf("custody", "child_id", "started_on", "ended_on"),
	listOf("serious_event", "child_id", "happened_on", "kind=", "state_told_on", "ofsted_told_on"),
	listOf("special_guardianship", "household_id", "notice_on", "court_date_on~", "report_filed_on", "child_count", "support_agreed_on",
		"support_ended_on"),
	listOf("household_review", "household_id", "kind=", "held_on"),
}

// recordCare records the planning for a child in care, from coming in to leaving.
func recordCare(t *recordSet) {
	for _, k := range t.c.cares {
		if k.ended.on < t.w.views[0].from {
			continue
		}
		t.carePlans(k)
		t.permanence(k)
		t.welcome(k)
		t.leave(k)
		t.voices(k)
	}
}

// carePlans records the first care plan, and of those after each review.
func (t *recordSet) carePlans(k *care) {
	if on := t.by(k.from, t.after(k.from, 10)); on < k.ended.on {
		t.addOnce("care_plan", t.c.id, on, "", t.mostly(on, 0.85), false)
	}
	for _, r := range k.reviews {
		if r.on < t.w.since() {
			continue
		}
		if on := t.by(r.on, t.after(r.on, 10)); on < k.ended.on {
			t.addOnce("care_plan", t.c.id, on, "", t.mostly(on, 0.9), t.chance(0.5))
		}
	}
}

// option is the plan for permanence that a period of care is lived by.
func (t *recordSet) option(k *care) string {
	switch {
	case k.adoption != nil:
		return "adoption"
	case k.end == "E4A" || k.end == "E4B" || k.remand:
		return "return home"
	case k.end == "E45" || k.end == "E46" || k.end == "E47" || k.end == "E48":
		return "special guardianship"
	case k.end == "E41":
		return "connected person"
	case t.c.age(k.from) >= 15:
		return "independence"
	case t.chance(0.9):
		return "long-term fostering"
	}
	return "residential"
}

// permanence records the plan for permanence and of the meetings that follow it up until it is reached.
func (t *recordSet) permanence(k *care) {
	due, option, achieved := k.from.months(4), t.option(k), k.ended.on
	if option == "long-term fostering" || option == "residential" {
		achieved = min(k.from+day(250+t.wait(300)), k.ended.on)
	}
	on := t.by(k.from+45, due)
	if on < k.ended.on && on >= t.w.since() {
		reached := any("")
		if achieved < k.ended.on {
			reached = max(achieved, on+1)
		}
		t.add("permanence_plan", t.c.id, on, option, t.chance(0.4), reached)
	}
	if achieved < t.w.since() || k.from < t.w.since()-500 && achieved < k.ended.on {
		return
	}
	t.every(k.from, achieved, func(last day, i int) day {
		if i == 0 {
			return last + 70
		}
		return last + 56
	}, func(on day, _ int) { t.addOnce("permanence_meeting", t.c.id, on) })
}

// welcome records the pack given at the start, and of life story work.
func (t *recordSet) welcome(k *care) {
	if k.from >= t.w.since() && t.c.age(k.from) >= 5 {
		if on := t.by(k.from, t.after(k.from, 5)); on < k.ended.on {
			t.add("information_given", t.c.id, "entitlements pack", on, t.chance(0.02))
		}
	}
	t.every(k.from, k.ended.on, func(last day, i int) day {
		if i == 0 {
			return last.months(4)
		}
		return last.months(6)
	}, func(on day, _ int) { t.addOnce("life_story_work", t.c.id, on) })
}

// leave records the decision to stop looking after a child, the return home, and the special guardians.
func (t *recordSet) leave(k *care) {
	end := k.ended.on
	if end < t.w.since() {
		return
	}
	legal := k.episodes[len(k.episodes)-1].legal
	planned := k.end == "E4A" || k.end == "E13" || k.end == "E5" || k.end == "E6"
	if legal == "V2" && planned {
		proposed := max(end-day(t.between(10, 35)), k.from)
		approver := "nominated officer"
		if t.c.age(end-1) >= 16 {
			approver = "director"
		}
		approved := t.by(proposed, end)
		t.add("care_end_decision", t.c.id, proposed, approved, from(approved, approver))
	}
	if k.end == "E4A" {
		considered := max(end-day(t.between(30, 90)), k.from)
		assessed := t.by(considered, end)
		reviewed := end + day(t.between(38, 50))
		t.add("return_home", t.c.id, considered, assessed, t.by(considered, end), end, reviewed)
	}
	switch k.end {
	case "E45", "E46", "E47", "E48":
		t.guardians(end)
	case "E14":
		t.detained(end)
	}
}

// detained records the few who went from remand into custody, and of the visit they are owed there.
func (t *recordSet) detained(on day) {
	if !t.chance(0.4) {
		return
	}
	ended := on + day(t.between(50, 240))
	t.add("custody", t.c.id, on, ended)
	if visited := t.byAt(2, on+3, t.after(on, 10)); visited < ended {
		t.addOnce("care_visit", t.c.id, visited, "custody", true, true, t.by(visited, t.after(visited, 10)), t.worker(visited))
	}
}

// guardians records the special guardians' household: the report to the court, and the yearly review of their support.
func (t *recordSet) guardians(ordered day) {
	id := "SG" + t.c.id
	filedBy := ordered - 21
	notice := filedBy - 12*7
	agreed := t.w.cal.onOrAfter(ordered + day(t.between(0, 30)))
	t.add("special_guardianship", id, notice, t.planned(notice+14, filedBy), t.byAt(1.5, filedBy-14, filedBy), 1, agreed, "")
	t.every(agreed, agreed+day(365*7), everyMonths(12), func(on day, _ int) { t.add("household_review", id, "special guardianship", on) })
}

var changes = []string{"A change of school", "A parent came out of prison", "A brother or sister moved away", "The placement is at risk",
	"A police inquiry began", "Contact was stopped"}

// voices records those who speak for the child: advocates, visitors, and what the reviewing officer was told and took up.
func (t *recordSet) voices(k *care) {
	since := max(k.from, t.w.since())
	until := min(k.ended.on, t.w.until)
	years := float64(until-since) / 365
	if years <= 0 {
		return
	}
	some := func() day { return t.w.cal.onOrAfter(since + day(t.Float64()*float64(until-since))) }
	if t.c.age(until) >= 8 && t.chance(0.12) {
		on, issues := some(), t.between(1, 4)
		t.add("advocacy", t.c.id, on, on+day(t.between(30, 200)), t.pick([]share{{"commissioned", 70}, {"internal", 30}}), issues, t.between(0, issues))
	}
	if t.c.age(until) >= 9 && t.chance(0.06) {
		on := some()
		t.add("independent_visitor", t.c.id, on, t.by(on+20, on+90), "")
	}
	if t.chance(min(0.3*years, 0.6)) {
		on := some()
		t.add("significant_change", t.c.id, on, t.one(changes), t.by(on, t.after(on, 1)))
	}
	if t.chance(0.015 * years) {
		on := some()
		t.add("serious_event", t.c.id, on, "serious harm", t.by(on, t.after(on, 1)), t.by(on, t.after(on, 1)))
	}
	if t.chance(min(0.05*years, 0.2)) {
		on := some()
		resolved := t.byAt(2, on+5, t.after(on, 20))
		t.add("dispute", t.c.id, on, "The plan has not been carried out", t.between(1, 3), resolved, "")
	}
}
