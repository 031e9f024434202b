package synth

import "sort"

// path is how a period of care will go.
type path int

const (
	pathHome path = iota
	pathKin
	pathAdoption
	pathAdulthood
	pathRemand
	pathUnaccompanied
)

// carePath draws how a period of care that begins on a day will go, by age.
func (j *journey) carePath(on day) path {
	p := j.Float64()
	age := j.age(on)
	if age >= 13 && j.chance(0.03) {
		return pathRemand
	}
	home, kin, adopted := 0.40, 0.15, j.w.profile.adoptedUnder10
	switch {
	case age < 3:
		home, kin, adopted = 0.28, 0.24, j.w.profile.adoptedUnder3
	case age >= 16:
		home, kin, adopted = 0.30, 0, 0
	case age >= 10:
		home, kin, adopted = 0.48, 0.05, 0
	}
	switch {
	case p < home:
		return pathHome
	case p < home+kin:
		return pathKin
	case p < home+kin+adopted:
		return pathAdoption
	}
	return pathAdulthood
}

// turn is a change within a period of care: of legal status, of placement, or both.
type turn struct {
	on           day
	legal, place string
	sameCarer    bool
}

// enterCare lives a period of care and gives the day and the reason the case closed.
func (j *journey) enterCare(n *need, on day, how path) (day, string) {
	on = max(on, n.referred, j.c.born)
	if on >= j.adult()-5 {
		return j.adult(), "RC7"
	}
	k := &care{from: on, need: n.primary, ended: notYet, remand: how == pathRemand}
	if k.need == "N0" {
		k.need = "N1"
	}
	j.c.cares = append(j.c.cares, k)
	j.c.home = j.postcode(1, 19)
	legal, end, code, closure := j.course(k, how)
	if end >= j.adult() {
		end, code, closure = j.adult(), j.pick(cameOfAge), "RC7"
	}
	moves := j.moves(k, how, end)
	k.end = code
	k.ended = j.record(end)
	j.episodes(k, append(legal, moves...))
	j.reviewCare(k)
	if closure == "" {
		return j.stepDown(n, end)
	}
	return end, closure
}

var cameOfAge = []share{{"E5", 42}, {"E6", 22}, {"E17", 22}, {"E7", 4}, {"E8", 8}, {"E13", 2}}

var wentToKin = []share{{"E45", 40}, {"E46", 12}, {"E47", 22}, {"E48", 4}, {"E41", 22}}

// course draws the legal path of a period of care, and when and why it ends. An
// empty closure means that the case goes on after care.
func (j *journey) course(k *care, how path) (turns []turn, end day, code, closure string) {
	on := k.from
	switch how {
	case pathRemand:
		return []turn{{on: on, legal: "J1"}}, on + day(j.between(15, 120)), "E14", ""
	case pathUnaccompanied:
		end, code = never, ""
		if j.chance(0.04) {
			end, code = on+day(j.between(30, 200)), "E15"
		}
		return []turn{{on: on, legal: "V2"}}, end, code, "RC7"
	case pathHome:
		end = on + day(j.between(5, 56))
		if j.chance(0.55) {
			end = on + day(40+j.wait(240))
		}
		code = "E4A"
		if j.chance(0.27) {
			code = "E4B"
		}
		return j.orders(on, end, 0.25), end, code, ""
	case pathKin:
		end = on + day(150+j.wait(260))
		code = j.pick(wentToKin)
		closure = "RC4"
		if code == "E41" {
			closure = "RC3"
		}
		return j.orders(on, end, 0.85), end, code, closure
	case pathAdoption:
		return j.adopt(k)
	default:
		court := 0.9
		if j.age(on) >= 13 {
			court = 0.35
		}
		return j.orders(on, never, court), never, "", "RC7"
	}
}

// orders gives the legal statuses from the first day: often section 20, then where
// it comes to court an interim and a full care order.
func (j *journey) orders(on, end day, court float64) []turn {
	var turns []turn
	next := on
	if j.age(on) < 14 && j.chance(0.09) {
		turns = append(turns, turn{on: on, legal: "L1"})
		next = on + day(j.between(1, 3))
	}
	if !j.chance(court) {
		return append(turns, turn{on: next, legal: "V2"})
	}
	if j.chance(0.55) {
		turns = append(turns, turn{on: next, legal: "V2"})
		next += day(j.between(10, 120))
	}
	turns = append(turns, turn{on: next, legal: "C1"})
	if full := next + day(j.between(150, 330)); full < end-20 {
		turns = append(turns, turn{on: full, legal: "C2"})
	}
	return turns
}

// episodes cuts a period of care into episodes: one for each change.
func (j *journey) episodes(k *care, turns []turn) {
	sort.SliceStable(turns, func(a, b int) bool { return turns[a].on < turns[b].on })
	e := episode{started: promptly(k.from), startReason: "S"}
	known := e.started.known
	for i := 0; i < len(turns); {
		on := turns[i].on
		legal, place, same := "", "", false
		for ; i < len(turns) && turns[i].on == on; i++ {
			if turns[i].legal != "" {
				legal = turns[i].legal
			}
			if turns[i].place != "" {
				place, same = turns[i].place, turns[i].sameCarer
			}
		}
		switch {
		case on >= k.ended.on:
		case on == k.from:
			e.legal, e.place = legal, place
			j.settle(&e)
		default:
			turned := j.record(on)
			known = max(known, turned.known)
			turned.known = known
			next := j.next(&e, turned, legal, place, same)
			k.episodes = append(k.episodes, e)
			e = next
		}
	}
	k.ended.known = max(k.ended.known, known)
	e.ended, e.endReason = k.ended, k.end
	k.episodes = append(k.episodes, e)
}

// next ends an episode with a change and gives the one that follows.
func (j *journey) next(e *episode, on fact, legal, place string, same bool) episode {
	e.ended, e.endReason = on, "X1"
	n := *e
	n.started, n.ended, n.endReason, n.change = on, notYet, "", ""
	n.wrongProvider, n.fixed = "", 0
	if legal != "" {
		n.legal = legal
	}
	if place == "" {
		n.startReason = "L"
		return n
	}
	n.place = place
	e.change = j.whyMoved(e.place, place, same)
	switch {
	case legal != "" && same:
		n.startReason = "U"
	case legal != "":
		n.startReason = "B"
	case same:
		n.startReason = "T"
	default:
		n.startReason = "P"
	}
	if !same {
		j.settle(&n)
	}
	return n
}

func (j *journey) whyMoved(from, to string, same bool) string {
	switch {
	case same:
		return "PLACE"
	case to == "A6" || to == "A5" || to == "P1" || from == "R3":
		return "CARPL"
	}
	return j.pick(changeReasons)
}

// insideOwn says whether one of the council's own carers lives in its area.
func (j *journey) insideOwn() bool { return j.w.profile.inside >= 1 || j.chance(j.w.profile.inside) }

// settle gives an episode its carer: provider, postcode and Ofsted number.
func (j *journey) settle(e *episode) {
	e.provider = j.pick(placementProviders[e.place])
	switch {
	case e.place == "P1":
		e.post = j.c.home
	case e.provider == "PR1" && j.insideOwn():
		e.post = j.postcode(1, lastOwnDistrict)
	default:
		e.post = j.postcode(lastOwnDistrict+1, lastDistrict)
	}
	e.urn = ""
	if e.place == "K2" || e.place == "K1" || e.place == "H5" || e.provider == "PR4" || e.provider == "PR5" {
		e.urn = providerURN(j.IntN(160))
	}
	if j.chance(0.02) {
		e.wrongProvider, e.fixed = "PR3", e.started.on+day(j.between(100, 420))
	}
}
