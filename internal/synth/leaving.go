package synth

// leaveCare draws how a care leaver is doing around each birthday from 17 to 21
// that falls in a year returned.
func (j *journey) leaveCare() {
	for _, v := range j.w.views {
		yearEnd := date(v.ending, 3, 31)
		if v.final {
			continue
		}
		for age := 17; age <= 21; age++ {
			on := j.c.born.birthday(age)
			if on > yearEnd-365 && on <= yearEnd && j.c.left(on) {
				j.c.leavings = append(j.c.leavings, j.leaving(v.ending, age))
			}
		}
	}
}

// left says whether the child is by a birthday a care leaver owed support: looked
// after for 13 weeks since 14 and at 16 or later, and no longer.
func (c *child) left(on day) bool {
	since, days, at16 := c.born.birthday(14), day(0), false
	for _, k := range c.cares {
		if k.from < on && k.ended.on > on {
			return false
		}
		if k.from < on && k.ended.on > since {
			days += k.ended.on - max(k.from, since)
			at16 = at16 || k.ended.on > c.born.birthday(16)
		}
	}
	return at16 && days >= 91
}

func (j *journey) leaving(ending, age int) leaving {
	l := leaving{ending: ending, touch: "YES", activity: "0", home: "0"}
	switch p := j.Float64(); {
	case p > 0.985:
		l.touch = "REFU"
	case p > 0.965:
		l.touch = "NREQ"
	case p > 0.96 && age < 20:
		l.touch = "RHOM"
	case p > 0.93:
		l.touch = "NO"
	}
	if l.touch != "YES" {
		return l
	}
	engaged := 0.18
	if j.c.engaged {
		engaged = 0.86
	}
	if l.activity = j.pick(idleActivities); j.chance(engaged) {
		l.activity = j.pick(engagedActivities)
	}
	if l.home = j.pick(suitableHomes); j.chance(0.055) {
		l.home = j.pick(unsuitableHomes)
	}
	return l
}
