package synth

var needLists = []spec{
	listOf("assessment_outcome", "child_id", "referred_on", "started_on", "outcome=", "child_seen", "extension_agreed_on", "extension_reason"),
	listOf("cin_visit", "child_id", "visited_on", "seen", "seen_alone", "bedroom_seen", "worker_id"),
	listOf("cin_plan_shared", "child_id", "shared_on", "referred_on"),
	listOf("cin_review", "child_id", "held_on"),
	listOf("plan_authorisation", "child_id", "plan=", "drafted_on", "authorised_on", "actions", "dates", "owners", "contingency"),
	listOf("short_break", "child_id", "started_on", "ended_on", "within_regulation_48", "days_a_year"),
	listOf("short_break_review", "child_id", "held_on"),
	listOf("transition_plan", "child_id", "recorded_on"),
}

// recordNeed records the work with a child in need: visits, outcomes of assessments, plans and their reviews.
func recordNeed(t *recordSet) {
	for _, n := range t.c.needs {
		if n.nfa || n.closed.on < t.w.since() {
			continue
		}
		t.seenFirst(n)
		for i := range n.assessments {
			t.outcome(n, &n.assessments[i])
		}
		for i := range n.plans {
			t.plan(n, &n.plans[i], i == 0 && len(n.protections) == 0)
		}
		if t.c.disabled {
			t.disability(n)
		}
	}
}

func (t *recordSet) visit(on day) {
	if on == never || on > t.w.until || on < t.w.since() {
		return
	}
	seen := t.chance(0.95)
	alone := seen && t.c.age(on) >= 3 && t.chance(0.7)
	t.addOnce("cin_visit", t.c.id, on, seen, alone, seen && t.chance(0.5), t.worker(on))
}

// seenFirst records the first visits: in the assessment, and at the start of a section 47 enquiry.
func (t *recordSet) seenFirst(n *need) {
	if t.c.born <= n.referred {
		if on := t.by(n.referred, t.after(n.referred, 5)); on < n.closed.on {
			t.visit(on)
		}
	}
	for _, e := range n.enquiries {
		if t.c.born <= e.started {
			t.visit(t.by(e.started, e.started+1))
		}
	}
}

func (t *recordSet) outcome(n *need, a *assessment) {
	on := a.authorised.on
	if on < t.w.since() || on > n.closed.on {
		return
	}
	outcome := "other"
	switch {
	case n.closure == "RC8" && len(n.plans) == 0:
		outcome = "no further action"
	case n.closure == "RC9" && len(n.plans) == 0:
		outcome = "step down"
	case t.inCare(on):
		outcome = "looked after"
	case len(n.plans) > 0 && n.plans[0].started.on <= on+30 && len(n.enquiries) == 0:
		outcome = "child in need"
	case len(n.enquiries) > 0:
		outcome = "strategy discussion"
	}
	agreed, why := any(""), any("")
	if t.w.cal.between(n.referred, on) > 45 && t.chance(0.45) {
		agreed = t.after(n.referred, t.between(35, 44))
		why = from(on, t.pick([]share{{"Waiting for a specialist's report", 40}, {"The family moved", 20}, {"A further child joined the household", 15},
			{"Illness of the worker", 25}}))
	}
	if t.chance(0.03) {
		outcome = ""
	}
	t.add("assessment_outcome", t.c.id, t.iso(n.referred), t.iso(a.started), from(on, outcome), t.mostly(on, 0.96), agreed, why)
}

func (t *recordSet) inCare(on day) bool {
	for _, k := range t.c.cares {
		if k.from <= on && on < k.ended.on {
			return true
		}
	}
	return false
}

// plan records a child in need plan: shared, authorised, visited and reviewed until it ends.
func (t *recordSet) plan(n *need, p *span, first bool) {
	from, to := p.started.on, min(p.ended.on, n.closed.on)
	if to <= from || to < t.w.since() {
		return
	}
	var shared day
	if first {
		shared = t.by(max(n.assessments[0].authorised.on-3, n.referred), t.after(n.assessments[0].authorised.on, 10))
	} else {
		shared = t.by(from, t.after(from, 10))
	}
	if shared >= t.w.since() && shared < to {
		t.addOnce("cin_plan_shared", t.c.id, shared, n.referred)
		from = shared
	}
	t.authorise("child in need", from, to)
	if t.c.born > from {
		return
	}
	t.every(from, to, func(last day, _ int) day { return t.after(last, 20) }, func(on day, _ int) { t.visit(on) })
	t.every(from, to, func(last day, i int) day {
		if i == 0 {
			return last + 42
		}
		return last.months(3)
	}, func(on day, _ int) { t.addOnce("cin_review", t.c.id, on) })
}

// authorise records a plan as drafted and authorised, now and then without all it should have.
func (t *recordSet) authorise(kind string, from, to day) {
	if from < t.w.since() {
		return
	}
	authorised := t.by(from, from+7)
	if authorised >= to {
		return
	}
	t.add("plan_authorisation", t.c.id, kind, from, authorised, t.mostly(authorised, 0.995), t.mostly(authorised, 0.985), t.mostly(authorised, 0.99),
		t.mostly(authorised, 0.975))
}

// disability records short breaks and of plans for adulthood.
func (t *recordSet) disability(n *need) {
	to := min(n.closed.on, t.c.born.birthday(18))
	started := t.w.cal.onOrAfter(n.referred + day(t.between(60, 200)))
	if n.primary == "N2" && t.chance(0.45) && started < to {
		reg48 := t.chance(0.6)
		ended := never
		if to < t.w.until {
			ended = to
		}
		t.add("short_break", t.c.id, started, dated(ended), reg48, t.between(3, 16)*5)
		if reg48 {
			t.every(started, to, func(last day, i int) day {
				if i == 0 {
					return last.months(3)
				}
				return last.months(6)
			}, func(on day, _ int) { t.addOnce("short_break_review", t.c.id, on) })
		}
	}
	t.every(max(n.referred, t.c.born.birthday(14)), to, everyMonths(12), func(on day, _ int) { t.addOnce("transition_plan", t.c.id, on) })
}
