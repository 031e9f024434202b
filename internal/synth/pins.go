package synth

// A pin is a figure that the council is to come to. Each child adds to it or takes from it, so that over all who are cast
// the sum is what is wanted: for a count one each; for a share of s, 1-s for what counts and -s for what does not; for
// a mean of m, how far from m a value is. near is how close the sum must come.
type pin struct {
	name       string
	want, near float64
	adds       func(w *world, c *child) float64
}

// contribution is how many of something, or how many days of it, a child adds to a figure, by what the returns say: what has yet
// to be recorded does not count.
type contribution func(w *world, c *child) float64

func counted(name string, n int, what contribution) pin {
	return pin{name: name, want: float64(n), near: 0.5, adds: what}
}

// within gives the pin with room.
func (p pin) within(near float64) pin {
	p.near = near
	return p
}

func shared(name string, s float64, of, what contribution) pin {
	return pin{name: name, near: 0.5, adds: func(w *world, c *child) float64 {
		return what(w, c) - s*of(w, c)
	}}
}

// averaged pins a mean. Its sum is in days: over fifty or so, half the mean puts it a hundredth off.
func averaged(name string, mean float64, of, days contribution) pin {
	return pin{name: name, near: mean / 2, adds: func(w *world, c *child) float64 {
		return days(w, c) - mean*of(w, c)
	}}
}

func lookedAfterOn(d day) contribution {
	return func(w *world, c *child) float64 { return one(c.careOn(w, d) != nil) }
}

// careOn gives the period of care a child was in at the end of a day, or nil.
func (c *child) careOn(w *world, d day) *care {
	for _, k := range c.cares {
		if k.from <= d && w.last().ended(k.ended) > d {
			return k
		}
	}
	return nil
}

func (w *world) last() view { return w.views[len(w.views)-1] }

// openOn says whether something in a case was still open at the end of a day, as the last census that shows the case has it.
func (w *world) openOn(n *need, end fact, d day) bool {
	on := day(0)
	for i := range w.views {
		y := yearFiles{view: w.views[i]}
		if y.census && y.showsNeed(n) {
			on = y.ended(end)
		}
	}
	return on > d
}

func (w *world) planOn(c *child, d day) *protection {
	for _, n := range c.needs {
		for _, p := range n.protections {
			if p.started <= d && w.openOn(n, p.ended, d) {
				return p
			}
		}
	}
	return nil
}

func onPlan(d day) contribution {
	return func(w *world, c *child) float64 { return one(w.planOn(c, d) != nil) }
}

func planAged(d day, years int) contribution {
	return func(w *world, c *child) float64 {
		p := w.planOn(c, d)
		return one(p != nil && p.started.birthday(years) <= d)
	}
}

func inNeed(d day) contribution {
	return func(w *world, c *child) float64 {
		for _, n := range c.needs {
			if !n.nfa && n.referred <= d && w.openOn(n, n.closed, d) {
				return 1
			}
		}
		return 0
	}
}

// conferencesHeld counts initial conferences in the year to a day, all of them or those within 15 working days.
func conferencesHeld(d day, inTime bool) contribution {
	return func(w *world, c *child) float64 {
		held := 0.0
		for _, n := range c.needs {
			for _, e := range n.enquiries {
				if !e.conference || e.held.on > d || e.held.on <= d.months(-12) {
					continue
				}
				held += one(!inTime || w.cal.between(e.started, e.held.on) <= 15)
			}
		}
		return held
	}
}

// placedOften says whether a child looked after on a day had three or more placements in the year to it.
func placedOften(d day) contribution {
	return func(w *world, c *child) float64 {
		if c.careOn(w, d) == nil {
			return 0
		}
		placements := 0
		for _, k := range c.cares {
			for i := 0; i < len(k.episodes); {
				first := &k.episodes[i]
				i++
				for i < len(k.episodes) && k.episodes[i].sameCarer() {
					i++
				}
				ended := w.last().ended(k.episodes[i-1].ended)
				if first.started.on <= d && w.last().holds(first.started) && ended > d.months(-12) {
					placements++
				}
			}
		}
		return one(placements >= 3)
	}
}

// sameCarer says whether an episode goes on with the carer of the one before it.
func (e *episode) sameCarer() bool {
	return e.startReason == "L" || e.startReason == "T" || e.startReason == "U"
}

func placedInside(d day) contribution {
	return func(w *world, c *child) float64 {
		k := c.careOn(w, d)
		if k == nil {
			return 0
		}
		inside := false
		for i := range k.episodes {
			if e := &k.episodes[i]; e.started.on <= d && w.last().holds(e.started) {
				inside = e.inside()
			}
		}
		return one(inside)
	}
}

func pathwayOn(d day) contribution {
	return func(_ *world, c *child) float64 {
		return one(c.pathway != nil && c.pathway.planned <= d && d < c.born.birthday(21))
	}
}

func pathwayOverdue(d day) contribution {
	return func(w *world, c *child) float64 {
		if pathwayOn(d)(w, c) == 0 {
			return 0
		}
		last := c.pathway.planned
		for _, on := range c.pathway.reviews {
			if on <= d {
				last = on
			}
		}
		return one(last.months(6) < d)
	}
}

// adopted counts children adopted in the years to a day, or adds up what is counted of each.
func adopted(to day, years int, what func(*world, *care) float64) contribution {
	from := to.months(-12 * years)
	return func(w *world, c *child) float64 {
		for _, k := range c.cares {
			end := w.last().ended(k.ended)
			if k.adoption != nil && k.adoption.adopted == k.ended.on && end > from && end <= to {
				return what(w, k)
			}
		}
		return 0
	}
}

func eachAdopted(*world, *care) float64 { return 1 }

// entryKnown counts those whom the first return shows coming into care, or who came since.
func entryKnown(w *world, k *care) float64 { return one(k.episodes[0].ended.on >= w.start) }

func waitForFamily(w *world, k *care) float64 {
	return entryKnown(w, k) * float64(k.adoption.placed-k.from)
}

func placedInTime(w *world, k *care) float64 {
	return entryKnown(w, k) * one(k.adoption.placed <= k.from.months(18))
}

// waitForMatch is the days from the placement order.
func waitForMatch(_ *world, k *care) float64 {
	for i := range k.episodes {
		if k.episodes[i].legal == "E1" {
			return float64(k.adoption.matched - k.episodes[i].started.on)
		}
	}
	return 0
}

// one counts what is so.
func one(is bool) float64 {
	if is {
		return 1
	}
	return 0
}
