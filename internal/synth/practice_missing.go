package synth

var missingLists = []spec{
	listOf("missing_response", "child_id", "missing_started_on", "reported_at", "logged_at", "police_grade=", "police_action_on",
		"challenged_on", "safe_and_well_at", "shared_at"),
	listOf("risk_assessment", "child_id", "kind=", "assessed_on", "level="),
	listOf("gang_involvement", "child_id", "known_on", "ceased_on", "ceased_reason", "support_from_on", "support_to_on"),
	listOf("nrm_referral", "child_id", "indicators_on", "submitted_on"),
}

var (
	policeGrades = []share{{"no apparent risk", 12}, {"low", 18}, {"medium", 48}, {"high", 22}}
	riskLevels   = []share{{"none", 38}, {"low", 34}, {"medium", 20}, {"high", 8}}
)

// recordMissing records what was done about a child who was missing, and of the risks of exploitation.
func recordMissing(t *recordSet) {
	for i := range t.c.missings {
		m := &t.c.missings[i]
		if m.started.on < t.w.since() || m.started.on > t.w.until {
			continue
		}
		if t.chance(0.97) {
			t.response(m)
		}
		if m.interview != nil && m.interview.held != never {
			if on := t.byAt(2, m.interview.held, t.after(m.interview.held, 5)); on != never {
				t.risk(on, t.pick([]share{{"missing", 65}, {"exploitation", 35}}), 0.3)
			}
		}
		if t.isOften(i) {
			if on := t.byAt(1.5, m.started.on, t.after(m.started.on, 1)); on != never {
				t.addOnce("strategy_discussion", t.c.id, m.started.on, moment{m.started.on, m.startedAt}, on, moment{on, 14 * 60}, false,
					from(on, "true"), from(on, "true"), t.mostly(on, 0.93), t.mostly(on, 0.9), t.mostly(on, 0.9), "", from(on, "false"),
					t.by(on, t.after(on, 1)))
			}
		}
	}
	t.exploitation()
}

// isOften says whether an episode is at least the third in ninety days, or was long.
func (t *recordSet) isOften(i int) bool {
	m, times := &t.c.missings[i], 0
	if m.away {
		return false
	}
	for n := range i + 1 {
		if o := &t.c.missings[n]; !o.away && o.started.on > m.started.on-90 {
			times++
		}
	}
	return times >= 3 || m.ended.on-m.started.on >= 2
}

func (t *recordSet) response(m *missing) {
	on, back := m.started.on, m.ended.on
	reported, logged := moment{on, min(m.startedAt+t.between(30, 150), 23*60)}, any(moment{on, min(m.startedAt+t.between(160, 300), 23*60+50)})
	if t.chance(0.06 * t.trouble(on)) {
		logged = moment{on + day(t.between(2, 4)), 10 * 60}
	}
	if m.away {
		t.add("missing_response", t.c.id, on, "", logged, "", "", "", "", "")
		return
	}
	action, challenged := t.byAt(1.3, on, t.after(on, 1)), never
	grade := from(action, t.pick(policeGrades))
	if action == never || t.chance(0.03) {
		action, grade, challenged = never, any(""), t.after(on, t.between(1, 3))
	}
	seen := back
	if t.chance(0.08 * t.trouble(back)) {
		seen = back + day(t.between(2, 5))
	}
	shared := moment{seen, min(m.foundAt+t.between(5, 50), 23*60+59)}
	if seen == back && t.chance(0.4) {
		shared = moment{seen + 1, t.between(8*60, 15*60)}
	}
	t.add("missing_response", t.c.id, on, reported, logged, grade, action, challenged, moment{seen, min(m.foundAt+5, 23*60+50)}, shared)
}

func (t *recordSet) risk(on day, kind string, raised float64) {
	if on < t.w.since() {
		return
	}
	level := t.pick(riskLevels)
	if t.chance(raised) {
		level = t.pick([]share{{"medium", 65}, {"high", 35}})
	}
	t.addRisk(on, kind, level)
}

// addRisk adds an assessment, one of a kind a day.
func (t *recordSet) addRisk(on day, kind, level string) {
	for _, r := range t.rows[listNumbers["risk_assessment"]] {
		if r[1] == kind && r[2] == on {
			return
		}
	}
	t.add("risk_assessment", t.c.id, kind, on, level)
}

// exploitation records the assessments owed every half year to children of ten or older, and of the few known to gangs
// or referred as victims of trafficking.
func (t *recordSet) exploitation() {
	for _, n := range t.c.needs {
		to := min(n.closed.on, t.c.born.birthday(18))
		from := max(n.referred, t.c.born.birthday(10), t.w.since())
		if n.nfa || from >= min(to, t.w.until) {
			continue
		}
		raised := false
		t.every(from, to, func(last day, i int) day {
			switch {
			case i == 0:
				return t.after(last, 45)
			case raised:
				return last.months(3)
			}
			return last.months(6)
		}, func(on day, _ int) {
			raised = t.chance(0.12)
			level := "low"
			if raised {
				level = t.pick([]share{{"medium", 70}, {"high", 30}})
			} else if t.chance(0.5) {
				level = "none"
			}
			t.addRisk(on, "exploitation", level)
		})
		if age := t.c.age(from); age >= 13 && t.chance(0.025) {
			known := t.w.cal.onOrAfter(from + day(t.between(5, 90)))
			if known < to {
				support := known + day(t.between(5, 40))
				t.addOnce("gang_involvement", t.c.id, known, "", "", support, support+day(t.between(60, 300)))
			}
		}
		if age := t.c.age(from); age >= 12 && (t.chance(0.012) || t.c.unaccompanied && t.chance(0.25)) {
			found := t.w.cal.onOrAfter(from + day(t.between(0, 60)))
			if found < to {
				t.addOnce("nrm_referral", t.c.id, found, t.byAt(1.5, found, t.after(found, 1)))
			}
		}
	}
}
