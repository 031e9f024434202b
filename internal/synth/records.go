package synth

import (
	"fmt"
	"strconv"
)

// writeRecords writes the year's rows of what the returns lack.
func (y *yearFiles) writeRecords(c *child) error {
	for _, a := range c.allocations {
		if !y.spans(a.started, a.ended) {
			continue
		}
		err := y.files[fileAllocations].put(c.id, y.staff.workers[a.worker].id, a.role, teams[a.team].id, y.cal.isoDate(a.started.on),
			y.cal.isoDate(y.ended(a.ended)))
		if err != nil {
			return err
		}
	}
	for _, v := range c.visits {
		if !y.isNews(v.fact) {
			continue
		}
		err := y.files[fileVisits].put(c.id, y.cal.isoDate(v.on), boolean(v.seen), boolean(v.alone), boolean(v.bedroom), y.workerID(v.worker))
		if err != nil {
			return err
		}
	}
	if err := y.writeMissing(c); err != nil {
		return err
	}
	if err := y.writeOutcomes(c); err != nil {
		return err
	}
	return y.writeChecks(c)
}

// writeOutcomes writes when the year's section 47 enquiries were concluded and how, which the census does not hold.
// About one in forty is never written down.
func (y *yearFiles) writeOutcomes(c *child) error {
	for _, n := range c.needs {
		for i := range n.enquiries {
			e := &n.enquiries[i]
			if !y.isNews(promptly(e.decided)) || (e.started+e.decided)%40 == 0 {
				continue
			}
			err := y.files[fileOutcomes].put(c.id, y.cal.isoDate(e.started), y.cal.isoDate(e.decided), e.outcome())
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// outcome is what the enquiry decided.
func (e *enquiry) outcome() string {
	switch {
	case e.conference:
		return "conference"
	case (e.started+e.decided)%3 == 0:
		return "no continuing risk"
	default:
		return "not substantiated"
	}
}

func (y *yearFiles) workerID(w int) string {
	if w < 0 {
		return ""
	}
	return y.staff.workers[w].id
}

// writeMissing writes the times a child was missing from home, which the SSDA903
// does not hold, and every return interview.
func (y *yearFiles) writeMissing(c *child) error {
	for i := range c.missings {
		m := &c.missings[i]
		if m.fromHome && y.spans(m.started, m.ended) {
			ended, found := y.ended(m.ended), ""
			if ended != never {
				found = y.moment(ended, m.foundAt)
			}
			err := y.files[fileMissingHome].put(c.id, y.cal.isoDate(m.started.on), "M", y.cal.isoDate(ended),
				y.moment(m.started.on, m.startedAt), found)
			if err != nil {
				return err
			}
		}
		v := m.interview
		if v == nil || !y.isNews(promptly(v.recorded)) {
			continue
		}
		offered, held := "", ""
		if v.offered != never {
			offered = y.moment(v.offered, 8*60+30)
		}
		if v.held != never {
			held = y.moment(v.held, v.heldMinutes)
		}
		if err := y.files[fileInterviews].put(c.id, y.cal.isoDate(m.started.on), offered, held, v.outcome, y.workerID(v.worker)); err != nil {
			return err
		}
	}
	return nil
}

// moment writes a time of day, in minutes, in UTC.
func (y *yearFiles) moment(d day, minutes int) string {
	return fmt.Sprintf("%sT%02d:%02d:00Z", y.cal.isoDate(d), minutes/60, minutes%60)
}

// writeChecks writes a health assessment when anything of it is new this year.
func (y *yearFiles) writeChecks(c *child) error {
	upTo := func(d day) string {
		if d > y.cut {
			return ""
		}
		return y.cal.isoDate(d)
	}
	for _, h := range c.checks {
		isNew := false
		for _, d := range []day{h.requested, h.held, h.report, h.decline} {
			isNew = isNew || y.isNews(promptly(d))
		}
		if !isNew {
			continue
		}
		err := y.files[fileHealth].put(c.id, "HA"+c.id+"-"+strconv.Itoa(h.number), h.kind, upTo(h.requested), upTo(h.held),
			upTo(h.report), upTo(h.decline))
		if err != nil {
			return err
		}
	}
	return nil
}
