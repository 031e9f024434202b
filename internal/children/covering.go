package children

import (
	"context"
	"time"

	"heed/internal/door"
	"heed/internal/engine"
	"heed/internal/words"
)

// covering is what the records cover of each record type up to the day asked about: what lies outside is not known, and not missing.
type covering struct {
	asAt time.Time
	days map[string][]engine.CoveredDays
}

// findCovering gives what the records cover.
func findCovering(ctx context.Context, in *door.Inquiry) (covering, error) {
	c := covering{asAt: in.Q.AsAt}
	spans, err := in.Engine.ListCoverage(ctx, in.Q)
	for _, s := range spans {
		if c.days == nil {
			c.days = map[string][]engine.CoveredDays{}
		}
		c.days[s.RecordType] = append(c.days[s.RecordType], s.Days)
	}
	return c, err
}

// of gives the days that records of any of some types cover: all up to the day asked about where nothing says what is covered.
func (c covering) of(types ...string) []engine.CoveredDays {
	if c.days == nil {
		return []engine.CoveredDays{{To: c.asAt}}
	}
	var all []engine.CoveredDays
	for _, t := range types {
		all = append(all, c.days[t]...)
	}
	return engine.JoinDays(all)
}

// lastDay gives the last day that records of any of some types cover, false where no source holds any.
func (c covering) lastDay(types ...string) (time.Time, bool) {
	days := c.of(types...)
	if len(days) == 0 {
		return time.Time{}, false
	}
	return days[len(days)-1].To, true
}

// whenKnown says to which day something that goes on is known, where that is before the day asked about: "when last known, 31 March 2026".
func (c covering) whenKnown(types ...string) string {
	if to, fed := c.lastDay(types...); fed && to.Before(c.asAt) {
		return "when last known, " + words.LongDate(to)
	}
	return ""
}

// within cuts stretches of time down to the days that records of any of some types cover.
func (c covering) within(of []spell, types ...string) []spell {
	var list []spell
	for _, s := range of {
		for _, d := range c.of(types...) {
			cut := s
			if d.From.After(cut.from) {
				cut.from = d.From
			}
			if after := d.To.AddDate(0, 0, 1); d.To.Before(c.asAt) && (cut.to.IsZero() || cut.to.After(after)) {
				cut.to = after
			}
			if cut.to.IsZero() || cut.from.Before(cut.to) {
				list = append(list, cut)
			}
		}
	}
	return list
}
