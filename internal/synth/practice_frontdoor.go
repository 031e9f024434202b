package synth

import "strconv"

var frontDoorLists = []spec{
	listOf("contact", "child_id", "contact_id", "received_on", "source=", "outcome=", "below_threshold", "decided_on", "advice_given_on",
		"out_of_hours", "day_team_on"),
	listOf("referral_decision", "child_id", "referred_on", "decided_on", "decided_by", "outcome=", "referrer_informed_on", "unsafe_to_inform"),
	listOf("early_help", "child_id", "early_help_id", "started_on", "ended_on", "kind=", "reason", "end_reason", "stepped_down",
		"outcome_met", "consent_on", "assessed_on"),
	listOf("homeless_presentation", "child_id", "presented_on", "accommodated_on", "assessed_on", "section_20_decided_on", "declined_on"),
}

var helpKinds = []share{{"caf", 40}, {"family support", 35}, {"multi-agency team", 15}, {"troubled families", 8}, {"other", 2}}

// recordFrontDoor records contacts, decisions on referrals, and early help before and after.
func recordFrontDoor(t *recordSet) {
	for i, n := range t.c.needs {
		if n.referred >= t.w.since() {
			t.referral(n, i)
		}
		if n.nfa || n.closed.on < t.w.since() || n.closure != "RC9" {
			continue
		}
		due := t.after(n.closed.on, 9)
		if last := n.assessments[len(n.assessments)-1].authorised.on; len(n.plans) == 0 {
			due = max(t.after(last, 9), n.closed.on)
		}
		if started := t.by(n.closed.on, due); started != never && !t.chance(0.03) {
			t.help(started, i, true)
		}
	}
}

// referral records the contact that a referral came by, of an earlier one below the threshold for some, and of the decision.
func (t *recordSet) referral(n *need, i int) {
	number := "C" + t.c.id + "-" + strconv.Itoa(i+1)
	outcome := "referral"
	t.contact(number, n.referred, n.source, outcome, false)
	if earlier := n.referred - day(t.between(20, 250)); earlier >= t.w.since() && earlier >= t.c.born && t.chance(0.3) {
		t.contact(number+"a", earlier, t.pick(referralSources), t.pick([]share{{"signposting", 50}, {"no further action", 30}, {"early help", 20}}), true)
		if t.chance(0.4) {
			t.help(earlier+day(t.between(3, 20)), i+20, false)
		}
	}
	if age := t.c.age(n.referred); age >= 16 && !t.c.unaccompanied && t.chance(0.12) {
		t.homeless(n.referred)
	}
	decided := t.by(n.referred, t.after(n.referred, 1))
	if decided == never {
		return
	}
	outcome = "assessment"
	if n.nfa {
		outcome = t.pick([]share{{"no further action", 60}, {"signposting", 25}, {"early help", 15}})
	}
	informed, unsafe := t.by(decided, t.after(decided, 3)), t.chance(0.02)
	if unsafe {
		informed = never
	}
	t.add("referral_decision", t.c.id, t.iso(n.referred), decided, t.manager(decided), outcome, informed, unsafe)
}

func (t *recordSet) contact(number string, on day, source, outcome string, below bool) {
	decided := t.by(on, t.after(on, 1))
	advised, night, taken := never, t.chance(0.12), never
	if below && decided != never {
		advised = t.byAt(1.5, decided, t.after(decided, 2))
	}
	if night {
		taken = t.by(on, t.after(on, 1))
	}
	t.add("contact", t.c.id, number, on, source, from(decided, outcome), from(decided, boolean(below)), decided, advised, night, taken)
}

// help records a stretch of early help. One that leads up to a referral ends by it or not at all.
func (t *recordSet) help(on day, i int, down bool) {
	on = t.w.cal.onOrAfter(on)
	ended := on + day(60+t.wait(100))
	for _, n := range t.c.needs {
		if n.referred > on {
			ended = min(ended, n.referred)
		}
	}
	consent := max(on-day(t.between(0, 6)), t.w.since())
	assessed := t.by(consent, t.after(consent, 30))
	if assessed >= ended {
		assessed = never
	}
	t.add("early_help", t.c.id, "EH"+t.c.id+"-"+strconv.Itoa(i+1), on, ended, t.pick(helpKinds), "Support for the family",
		from(ended, t.pick([]share{{"Plan completed", 60}, {"Family withdrew", 20}, {"Referred on", 20}})), down, t.mostly(ended, 0.62), consent, assessed)
}

func (t *recordSet) homeless(on day) {
	due := t.after(on, 45)
	if t.chance(0.1) {
		t.add("homeless_presentation", t.c.id, on, "", "", "", on+day(t.between(1, 10)))
		return
	}
	assessed := t.byAt(1.5, on+10, due)
	t.add("homeless_presentation", t.c.id, on, t.by(on, on), assessed, t.by(on+5, due), "")
}
