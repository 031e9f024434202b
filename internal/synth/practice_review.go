package synth

var reviewLists = []spec{
	listOf("review_meeting", "child_id", "planned_on~", "date_set_on", "held_on", "report_received_on", "officer_met_child_on",
		"child_refused", "decisions_sent_on", "manager_answered_on", "manager_answer=", "record_written_on", "record_sent_on",
		"visitor_considered", "health_plan_reviewed", "permanence_plan", "parallel_plan"),
	listOf("child_view", "child_id", "recorded_on", "setting=", "words"),
}

// What a child might say, all invented.
var childWords = []string{
	"I like it here", "I miss my sister", "I want to see my mum more", "My school is good", "I don't want to move again", "I want a dog",
	"I feel safe now", "Nobody tells me what is going on", "I like my social worker", "I want to play football", "I am worried about mum",
	"Please ring before you come", "I want to stay until I am 18", "My room is nice", "I don't like the shouting", "I want to go home",
	"I want my own key", "I would like help with maths", "It is better than last year", "I don't want to talk about it",
}

// recordReviews records the papers of each looked-after review, and of what children said at one time or another.
func recordReviews(t *recordSet) {
	for _, k := range t.c.cares {
		last := k.from
		for i, r := range k.reviews {
			set := t.w.cal.onOrAfter(last + day(t.between(1, 12)))
			if r.on >= t.w.since() {
				t.reviewHeld(i, r.on, min(set, r.on-1))
			}
			last = r.on
		}
		t.reviewAhead(k, last)
	}
	t.said()
}

func (t *recordSet) reviewHeld(i int, on, set day) {
	if i > 0 && t.chance(0.04) {
		t.addOnce("review_meeting", append([]any{t.c.id, t.iso(t.before(on, t.between(3, 8))), set}, blanks(13)...)...)
		set = t.before(on, 2)
	}
	report := t.byAt(1.5, set, t.before(on, 3))
	met, refused := t.byAt(1.3, set, on), t.chance(0.03)
	if met > on || refused {
		met = never
	}
	if report > on {
		report = never
	}
	sent := t.by(on, t.after(on, 5))
	answered, answer := never, any("")
	if sent != never {
		if answered = t.byAt(1.6, sent, t.after(sent, 5)); answered != never {
			answer = from(answered, t.pick([]share{{"accepted", 95}, {"challenged", 5}}))
		}
	}
	written := t.by(on+5, t.after(on, 15))
	recordSent := t.by(min(written, t.after(on, 18)), t.after(on, 20))
	t.addOnce("review_meeting", t.c.id, t.iso(on), set, on, report, met, from(on, boolean(refused)), sent, answered, answer, written, recordSent,
		t.mostly(on, 0.955), t.mostly(on, 0.95), from(on, boolean(i > 0 && (i > 1 || t.chance(0.9)))), t.mostly(on, 0.4))
	if t.c.age(on) >= 4 {
		if heard := t.byAt(1.6, set, t.before(on, 5)); heard <= on {
			t.view(heard, "review")
		}
	}
}

func blanks(n int) []any {
	cells := make([]any, n)
	for i := range cells {
		cells[i] = ""
	}
	return cells
}

// reviewAhead records the next review, planned when the last one ended.
func (t *recordSet) reviewAhead(k *care, last day) {
	if k.ended.on <= t.w.until || last < t.w.since() {
		return
	}
	next, set := last.months(6)-day(t.between(5, 20)), t.w.cal.onOrAfter(last+day(t.between(1, 12)))
	switch len(k.reviews) {
	case 0:
		next = t.after(last, 19)
	case 1:
		next = last.months(3) - day(t.between(3, 10))
	}
	if next = t.w.cal.onOrAfter(max(next, t.w.until+day(t.between(1, 9)))); next >= k.ended.on || set > t.w.until {
		return
	}
	report := t.byAt(1.5, set, t.before(next, 3))
	met := t.byAt(1.3, set, next)
	if report >= next {
		report = never
	}
	if met >= next {
		met = never
	}
	t.addOnce("review_meeting", append([]any{t.c.id, t.iso(next), set, "", report, met}, blanks(10)...)...)
	if heard := t.byAt(1.6, set, t.before(next, 5)); t.c.age(next) >= 4 && heard < next {
		t.view(heard, "review")
	}
}

// view records what a child of an age to speak said.
func (t *recordSet) view(on day, setting string) {
	if on == never || on < t.w.since() || t.c.age(on) < 4 {
		return
	}
	words := t.one(childWords)
	if t.chance(0.04) {
		words = ""
	}
	t.addOnce("child_view", t.c.id, on, setting, words)
}

// said records what was said elsewhere than at looked-after reviews.
func (t *recordSet) said() {
	for _, n := range t.c.needs {
		for _, a := range n.assessments {
			if on := a.started + day(t.between(1, 15)); on < min(n.closed.on, a.authorised.on) && t.chance(0.7) {
				t.view(on, "assessment")
			}
		}
		for _, e := range n.enquiries {
			if e.held.on != never && t.chance(0.6) {
				t.view(t.before(e.held.on, t.between(1, 3)), "conference")
			}
		}
		for _, p := range n.protections {
			for _, r := range p.reviews {
				if t.chance(0.6) {
					t.view(t.before(r.on, t.between(1, 6)), "conference")
				}
			}
		}
	}
	for _, m := range t.c.missings {
		if m.interview != nil && m.interview.held != never && t.chance(0.7) {
			t.view(m.interview.held, "return interview")
		}
	}
	if p := t.c.pathway; p != nil {
		for _, on := range append([]day{p.planned}, p.reviews...) {
			if t.chance(0.6) {
				t.view(on, "pathway plan")
			}
		}
	}
}
