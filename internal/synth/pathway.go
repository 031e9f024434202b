package synth

var pathwayLists = []spec{
	{"records/needs_assessment.csv", "needs_assessment", "iso", 0, false, []column{{"child_id", plain}, {"completed_on", onDay}}},
	{"records/pathway_plan.csv", "pathway_plan", "iso", 0, false, []column{{"child_id", plain}, {"recorded_on", onDay}}},
	{"records/pathway_review.csv", "pathway_review", "iso", 0, false, []column{
		{"child_id", plain}, {"reviewed_on", onDay}, {"found_helpful", plain},
	}},
}

// pathway is a young person's assessment of needs, pathway plan and its reviews.
type pathway struct {
	assessed, planned day
	reviews           []day
}

// planPathway lives the pathway plan of a young person who will be or is a care leaver: within three months of being
// owed one, reviewed every six months to 21, unless a review is left lying.
func (j *journey) planPathway() {
	owed := j.c.owedPathway()
	if owed == never || owed > j.w.until {
		return
	}
	p := pathway{assessed: j.w.cal.onOrAfter(owed + day(j.between(25, 80)))}
	p.planned = j.w.cal.onOrAfter(p.assessed + day(j.between(2, 25)))
	j.c.pathway = &p
	adult := j.c.born.birthday(21)
	for on := p.planned; ; {
		due := on.months(6)
		next := due - day(j.between(0, 21))
		if lapse := j.w.lapse(due); j.chance(lapse) {
			next = due + day(20+j.wait(60+500*lapse))
		}
		on = j.w.cal.onOrBefore(next)
		if on >= adult || on > j.w.until {
			return
		}
		p.reviews = append(p.reviews, on)
	}
}

// lapse is how likely a review due on a day is to be left lying.
func (w *world) lapse(due day) float64 {
	if since := w.profile.lapsesSince; !since.IsZero() && due < dayOf(since) {
		return steady.pathwayLapse
	}
	return w.profile.pathwayLapse
}

// owedPathway gives the day a young person comes to be owed a pathway plan: at 16 or after and with 13 weeks in care since
// 14, or never.
func (c *child) owedPathway() day {
	sixteen, days := c.born.birthday(16), day(0)
	for _, k := range c.cares {
		from := max(k.from, c.born.birthday(14))
		if k.ended.on <= from {
			continue
		}
		if on := max(from+91-days, sixteen); on < k.ended.on {
			return max(on, from)
		}
		days += k.ended.on - from
	}
	return never
}

func recordPathway(t *recordSet) {
	p := t.c.pathway
	if p == nil {
		return
	}
	t.add("needs_assessment", t.c.id, p.assessed)
	t.add("pathway_plan", t.c.id, p.planned)
	for _, on := range p.reviews {
		t.add("pathway_review", t.c.id, on, t.chance(0.7))
	}
}
