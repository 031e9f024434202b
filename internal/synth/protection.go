package synth

// reviewsToEnd is at which review conference a plan ends.
var reviewsToEnd = []share{{"1", 28}, {"2", 40}, {"3", 17}, {"4", 7}, {"5", 4}, {"6", 4}}

// protect lives a child protection plan from its conference and gives the day and
// the reason the case closed.
func (j *journey) protect(n *need, held day) (day, string) {
	p := &protection{started: held, initial: j.pick(abuseCategories), previous: j.c.earlierPlans, ended: notYet}
	p.latest, p.latestFrom = p.initial, held
	j.c.earlierPlans++
	if j.chance(0.09) {
		p.latest, p.latestFrom = j.pick(abuseCategories), held+day(j.between(80, 300))
	}
	n.protections = append(n.protections, p)
	end := j.reviewPlan(p)
	entry := held + day(j.between(10, 300))
	if j.chance(0.21) && entry < min(end, j.adult()-20) {
		j.endPlan(p, entry+day(j.between(0, 40)))
		return j.enterCare(n, max(entry, j.c.born), j.carePath(entry))
	}
	if end >= j.adult() {
		j.endPlan(p, j.adult())
		return j.adult(), "RC7"
	}
	j.endPlan(p, end)
	return j.stepDown(n, end)
}

// reviewPlan holds review conferences, the first within three months and the rest
// within six, and gives the day of the one that ends the plan.
func (j *journey) reviewPlan(p *protection) day {
	conferences := int(j.pick(j.w.profile.planReviews)[0] - '0')
	on := p.started
	for i := range conferences {
		due := on.months(6)
		if i == 0 {
			due = on.months(3)
		}
		if on = due - day(j.between(1, 16)); j.chance(j.w.profile.lateReview) {
			on = due + day(j.between(3, 35))
		}
		on = j.w.cal.onOrBefore(on)
		p.reviews = append(p.reviews, j.record(on))
	}
	return on
}

// endPlan ends a plan and forgets the reviews that would have come after.
func (j *journey) endPlan(p *protection, on day) {
	p.ended = j.record(on)
	kept := p.reviews[:0]
	for _, r := range p.reviews {
		if r.on <= on {
			kept = append(kept, r)
		}
	}
	p.reviews = kept
}

// stepDown keeps a child in need plan for some months after a protection plan,
// from which some are put back on one.
func (j *journey) stepDown(n *need, from day) (day, string) {
	until := from + day(60+j.wait(80))
	n.plans = append(n.plans, span{started: j.record(from + 1), ended: j.record(until)})
	turn := from + day(j.between(30, 150))
	if len(n.protections) < 3 && turn < until && turn < j.adult()-60 && j.chance(0.15) {
		if held, plan := j.hold(n, turn, 0.8); plan {
			n.plans[len(n.plans)-1].ended = j.record(held)
			return j.protect(n, held)
		}
	}
	return until, j.pick(closures)
}
