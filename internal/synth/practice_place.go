package synth

import (
	"slices"
	"strings"
)

var placementLists = []spec{
	listOf("placement_plan", "child_id", "placement_started_on", "signed_on", "delegated_authority_on", "missing_plan_on"),
	listOf("placement_notice", "child_id", "placement_started_on", "recipient=", "sent_on", "withheld"),
	listOf("placement_approval", "child_id", "proposed_on", "kind=", "placement_started_on", "emergency", "approved_on", "approved_by=",
		"area_consulted_on"),
	listOf("placement_basis", "child_id", "placement_started_on", "basis=", "ended_on"),
	listOf("placement_review", "child_id", "reviewed_on", "kind=", "progress"),
	listOf("placement_contract", "child_id", "placement_started_on", "on_framework", "weekly_cost"),
	listOf("long_term_placement", "child_id", "placement_started_on", "agreed_on", "child_agreed_on"),
	listOf("temporary_approval", "household_id", "approved_on", "extended_on", "decided_on", "independent_review", "ended_on"),
}

// placing is a placement with one carer: the episode that began it, and when it ended.
type placing struct {
	*episode
	to, longTerm day // longTerm is when it became one that is meant to last, or never
	starts       []fact
}

// knownFrom gives the day from which the returns show a placement: its start, or that of its first episode in them.
func (p placing) knownFrom(first day) day {
	for _, s := range slices.Backward(p.starts) {
		if s.on <= first {
			return s.on
		}
	}
	return p.started.on
}

// placings gives the placements of a period of care, each from its first episode to its last.
func (k *care) placings() (all []placing) {
	for i := range k.episodes {
		e := &k.episodes[i]
		if i == 0 || e.startReason == "P" || e.startReason == "B" {
			all = append(all, placing{episode: e, longTerm: never})
		}
		p := &all[len(all)-1]
		p.to = e.ended.on
		if e.startReason != "L" {
			p.starts = append(p.starts, e.started)
		}
		if (e.place == "U1" || e.place == "U4") && p.longTerm == never {
			p.longTerm = e.started.on
		}
	}
	return all
}

func (e *episode) adoptive() bool { return e.place[0] == 'A' }

// kin says whether the carer is a parent, relative or friend.
func (e *episode) kin() bool {
	return e.place == "P1" || e.place == "U1" || e.place == "U2" || e.place == "U3"
}

// recordPlacements records what is owed to each placement of a child in care.
func recordPlacements(t *recordSet) {
	for _, k := range t.c.cares {
		for _, p := range k.placings() {
			if p.to <= t.w.views[0].from || p.adoptive() {
				continue
			}
			t.placementPlan(k, p)
			t.notices(p)
			t.approval(k, p)
			t.reviewed(p)
			t.bases(p)
		}
	}
}

func (t *recordSet) placementPlan(k *care, p placing) {
	on := p.started.on
	due := t.after(on, 5)
	signed, delegated := t.by(on, due), t.by(on, due)
	if signed != never && delegated != never && t.chance(0.85) {
		delegated = signed
	}
	if signed >= p.to {
		signed = never
	}
	if delegated >= p.to {
		delegated = never
	}
	missing := never
	for _, m := range t.c.missings {
		if m.started.on >= on && m.started.on < p.to && m.started.on >= k.from {
			missing = t.byAt(2, m.started.on, t.after(m.started.on, 5))
			break
		}
	}
	if signed != never && t.c.age(on) >= 12 && t.chance(0.6) {
		missing = min(missing, signed)
	}
	known := p.knownFrom(t.w.views[0].from)
	t.add("placement_plan", t.c.id, known, signed, delegated, missing)
	for _, s := range p.starts {
		// New terms with the same carer have a plan anew, which says what the last one said.
		if s.on > known && s.on < p.to {
			anew := t.by(s.on, t.after(s.on, 5))
			t.add("placement_plan", t.c.id, s.on, anew, anew, missing)
		}
	}
	if p.provider == "PR4" || p.provider == "PR5" {
		cost := t.between(9, 14) * 100
		if p.place == "K2" || p.place == "K1" {
			cost = t.between(42, 75) * 100
		}
		t.add("placement_contract", t.c.id, on, t.chance(0.8), cost)
	}
}

// notices records who was told of a placement. What goes wrong goes wrong for one of the six or so.
func (t *recordSet) notices(p placing) {
	on := p.started.on
	recipients := []string{"parents", "health", "gp", "reviewing officer"}
	if age := t.c.age(on); age >= 5 && age < 16 {
		recipients = append(recipients, "school")
	}
	if !p.inside() {
		recipients = append(recipients, "host authority")
	}
	for _, who := range recipients {
		sent, why := t.byAt(0.22, on, t.after(on, 5)), any("")
		if who == "parents" && t.chance(0.03) {
			sent, why = never, "The court withheld the address"
		}
		if sent >= p.to {
			sent = never
		}
		t.add("placement_notice", t.c.id, on, who, sent, why)
	}
}

// approval records approvals sought before a placement outside the area or one that disrupts the last school years.
func (t *recordSet) approval(k *care, p placing) {
	on := p.started.on
	if on < t.w.since() {
		return
	}
	seek := func(kind, approver string) {
		emergency := t.chance(0.15)
		proposed, due := max(on-day(t.between(3, 15)), k.from), on
		if emergency {
			proposed, due = on, t.after(on, 5)
		}
		approved := t.byAt(1.5, proposed, due)
		t.addOnce("placement_approval", t.c.id, proposed, kind, t.planned(on, on), emergency, approved, from(approved, approver),
			t.byAt(1.2, proposed, due))
	}
	if age := t.c.age(on); on > k.from && (age == 14 || age == 15) && t.chance(0.5) {
		seek("key stage 4", "nominated officer")
		return
	}
	if p.inside() || p.kin() || strings.HasPrefix(p.place, "U") && p.provider == "PR1" {
		return
	}
	switch {
	case t.chance(0.04):
	case district(p.post) > lastNearDistrict:
		seek("at a distance", "director")
	default:
		seek("out of area", "nominated officer")
	}
}

// reviewed records the reviews of placements far away and of those with an agency.
func (t *recordSet) reviewed(p placing) {
	to := min(p.to, t.c.born.birthday(18))
	record := func(kind string) func(day, int) {
		return func(on day, _ int) {
			t.addOnce("placement_review", t.c.id, on, kind, t.pick([]share{{"Settled and doing well", 55}, {"Some worries, plan changed", 30}, {"At risk of ending", 15}}))
		}
	}
	if district(p.post) > lastNearDistrict && !p.kin() {
		t.every(p.started.on, to, everyMonths(3), record("distance"))
	}
	if p.provider == "PR4" || p.provider == "PR5" {
		t.every(p.started.on, to, everyMonths(6), record("panel"))
	}
}

// bases records on what footing some placements began, and which are meant to last.
func (t *recordSet) bases(p placing) {
	on := p.started.on
	if p.longTerm != never && p.longTerm >= t.w.views[0].from && t.chance(0.9) {
		agreed, child := t.w.cal.onOrBefore(p.longTerm), never
		if t.c.age(agreed) >= 10 && t.chance(0.5) {
			child = agreed + day(t.between(0, 20))
		}
		t.add("long_term_placement", t.c.id, t.planned(agreed, on), agreed, child)
	}
	if on < t.w.since() {
		return
	}
	switch {
	case p.place == "U3" && t.chance(0.45):
		t.temporary(p)
	case p.place == "P1" && t.chance(0.2):
		t.add("placement_basis", t.c.id, on, "parent before assessment", min(t.by(on+10, on+70), p.to))
	case p.place == "U6" && t.chance(0.03):
		t.add("placement_basis", t.c.id, on, "emergency foster carer", min(t.by(on+1, t.after(on, 6)), p.to))
	}
}

// temporary records a relative's or friend's temporary approval, which lasts sixteen weeks and can be extended once.
func (t *recordSet) temporary(p placing) {
	on := p.started.on
	due := on + 16*7
	extended, decided := never, t.byAt(2, on+60, due)
	if t.chance(0.25) {
		extended, decided = due-day(t.between(3, 14)), t.byAt(2, due, due+8*7)
	}
	ended := never
	if decided >= p.to {
		decided, ended = never, p.to
	}
	if extended >= p.to {
		extended = never
	}
	t.add("placement_basis", t.c.id, on, "temporary approval", min(decided, p.to))
	t.add("temporary_approval", "CP"+t.c.id+"-"+t.iso(on), on, extended, decided, false, ended)
}
