package synth

var courtLists = []spec{
	listOf("legal_meeting", "child_id", "requested_on", "urgent", "held_on", "decided_on", "decision="),
	listOf("court_case", "child_id", "issued_on", "considered_on", "kind=", "meeting_offered_on", "meeting_not_offered", "hearing_on",
		"final_order_on", "outcome=", "extended_to_on~"),
	preProceedings,
	listOf("pre_proceedings_extension", "child_id", "started_on", "extended_on", "extended_to_on~", "reason", "agreed_by"),
	listOf("court_direction", "child_id", "ordered_on", "document", "issued_on", "due_on~", "extended_to_on~", "filed_on", "signed_off_on"),
}

var preProceedings = listOf("pre_proceedings", "child_id", "referred_on", "started_on", "letter_sent_on", "family_meeting_offered",
	"family_meeting_held", "first_meeting_on", "review_meetings", "decided_on", "outcome=", "court_application_on")

var courtDocuments = []string{"social-work-statement", "care-plan", "parenting-assessment", "final-statement"}

// recordCourt records the legal work about a child who came before the court while in care.
func recordCourt(t *recordSet) {
	for _, n := range t.c.needs {
		for _, p := range n.protections {
			if on := t.w.cal.onOrAfter(p.started + day(t.between(150, 330))); on < p.ended.on && len(t.c.cares) == 0 && t.chance(0.25) {
				t.preProceed(on, t.w.cal.onOrAfter(on+day(t.between(60, 130))), "B")
			}
		}
	}
	for _, k := range t.c.cares {
		issued, final, outcome := k.proceedings()
		if issued == never || final < t.w.since() {
			if issued == never && k.ended.on > t.w.since() && t.chance(0.12) {
				t.advised(t.w.cal.onOrAfter(k.from+day(t.between(20, 90))), t.pick([]share{{"no threshold", 35}, {"more work", 65}}))
			}
			continue
		}
		spare := t.between(1, 5)
		if t.chance(0.1 * t.trouble(issued)) {
			spare = t.between(6, 12)
		}
		if t.chance(0.6) {
			t.warned(issued)
		}
		t.advised(t.before(issued, spare), "issue")
		t.proceed(issued, final, outcome)
	}
}

// proceedings gives when care proceedings about a period of care were issued, when they ended and how, or never.
func (k *care) proceedings() (issued, final day, outcome string) {
	issued, final = never, k.ended.on
	for i := range k.episodes {
		e := &k.episodes[i]
		switch {
		case e.legal == "C1" && issued == never:
			issued = e.started.on
		case issued != never && (e.legal == "C2" || e.legal == "E1") && e.started.on < final:
			final, outcome = e.started.on, "care order"
			if e.legal == "E1" {
				outcome = "placement order"
			}
		}
	}
	if outcome == "" {
		switch k.end {
		case "E45", "E46", "E47", "E48":
			outcome = "special guardianship order"
		case "E41":
			outcome = "child arrangements order"
		default:
			outcome = "no order"
		}
	}
	return issued, final, outcome
}

// warned records the pre-proceedings before an application to court.
func (t *recordSet) warned(issued day) {
	on := t.before(issued, t.between(40, 75))
	if t.chance(0.12) {
		on = t.before(issued, t.between(80, 95))
	}
	t.preProceed(on, issued, "D")
}

// preProceed records pre-proceedings from their decision to their end, by an application to court (D) or a step down.
func (t *recordSet) preProceed(on, ended day, outcome string) {
	n := t.c.caseOpen(on)
	if n == nil || on < t.w.since() {
		return
	}
	t.advised(on, "pre-proceedings")
	letter := t.by(on, t.after(on, 5))
	met, applied := never, never
	if letter != never {
		met = t.byAt(1.5, letter+3, t.after(letter, 10))
		if last := letter + 16*7; ended > last && last < t.w.until && t.chance(0.7) {
			t.add("pre_proceedings_extension", t.c.id, t.iso(on), last-7, t.planned(last-7, ended+14), "An assessment is awaited",
				t.w.staff.workers[1].id)
		}
	}
	if outcome == "D" {
		applied = ended
	}
	t.add("pre_proceedings", t.c.id, t.iso(n.referred), on, letter, t.mostly(on, 0.93), t.mostly(on, 0.6), met, from(ended, "2"), ended,
		from(ended, outcome), applied)
}

// advised records the legal planning meeting that decided something.
func (t *recordSet) advised(on day, decision string) {
	if on < t.w.since() {
		return
	}
	requested := t.before(on, t.between(2, 9))
	if t.chance(0.06 * t.trouble(on)) {
		requested = t.before(on, t.between(11, 16))
	}
	urgent := t.chance(0.12)
	if urgent {
		requested = on
	}
	decided := on
	if t.chance(0.02) {
		decided = never
	}
	t.add("legal_meeting", t.c.id, requested, urgent, on, decided, from(on, decision))
}

// proceed records a case before the court and what it ordered to be filed.
func (t *recordSet) proceed(issued, final day, outcome string) {
	offered, why := issued-day(t.between(15, 70)), any("")
	switch {
	case t.chance(0.06):
		offered, why = never, "The risk could not wait"
	case t.chance(0.05 * t.trouble(issued)):
		offered = never
	}
	last := issued + 26*7 - 1
	extended := any("")
	if final > last && t.chance(0.8) {
		extended = t.planned(last-10, min(t.w.cal.onOrAfter(final-day(t.between(-10, 3))), last+56))
	}
	t.add("court_case", t.c.id, issued, issued, "care", dated(offered), why, t.by(t.after(issued, 10), t.after(issued, 17)), final,
		from(final, outcome), extended)
	ordered := issued + 10
	for _, document := range courtDocuments {
		if ordered > final-40 {
			return
		}
		if ordered = t.w.cal.onOrAfter(ordered); ordered >= t.w.since() {
			t.directed(ordered, final, document)
		}
		ordered += day(t.between(25, 55))
	}
}

func (t *recordSet) directed(ordered, final day, document string) {
	due := t.after(ordered, t.between(12, 24))
	later := any("")
	last := due
	if t.chance(0.08) {
		last = t.after(due, t.between(5, 10))
		later = t.planned(due-2, last)
	}
	filed := min(t.byAt(1.6, last-9, last), final)
	signed := t.by(ordered+3, t.before(last, 3))
	if signed > filed {
		signed = never
	}
	t.addOnce("court_direction", t.c.id, ordered, document, ordered, t.planned(ordered, due), later, filed, signed)
}
