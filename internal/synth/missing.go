package synth

// goMissing lives the times a child was missing: some teenagers in care, often, and
// a few from home.
func (j *journey) goMissing() {
	for _, k := range j.c.cares {
		from := max(k.from, j.c.born.birthday(12))
		if from+60 < k.ended.on && !k.remand && j.chance(0.40) {
			first := from + day(j.wait(150))
			j.runs(first, min(first+day(j.between(90, 420)), k.ended.on-8), 55, false)
		}
	}
	for _, n := range j.c.needs {
		until := min(n.closed.on, j.adult())
		if n.nfa || j.age(n.referred) < 11 || len(j.c.cares) > 0 || !j.chance(0.03) {
			continue
		}
		first := n.referred + day(j.between(0, 30))
		j.runs(first, min(first+150, until-4), 60, true)
	}
}

// runs adds the missing episodes from one day to another, a mean of so many days apart.
func (j *journey) runs(from, until day, apart float64, fromHome bool) {
	for on := from; on < until && on <= j.w.until; on += day(j.wait(apart)) {
		back := on + day(j.between(0, 1))
		if j.chance(0.25) {
			back = on + day(j.between(1, 6))
		}
		back = min(back, until)
		m := missing{started: j.record(on), ended: j.record(back), away: !fromHome && j.chance(0.14), fromHome: fromHome}
		m.startedAt, m.foundAt = j.between(17*60, 20*60), j.between(20*60+30, 23*60)
		if !m.away {
			m.interview = j.interviewAfter(back)
		}
		j.c.missings = append(j.c.missings, m)
		on = back + 1
	}
}

// interviewAfter draws what came of the return interview a child should have.
func (j *journey) interviewAfter(back day) *interview {
	i := &interview{outcome: j.pick(interviewOutcomes), offered: never, held: never, worker: -1}
	if i.outcome == "not offered" {
		i.recorded = back + day(j.between(5, 20))
		return i
	}
	i.worker = j.workerOn(back, roleSocialWorker)
	i.offered = back + 1
	i.recorded = i.offered
	if i.outcome != "held" {
		return i
	}
	i.held, i.heldMinutes = back+day(j.between(1, 2)), j.between(9*60, 17*60)
	if j.chance(0.21) {
		i.held = back + day(4+j.wait(5))
	}
	i.recorded = i.held
	return i
}
