package synth

import "fmt"

// providerURN is the Ofsted number of one of the invented providers.
func providerURN(i int) string { return fmt.Sprintf("9%06d", 900_000+i*37) }

var placedUnder10 = []share{{"U6", 66}, {"U3", 24}, {"R3", 3}, {"P1", 4}, {"K2", 1.5}, {"Z1", 0.5}}

var placedTeen = []share{{"U6", 62}, {"U3", 17}, {"K2", 20}, {"P1", 3}, {"S1", 1}, {"Z1", 1}, {"K1", 0.5}, {"R2", 0.5}}

var placedFrom16 = []share{{"H5", 52}, {"U6", 27}, {"K2", 11}, {"U3", 8}, {"P2", 1}, {"R5", 1}}

// placeFor draws a placement for a child of an age on a day.
func (j *journey) placeFor(on day, unsettled bool) string {
	age := j.age(on)
	mix := placedUnder10
	switch {
	case age >= 16:
		mix = placedFrom16
	case age >= 10:
		mix = placedTeen
		if unsettled && j.chance(0.3) {
			return "K2"
		}
	}
	return j.pick(mix)
}

// temper is how settled a child is in care: the least days and the mean days beyond
// them that a placement lasts.
type temper struct {
	least     int
	mean      float64
	unsettled bool
}

func (j *journey) temper(age int) temper {
	p, r := j.Float64(), j.w.profile
	if age >= 12 {
		p += 0.06
	}
	switch {
	case p < r.settled:
		return temper{least: 400, mean: 3200}
	case p < r.moved:
		return temper{least: 70, mean: 700}
	}
	return temper{least: 14, mean: 120, unsettled: true}
}

// moves gives the placements of a period of care.
func (j *journey) moves(k *care, how path, end day) []turn {
	if how == pathRemand {
		return []turn{{on: k.from, place: "R5"}}
	}
	stop := end
	if k.adoption != nil {
		stop = min(end, k.adoption.stop()-20)
	}
	step := j.stepOut(k, how)
	stop = min(stop, step)
	t := j.temper(j.age(k.from))
	on := k.from
	place := j.placeFor(on, t.unsettled)
	turns := []turn{{on: on, place: place}}
	leave := on + day(t.least+j.wait(t.mean))
	if j.chance(0.26) {
		leave = on + day(j.between(3, 100))
	}
	for leave < stop {
		turns = append(turns, j.longTerm(on, leave, place)...)
		on = leave
		place = j.placeFor(on, t.unsettled)
		turns = append(turns, turn{on: on, place: place})
		leave = on + day(t.least+j.wait(t.mean))
	}
	turns = append(turns, j.longTerm(on, stop, place)...)
	if k.adoption != nil {
		turns = append(turns, k.adoption.turns()...)
	}
	if step < end {
		turns = append(turns, turn{on: step, place: "H5"})
	}
	return turns
}

// stepOut gives the day on which a young person moves to semi-independent living for
// the rest of their time in care, or never.
func (j *journey) stepOut(k *care, how path) day {
	if how != pathAdulthood && how != pathUnaccompanied || !j.chance(0.42) {
		return never
	}
	return max(j.c.born.birthday(16)+day(j.between(60, 560)), k.from+day(j.between(30, 120)))
}

// longTerm makes a foster placement that has held for a year a long-term one, with
// the same carer, for most children.
func (j *journey) longTerm(from, until day, place string) []turn {
	on := from + day(j.between(370, 700))
	if on >= until || !j.chance(0.6) {
		return nil
	}
	switch place {
	case "U6":
		return []turn{{on: on, place: "U4", sameCarer: true}}
	case "U3":
		return []turn{{on: on, place: "U1", sameCarer: true}}
	}
	return nil
}
