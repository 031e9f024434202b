package synth

// stint is a stretch of time in which one team is responsible for a child.
type stint struct {
	from, to day
	team     int
	role     string
}

// allocate gives the child a worker for every stretch of every case, with the
// changes that follow from transfers between teams and from workers leaving.
func (j *journey) allocate() {
	for _, n := range j.c.needs {
		if !n.nfa {
			j.allocateCase(n)
		}
	}
	for _, k := range j.c.cares {
		j.follow(stint{k.from + day(j.between(1, 5)), k.ended.on, teamReviewing, roleReviewer})
	}
	j.advise()
}

// allocateCase passes a case from the assessment team to the team that goes on with
// it, and then to the team for looked-after children.
func (j *journey) allocateCase(n *need) {
	end := n.closed.on
	assessed := n.assessments[0].authorised.on
	first := stint{n.referred, min(end, assessed+day(j.between(0, 12))), n.team, roleSocialWorker}
	then := teamSafeguarding1 + int(j.c.born)%2
	if n.primary == "N2" && j.c.disabled {
		then = teamDisabilities
	}
	second := stint{first.to, end, then, roleSocialWorker}
	stints := []stint{first, second}
	for _, k := range j.c.cares {
		taken := k.from + day(j.between(40, 110))
		if k.from >= n.referred && k.from < end && taken < k.ended.on && then != teamDisabilities {
			second.to = max(min(second.to, taken), second.from)
			stints = []stint{first, second, {max(taken, second.from), end, teamLookedAfter1 + int(j.c.born)%2, roleSocialWorker}}
			break
		}
	}
	before := len(j.c.allocations)
	for _, s := range stints {
		j.follow(s)
	}
	// A worker is theirs until the closure is recorded.
	for i := range j.c.allocations[before:] {
		if a := &j.c.allocations[before+i]; a.ended.on == end {
			a.ended = n.closed
		}
	}
	for _, p := range n.protections {
		j.follow(stint{p.started, p.ended.on, teamReviewing, roleChair})
	}
}

// advise gives those who will be or are care leavers a personal adviser to 21.
func (j *journey) advise() {
	for _, k := range j.c.cares {
		from := max(k.from+91, j.c.born.birthday(16)+day(j.between(90, 300)))
		if from < k.ended.on && k.ended.on >= j.c.born.birthday(17) {
			j.follow(stint{from, j.c.born.birthday(21), teamLeavingCare, roleAdviser})
			return
		}
	}
}

// follow allocates one worker after another through a stint.
func (j *journey) follow(s stint) {
	pool := j.w.staff.pool(s.team, s.role)
	reason := "TSPROC"
	if s.role == roleSocialWorker && s.team <= teamAssessment2 {
		reason = "FCONTA"
	}
	on := s.from
	for on < s.to && on <= j.w.until+60 {
		w := j.w.staff.choose(j.dice, pool, on)
		if w < 0 {
			on += day(j.between(3, 10))
			continue
		}
		to, why := j.w.staff.workers[w].to, "LEFTRL"
		if shared := on + day(120+j.wait(900)); shared < to {
			to, why = shared, j.pick(workerChanges)
		}
		a := allocation{worker: w, role: s.role, team: s.team, started: promptly(on), ended: promptly(min(to, s.to)), reason: reason}
		j.c.allocations = append(j.c.allocations, a)
		on, reason = to, why
		if why == "LEFTRL" {
			on += day(j.gap(to))
		}
	}
}

// gap is how long a child waits for a new worker when theirs leaves: often no time,
// and long where the leaver of Safeguarding 2 was not replaced.
func (j *journey) gap(left day) int {
	switch {
	case left == j.w.until-vacatedBefore && j.chance(0.4):
		return vacatedBefore + 20
	case j.chance(0.75):
		return 0
	}
	return j.between(1, 9)
}
