package synth

var noteLists = []spec{
	listOf("decision", "child_id", "decided_on", "matter", "decision", "reason", "decided_by", "role"),
	listOf("audit", "child_id", "audited_on", "kind=", "grade=", "auditor_id"),
	listOf("worker_handover", "child_id", "notified_on", "from_worker_id", "to_worker_id", "last_day_on~", "summary_on", "signed_off_on",
		"first_visit_on", "sudden"),
	listOf("case_transfer", "child_id", "requested_on", "from_team_id", "to_team_id", "summary_on", "joint_visit_on", "accepted_on", "urgent"),
}

var (
	grades     = []share{{"outstanding", 6}, {"good", 52}, {"requires improvement", 34}, {"inadequate", 8}}
	auditKinds = []share{{"case", 50}, {"assessment", 30}, {"supervision", 20}}
)

var (
	closingReasons = []string{"The plan has been carried out", "The family no longer needs a social worker", "Early help will go on with the family",
		"The risk has gone down and stayed down"}
	careReasons = []string{"There was nobody else to care for the child", "The risk at home could not be managed", "The parents asked for it",
		"The court made the order"}
	driftReasons = []string{"The work is nearly done", "A new assessment is needed", "The plan is to end at the next review", "Legal advice is sought"}
)

// recordNotes records decisions and their reasons, of audits, and of how cases passed from hand to hand.
func recordNotes(t *recordSet) {
	for _, n := range t.c.needs {
		if n.nfa || n.closed.on < t.w.since() {
			continue
		}
		t.decide(n.closed.on, "Close the case", "Close", t.one(closingReasons))
		for _, p := range n.protections {
			t.drift(p.started, p.ended.on, 15, 3, "Drift panel: child protection plan")
		}
		for _, p := range n.plans {
			if t.c.disabled {
				t.drift(p.started.on, min(p.ended.on, n.closed.on), 12, 12, "Drift check: child in need plan")
			} else {
				t.drift(p.started.on, min(p.ended.on, n.closed.on), 9, 3, "Drift check: child in need plan")
			}
		}
		t.audits(n)
	}
	for _, k := range t.c.cares {
		t.decide(k.from, "Look after the child", "Agreed", t.one(careReasons))
	}
	t.handOver()
}

// decide records a decision. One in eight has no reason written down.
func (t *recordSet) decide(on day, matter, decision, reason string) {
	if on < t.w.since() || on > t.w.until {
		return
	}
	if t.chance(0.12) {
		reason = ""
	}
	t.add("decision", t.c.id, on, matter, decision, reason, t.manager(on), "team manager")
}

// drift records the looks taken at a plan that has gone on for long.
func (t *recordSet) drift(from, to day, first, again int, matter string) {
	t.every(from, to, func(last day, i int) day {
		if i == 0 {
			return last.months(first)
		}
		return last.months(again)
	}, func(on day, i int) {
		if i == 0 {
			on = max(on, from.months(first)-80)
		}
		t.decide(on, matter, "Go on", t.one(driftReasons))
	})
}

func (t *recordSet) audits(n *need) {
	from, to := max(n.referred, t.w.since()), min(n.closed.on, t.w.until)
	if from >= to || !t.chance(min(0.12*float64(to-from)/365+0.015, 0.3)) {
		return
	}
	on := t.w.cal.onOrBefore(from + day(t.IntN(int(to-from)+1)))
	t.addOnce("audit", t.c.id, on, t.pick(auditKinds), t.pick(grades), t.w.staff.workers[1+t.IntN(4)].id)
}

// handOver records each change of social worker within a team, and of each move from one team to another.
func (t *recordSet) handOver() {
	last := -1
	for i := range t.c.allocations {
		a := &t.c.allocations[i]
		if a.role != roleSocialWorker {
			continue
		}
		if last >= 0 {
			before := &t.c.allocations[last]
			soon := a.started.on-before.ended.on <= 10
			switch on := a.started.on; {
			case on < t.w.since() || on > t.w.until || !soon || before.worker == a.worker:
			case before.team == a.team:
				t.newWorker(before, a)
			default:
				t.transfer(before, a)
			}
		}
		last = i
	}
}

func (t *recordSet) newWorker(before, a *allocation) {
	sudden := t.chance(0.15)
	lastDay := before.ended.on
	notified := lastDay
	due := t.after(notified, 3)
	if !sudden {
		notified = max(t.before(lastDay, t.between(4, 15)), before.started.on)
		due = lastDay
	}
	signed := t.byAt(1.5, notified, due)
	summary := signed
	if signed != never {
		summary = max(t.w.cal.onOrBefore(signed-day(t.between(0, 2))), notified)
	}
	workers := t.w.staff.workers
	t.addOnce("worker_handover", t.c.id, notified, workers[before.worker].id, workers[a.worker].id, t.planned(notified, lastDay), summary, signed,
		t.byAt(1.5, max(lastDay, a.started.on-1), t.after(lastDay, 5)), sudden)
}

func (t *recordSet) transfer(before, a *allocation) {
	requested := max(t.before(a.started.on, t.between(2, 8)), before.started.on)
	if t.chance(0.05 * t.trouble(a.started.on)) {
		requested = max(t.before(a.started.on, t.between(10, 15)), before.started.on)
	}
	due := t.after(requested, 10)
	t.addOnce("case_transfer", t.c.id, requested, teams[before.team].id, teams[a.team].id, t.byAt(0.35, requested, due), t.byAt(0.4, requested+1, due),
		a.started.on, t.chance(0.06))
}
