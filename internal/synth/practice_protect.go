package synth

var protectionLists = []spec{
	listOf("strategy_discussion", "child_id", "concern_on", "concern_at", "held_on", "held_at", "urgent", "social_care", "police", "health",
		"education", "referrer", "referrer_consulted_on", "led_to_section_47", "record_shared_on"),
	listOf("conference", "child_id", "planned_on~", "kind=", "date_set_on", "held_on", "report_shared_on", "unsafe_to_share", "quorate",
		"inquorate_reason", "absences_escalated_on", "police_attended", "child_took_part=", "transfer_accepted_on", "decision_sent_on",
		"minutes_sent_on"),
	listOf("conference_invitation", "child_id", "planned_on~", "agency=", "invited_on", "report_received_on", "attended", "no_knowledge"),
	listOf("core_group", "child_id", "held_on", "risk_judged", "risk="),
	listOf("cp_plan_step", "child_id", "plan_started_on", "step=", "done_on", "done_by"),
	listOf("police_protection", "child_id", "taken_at", "ended_at", "order_applied_at"),
	listOf("emergency_order", "child_id", "granted_on", "expires_on~", "extended_to_on~", "proceedings_issued_on", "discharged_on"),
	listOf("marac_case", "child_id", "marac_case_id", "heard_on", "repeat"),
}

var risks = []share{{"lower", 40}, {"same", 48}, {"higher", 12}}

// recordProtection records the work of protecting a child: strategy discussions, conferences and core groups.
func recordProtection(t *recordSet) {
	for _, n := range t.c.needs {
		for i := range n.enquiries {
			t.discussed(n.enquiries[i].started, true)
			t.initial(&n.enquiries[i])
		}
		for _, p := range n.protections {
			t.plannedFor(p)
		}
		if on := n.referred + day(t.between(10, 120)); !n.nfa && on < n.closed.on && t.chance(0.025) {
			t.discussed(t.w.cal.onOrAfter(on), false)
		}
		if n.primary == "N1" && !n.nfa && t.chance(0.06) && n.referred >= t.w.since() {
			heard := t.w.cal.onOrAfter(n.referred + day(t.between(7, 40)))
			t.add("marac_case", t.c.id, "M"+t.iso(heard), heard, t.chance(0.27))
		}
	}
	t.movedIn()
	for _, k := range t.c.cares {
		if k.from >= t.w.since() && k.episodes[0].legal == "L1" {
			t.policeTook(k)
		}
	}
}

// discussed records the strategy discussion held on a day.
func (t *recordSet) discussed(held day, enquiry bool) {
	if held < t.w.since() {
		return
	}
	concern := held
	switch p, worse := t.Float64(), t.trouble(held); {
	case p < 0.06*worse:
		concern = t.before(held, t.between(2, 4))
	case p < 0.45:
		concern = t.before(held, 1)
	}
	there := func(p float64) any { return t.mostly(held, p) }
	urgent, consulted := t.chance(0.15), never
	referrer := t.chance(0.9)
	if urgent && !referrer {
		consulted = t.after(held, 1)
	}
	noon := t.between(9*60, 12*60)
	t.addOnce("strategy_discussion", t.c.id, concern, moment{concern, noon}, held, moment{held, noon + t.between(30, 240)}, urgent, there(1),
		there(0.985), there(0.97), there(0.9), from(held, boolean(referrer)), consulted, from(held, boolean(enquiry)),
		t.by(held, t.after(held, 1)))
}

// initial records the initial conference that an enquiry led to, and of the day first set where it was put off.
func (t *recordSet) initial(e *enquiry) {
	held := e.held.on
	if held == never || held < t.w.since() {
		return
	}
	set := max(min(t.by(e.decided-2, t.after(e.decided, 1)), t.before(held, t.between(4, 6))), e.started)
	if t.chance(0.05) && held > set+4 {
		t.conference("initial", t.before(held, t.between(1, 3)), never, set)
		set = t.before(held, 1)
	}
	t.conference("initial", held, held, set)
}

// movedIn records the few who came from elsewhere on a plan, for whom a conference found that none was needed here.
func (t *recordSet) movedIn() {
	n := t.c.needs[0]
	if n.nfa || n.primary != "N1" || len(n.enquiries) > 0 || n.referred < t.w.since() || t.c.born > n.referred || !t.chance(0.025) {
		return
	}
	accepted := t.w.cal.onOrAfter(n.referred + 1)
	held := t.byAt(1.5, accepted+8, t.after(accepted, 15))
	if held == never {
		held = t.after(accepted, 25)
	}
	t.addOnce("conference", t.c.id, t.iso(held), "transfer", t.after(accepted, 1), held, t.before(held, 3), false, from(held, "true"), "", "",
		from(held, "true"), from(held, "PN1"), accepted, t.by(held, t.after(held, 1)), t.by(held, t.after(held, 20)))
}

// conference records a conference planned for a day, the agencies asked, and what was sent out where it was held.
func (t *recordSet) conference(kind string, planned, held, set day) {
	reportDays, agencyDays := 2, 2
	if kind == "review" {
		reportDays, agencyDays = 5, 5
	}
	shared := t.byAt(1.3, set, t.before(planned, reportDays))
	if shared >= planned {
		shared = never
	}
	quorate, why := from(held, "true"), any("")
	if t.chance(0.035) {
		if quorate = from(held, "false"); t.chance(0.6) {
			why = from(held, "The chair went ahead to avoid delay")
		}
	}
	police, escalated := t.chance(0.93), never
	if !police && held != never && t.chance(0.7) {
		escalated = t.after(held, t.between(1, 3))
	}
	part := t.pick(participations)
	if t.c.age(planned) < 4 {
		part = "PN0"
	}
	sent, minutes := never, never
	if held != never {
		sent, minutes = t.by(held, t.after(held, 1)), t.by(held, t.after(held, 20))
	}
	t.addOnce("conference", t.c.id, t.iso(planned), kind, set, held, shared, t.chance(0.01), quorate, why, escalated,
		from(held, boolean(police)), from(held, part), "", sent, minutes)
	for _, agency := range []string{"police", "health", "school"} {
		if agency == "school" && t.c.age(planned) < 5 {
			continue
		}
		reported := t.byAt(1.2, set, t.before(planned, agencyDays))
		if reported >= planned || held == never {
			reported = never
		}
		t.add("conference_invitation", t.c.id, t.iso(planned), agency, set, reported, t.mostly(held, 0.85), t.chance(0.015))
	}
}

// plannedFor records the work under a protection plan: review conferences, core groups, checks by the chair.
func (t *recordSet) plannedFor(p *protection) {
	last := p.started
	for i, r := range p.reviews {
		set := t.w.cal.onOrAfter(last + day(t.between(0, 10)))
		if r.on >= t.w.since() && set < r.on-10 {
			t.conference("review", r.on, r.on, set)
		}
		if last >= t.w.since() {
			midpoint := last + 42
			if i > 0 {
				midpoint = last.months(3)
			}
			t.step(p, "midpoint check", t.byAt(1.5, midpoint-18, midpoint), min(r.on, p.ended.on))
		}
		last = r.on
	}
	if p.ended.on < t.w.since() {
		return
	}
	if p.started >= t.w.since() {
		t.step(p, "detailed plan", t.by(p.started, t.after(p.started, 10)), p.ended.on)
		t.authorise("child protection", p.started, p.ended.on)
	}
	if two := p.started.months(24); two < p.ended.on && t.chance(0.5) {
		t.step(p, "two-year exception", t.by(two-20, two), p.ended.on)
	}
	t.every(p.started, p.ended.on, func(last day, i int) day {
		if i == 0 {
			return t.after(last, 10)
		}
		return last + 42
	}, func(on day, i int) {
		judged := i == 0 || t.chance(0.96)
		risk := ""
		if judged && i > 0 {
			risk = t.pick(risks)
		}
		t.addOnce("core_group", t.c.id, on, judged, risk)
	})
	if born := t.c.born; p.started < born && born < p.ended.on && born >= t.w.since() {
		t.addOnce("core_group", t.c.id, t.after(born, t.between(2, 6)), true, "same")
	}
}

func (t *recordSet) step(p *protection, step string, on, to day) {
	if on < to && on >= t.w.since() {
		t.add("cp_plan_step", t.c.id, t.iso(p.started), step, on, t.manager(on))
	}
}

// policeTook records police protection, and for most of the emergency order that followed.
func (t *recordSet) policeTook(k *care) {
	next := k.from + 2
	if len(k.episodes) > 1 {
		next = k.episodes[1].started.on
	}
	taken := t.between(0, 23*60)
	ended := hour(next, t.between(9*60, 17*60))
	if next-k.from >= 3 && taken < 10*60 {
		ended = hour(k.from+2, t.between(9*60, 17*60))
	}
	if t.chance(0.5) {
		t.add("police_protection", t.c.id, moment{k.from, taken}, ended, "")
		return
	}
	t.add("police_protection", t.c.id, moment{k.from, taken}, ended, hour(next-1, 12*60))
	issued := next + day(t.between(2, 7))
	extended := any("")
	if t.chance(0.2) {
		extended = t.planned(next+7, next+14)
		issued += 6
	}
	if t.chance(0.03 * t.trouble(next)) {
		issued += 9
	}
	t.add("emergency_order", t.c.id, next, t.planned(next, next+8), extended, issued, "")
}
