package synth

// stayHealthy lives the health assessments of a looked-after child, and what the
// SSDA903 returns of them at each year end.
func (j *journey) stayHealthy() {
	for _, k := range j.c.cares {
		j.initialAssessment(k)
		for _, v := range j.w.views {
			yearEnd := date(v.ending, 3, 31)
			if !v.final && k.from <= yearEnd-364 && k.ended.on > yearEnd {
				j.annualHealth(k, v.ending, yearEnd)
			}
		}
	}
}

func (j *journey) addCheck(h healthCheck) {
	h.number = len(j.c.checks) + 1
	j.c.checks = append(j.c.checks, h)
}

// initialAssessment should reach the council within 20 working days of the start of
// care. A little under two in three do in a steady council.
func (j *journey) initialAssessment(k *care) {
	h := healthCheck{kind: "initial", requested: j.w.cal.after(k.from, j.between(1, 6)), held: never, report: never, decline: never}
	if h.requested >= k.ended.on {
		return
	}
	if j.age(k.from) >= 15 && j.chance(0.1) {
		h.decline = h.requested + day(j.between(5, 30))
		j.addCheck(h)
		return
	}
	days := j.between(13, 20)
	if j.chance(j.w.profile.lateHealth) {
		days = 21 + j.wait(12)
	}
	if report := j.w.cal.after(k.from, days); report < k.ended.on {
		h.report, h.held = report, j.w.cal.after(k.from, max(days-j.between(3, 8), 3))
		h.held = max(h.held, h.requested)
	}
	j.addCheck(h)
}

func (j *journey) annualHealth(k *care, ending int, yearEnd day) {
	age := j.age(yearEnd)
	a := annual{ending: ending, score: -1}
	want := j.w.profile.health
	a.assessed, a.dental, a.immunised = j.chance(want.assessed), j.chance(want.dental), j.chance(want.immunised)
	if a.underFive = age < 5; a.underFive {
		a.developed = j.chance(0.9)
	}
	switch {
	case age < 4 || age > 16:
		a.reason = "SDQ1"
	case j.chance(0.78):
		a.score = j.around(13.5, 7, 0, 38)
	default:
		a.reason = j.pick([]share{{"SDQ2", 35}, {"SDQ3", 10}, {"SDQ4", 30}, {"SDQ5", 25}})
	}
	a.convicted = age >= 10 && j.chance(0.03)
	if a.substance = age >= 12 && j.chance(0.06); a.substance {
		a.received = j.chance(0.5)
		a.offered = !a.received && j.chance(0.8)
	}
	j.c.annuals = append(j.c.annuals, a)
	if a.assessed {
		held := yearEnd - day(j.between(3, 350))
		j.addCheck(healthCheck{
			kind: "review", requested: max(held-30, k.from), held: held, report: held + day(j.between(5, 30)), decline: never,
		})
	}
}
