package synth

import "slices"

// need lives one episode of need from its referral, and gives the day it closed.
func (j *journey) need(on day) day {
	n := &need{referred: on, source: j.pick(referralSources), primary: j.primaryNeed(), closed: notYet}
	j.c.needs = append(j.c.needs, n)
	if !j.c.unaccompanied && j.chance(0.072) {
		n.nfa = true
		return on
	}
	if j.chance(0.03) {
		n.primaryFrom = on + day(j.between(60, 300))
	}
	n.team = teamAssessment1 + j.IntN(2)
	assessed := j.assess(n, on)
	end, closure := j.respond(n, assessed)
	if adult := j.adult(); end >= adult {
		end, closure = adult, "RC6"
		if !j.c.disabled {
			closure = "RC7"
		}
	}
	n.closed, n.closure = j.record(end), closure
	for i := range n.plans {
		n.plans[i].ended.on = min(n.plans[i].ended.on, end)
	}
	return end
}

func (j *journey) primaryNeed() string {
	switch {
	case j.c.unaccompanied:
		return "N8"
	case j.c.disabled && j.chance(0.6):
		return "N2"
	}
	return j.pick(primaryNeeds)
}

// assess adds an assessment to a case and gives the day it was, or would be, authorised.
func (j *journey) assess(n *need, from day) day {
	started := j.w.cal.after(from-1, j.between(1, 3))
	days := j.around(27, 10, 3, 45)
	if j.chance(j.w.assessmentLateness(n.team, from)) {
		days = 45 + j.wait(16)
		if j.chance(0.03) {
			days += j.wait(150)
		}
	} else if j.chance(0.2) {
		days = j.between(40, 45)
	}
	authorised := max(j.w.cal.after(from, days), started)
	n.assessments = append(n.assessments, assessment{
		started: started, checkpoint: j.w.cal.after(from, 10), authorised: promptly(authorised), factors: j.factors(n),
	})
	return authorised
}

func (j *journey) factors(n *need) []string {
	if n.primary == "N8" && j.c.unaccompanied {
		return []string{"9A"}
	}
	if j.chance(0.06) {
		return []string{"21"}
	}
	var found []string
	for range j.around(2.6, 1.2, 1, 6) {
		f := j.pick(factorsFound)
		if !slices.Contains(found, f) {
			found = append(found, f)
		}
	}
	return found
}

// respond decides what a case needs after its referral, and gives the day and the
// reason it closed.
func (j *journey) respond(n *need, assessed day) (day, string) {
	if j.c.unaccompanied {
		return j.enterCare(n, n.referred+day(j.between(0, 3)), pathUnaccompanied)
	}
	if j.chance(j.directEntry(n.referred) * j.w.profile.entries) {
		return j.enterCare(n, max(j.c.born, n.referred+day(j.between(0, 40))), j.carePath(n.referred))
	}
	if held, conference := j.enquire(n, n.referred+day(j.between(0, 6))); conference {
		return j.protect(n, held)
	}
	if n.primary != "N2" && j.chance(0.40) {
		if j.chance(0.35) {
			return assessed + day(j.between(0, 4)), "RC9"
		}
		return assessed + day(j.between(0, 4)), "RC8"
	}
	return j.support(n, assessed+day(j.between(0, 9)))
}

// support lives a child in need plan, which may step up to protection or to care.
func (j *journey) support(n *need, from day) (day, string) {
	length := 50 + j.wait(150)
	if n.primary == "N2" {
		length = 250 + j.wait(450)
	}
	until := from + day(length)
	plan := len(n.plans)
	n.plans = append(n.plans, span{started: j.record(from), ended: j.record(until)})
	turn := from + day(j.between(20, max(21, length)))
	switch p := j.Float64(); {
	case turn >= j.adult()-30:
	case p < 0.08:
		if held, conference := j.enquireFurther(n, turn); conference {
			n.plans[plan].ended = j.record(held)
			return j.protect(n, held)
		}
	case p < 0.11:
		n.plans[plan].ended = j.record(turn)
		return j.enterCare(n, turn, j.carePath(turn))
	}
	return until, j.pick(closures)
}

func (j *journey) directEntry(on day) float64 {
	switch age := j.age(on); {
	case age < 1:
		return 0.09
	case age < 5:
		return 0.014
	case age < 10:
		return 0.007
	case age < 16:
		return 0.016
	}
	return 0.035
}

// enquire may hold a section 47 enquiry, and says whether and when it led to a
// conference that made a plan.
func (j *journey) enquire(n *need, on day) (held day, plan bool) {
	p := 0.14
	switch n.primary {
	case "N1":
		p = 0.43
	case "N4", "N5":
		p = 0.22
	}
	if !j.chance(p) || on >= j.adult()-60 {
		return never, false
	}
	return j.hold(n, on, j.w.profile.conferences)
}

func (j *journey) enquireFurther(n *need, on day) (held day, plan bool) {
	return j.hold(n, on, 0.6)
}

// hold adds a section 47 enquiry, with a conference as often as given.
func (j *journey) hold(n *need, on day, conference float64) (held day, plan bool) {
	on = j.w.cal.onOrAfter(on)
	e := enquiry{started: on, target: j.w.cal.after(on, 15), held: notYet}
	e.decided = j.w.cal.after(on, j.around(8, 3, 1, 15))
	if j.chance(0.13) {
		e.decided = j.w.cal.after(on, 15+j.wait(7))
	}
	if e.conference = j.chance(conference); e.conference {
		days := j.around(13, 2.5, 4, 15)
		if j.chance(j.w.profile.lateConference) {
			days = 15 + j.wait(5)
		}
		held = j.w.cal.after(on, days)
		e.held = promptly(held)
		plan = j.chance(0.87) && held < j.adult()-30
	}
	e.planStarted = plan
	n.enquiries = append(n.enquiries, e)
	return held, plan
}
