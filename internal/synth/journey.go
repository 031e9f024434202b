package synth

import (
	"strconv"
	"time"
)

// journey lives one child's life through the service.
type journey struct {
	dice
	w *world
	c *child
}

// live gives the child of a stream of chance, with a whole life: a view decides
// what of it is known.
func (w *world) live(stream uint64) *child {
	j := &journey{dice: newDice(w.seed, stream), w: w, c: &child{stream: stream, motherOn: never}}
	j.c.unaccompanied = j.chance(0.011)
	on := j.firstReferral()
	j.person(on)
	for range 8 {
		closed := j.need(on)
		next := closed + day(j.comeback())
		if next <= closed || next > w.until || next >= j.adult()-200 {
			break
		}
		on = w.cal.onOrAfter(next)
	}
	j.leaveCare()
	j.allocate()
	j.goMissing()
	j.visitPlans()
	j.stayHealthy()
	j.planPathway()
	return j.c
}

func (j *journey) adult() day { return j.c.born.birthday(18) }

// age gives the child's age in whole years, negative before birth.
func (j *journey) age(on day) int { return j.c.age(on) }

func (c *child) age(on day) int {
	if on < c.born {
		return -1
	}
	return int(float64(on-c.born) / 365.25)
}

// firstReferral gives a day from the burn-in to the last known day, rarely at a
// weekend, with the seasons of the school year.
func (j *journey) firstReferral() day {
	first := j.w.start - burnIn
	for {
		on := first + day(j.IntN(int(j.w.until-first)+1))
		if !j.w.cal.isWorking(on) && !j.chance(0.06) {
			continue
		}
		if j.chance(seasons[on.time().Month()-time.January] / 1.2) {
			return on
		}
	}
}

// comeback gives how many days after a case closed the child is referred again, or 0.
func (j *journey) comeback() int {
	switch {
	case j.c.unaccompanied:
		return 0
	case j.chance(0.38 * j.w.profile.comebacks):
		return 10 + j.wait(130)
	case j.chance(0.20 * j.w.profile.comebacks):
		return 200 + j.wait(600)
	}
	return 0
}

// record says when something that happened came to be recorded: nearly always the
// same week, but sometimes months later, which only a later return can show.
func (j *journey) record(on day) fact {
	switch p := j.Float64(); {
	case p < 0.86:
		return promptly(on)
	case p < 0.965:
		return fact{on: on, known: on + day(j.between(1, 5))}
	case p < 0.985:
		return fact{on: on, known: on + day(j.between(20, 80))}
	}
	return fact{on: on, known: on + day(j.between(80, 260))}
}

// person gives the child of a first referral who they are.
func (j *journey) person(referred day) {
	c := j.c
	c.born = referred - day(j.ageInDays())
	c.male = j.chance(0.54)
	c.ethnicity = j.pick(ethnicities)
	if c.unaccompanied {
		c.male = j.chance(0.93)
		c.ethnicity = j.pick(unaccompaniedEthnicities)
	}
	if j.chance(0.04) {
		c.ethnicityKnown = referred + day(j.between(60, 700))
	}
	c.given, c.family = j.one(givenNames), j.one(familyNames)
	c.home = j.postcode(1, 19)
	c.upn = j.upn()
	if j.chance(0.05) {
		c.upnKnown = referred + day(j.between(30, 900))
	}
	if c.disabled = j.chance(0.09) && !c.unaccompanied; c.disabled {
		c.disabilities = append(c.disabilities, j.pick(disabilities))
		if second := j.pick(disabilities); j.chance(0.35) && second != c.disabilities[0] {
			c.disabilities = append(c.disabilities, second)
		}
	}
	c.previousPermanence = j.pick(previousPermanences)
	if j.chance(0.16) {
		c.earlierPlans = 1
	}
	c.engaged = j.chance(0.58)
	if !c.male && j.chance(0.02) {
		c.motherOn = c.born.birthday(16) + day(j.between(0, 800))
	}
}

// ageInDays gives an age at first referral, negative for an unborn child.
func (j *journey) ageInDays() int {
	if j.c.unaccompanied {
		return j.between(15*365, 17*365+200)
	}
	switch p := j.Float64(); {
	case p < 0.03:
		return -j.between(20, 150)
	case p < 0.11:
		return j.between(0, 364)
	case p < 0.31:
		return j.between(365, 5*365)
	case p < 0.58:
		return j.between(5*365, 10*365)
	case p < 0.92:
		return j.between(10*365, 16*365)
	}
	return j.between(16*365, 17*365+250)
}

// postcode invents a postcode of an area that the Royal Mail does not use.
func (j *journey) postcode(low, high int) string {
	const letters = "ABDEFGHJLNPQRSTUWXYZ"
	return "ZZ" + strconv.Itoa(j.between(low, high)) + " " + strconv.Itoa(j.between(1, 9)) +
		string(letters[j.IntN(len(letters))]) + string(letters[j.IntN(len(letters))])
}

// upn invents a unique pupil number: its check letter is right, and its council is
// 990, which is none.
func (j *journey) upn() string {
	const letters = "ABCDEFGHJKLMNPQRTUVWXYZ"
	digits := "990" + strconv.Itoa(100_000_000+j.IntN(900_000_000))
	sum := 0
	for i, d := range digits {
		sum += int(d-'0') * (i + 2)
	}
	return string(letters[sum%len(letters)]) + digits
}
