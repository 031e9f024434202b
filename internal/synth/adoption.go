package synth

// adopt draws the path to adoption: the council's decision, the court's placement
// order, the match, the placement and the adoption. Some plans are reversed and the
// child stays in care or goes to kin.
func (j *journey) adopt(k *care) (turns []turn, end day, code, closure string) {
	on := k.from
	a := &adoption{reversed: never, matched: never, placed: never, adopted: never}
	k.adoption = a
	turns = append(turns, turn{on: on, legal: "C1"})
	slow := j.slowly()
	a.decided = on + day(j.between(110, 260)+slow(410))
	order := a.decided + day(j.between(20, 80)+slow(220))
	if j.chance(0.14) {
		a.reversed = a.decided + day(j.between(60, 500))
		a.reversedReason = j.pick([]share{{"RD1", 45}, {"RD2", 20}, {"RD3", 20}, {"RD4", 15}})
		turns = append(turns, turn{on: order + 20, legal: "C2"})
		if j.chance(0.5) {
			return turns, a.reversed + day(j.between(60, 300)), "E45", "RC4"
		}
		return turns, never, "", "RC7"
	}
	turns = append(turns, turn{on: order, legal: "E1"})
	a.matched = order + day(20+j.wait(205)+slow(270))
	a.placed = a.matched + day(j.between(5, 35)+slow(30))
	a.adopted = a.placed + day(j.between(110, 300))
	a.fosterCarer = j.chance(0.13)
	j.adopters(a)
	code = "E12"
	if j.chance(0.2) {
		code = "E11"
	}
	return turns, a.adopted, code, "RC1"
}

// slowly draws whether an adoption will drag, and gives how many days that adds to a stage, about a mean.
func (j *journey) slowly() func(mean float64) int {
	if p := j.w.profile.slowAdoptions; p <= 0 || !j.chance(p) {
		return func(float64) int { return 0 }
	}
	return func(mean float64) int { return j.wait(mean) }
}

func (j *journey) adopters(a *adoption) {
	a.count, a.adopters = 2, j.pick([]share{{"MF", 78}, {"MM", 14}, {"FF", 8}})
	a.status = "L3"
	switch {
	case a.adopters == "MF" && j.chance(0.85):
		a.status = "L11"
	case a.adopters != "MF":
		a.status = j.pick([]share{{"L12", 60}, {"L2", 30}, {"L4", 10}})
	}
	if j.chance(0.17) {
		a.count, a.status, a.adopters = 1, "L0", j.pick([]share{{"F1", 92}, {"M1", 8}})
	}
}

// stop is the day after which ordinary placements end: the adoptive placement, or
// never where the plan was reversed.
func (a *adoption) stop() day {
	if a.placed == never {
		return never
	}
	return a.placed
}

// turns gives the adoptive placement, with the same carer where it is the foster
// carer who adopts.
func (a *adoption) turns() []turn {
	switch {
	case a.placed == never:
		return nil
	case a.fosterCarer:
		return []turn{{on: a.placed, place: "A5", sameCarer: true}}
	}
	return []turn{{on: a.placed, place: "A6"}}
}
