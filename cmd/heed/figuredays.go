package main

import (
	"time"

	"heed/catalogue"
	"heed/internal/engine"
	"heed/internal/figures"
	"heed/rulebook"
)

// daysAsked is the period of a figure over the days of --from and --to.
const daysAsked = "days asked"

// days reads --from and --to, both days included; zero where neither is given. It says which days the measure has a figure of where these are
// none of them.
func (c figureCommand) days(now time.Time) (figures.Span, error) {
	if c.From == "" && c.To == "" {
		return figures.Span{}, nil
	}
	if c.From == "" || c.To == "" {
		return figures.Span{}, usagef("--from and --to go together: give the first day and the last")
	}
	from, err := catalogue.ParseDate(c.From)
	if err != nil {
		return figures.Span{}, usagef("--from %s is not a day: write it as 2014-10-01 or 01/10/2014", c.From)
	}
	to, err := catalogue.ParseDate(c.To)
	if err != nil {
		return figures.Span{}, usagef("--to %s is not a day: write it as 2014-12-31 or 31/12/2014", c.To)
	}
	switch {
	case from.After(to):
		return figures.Span{}, usagef("--from %s lies after --to %s", c.From, c.To)
	case to.After(engine.Today(now)):
		return figures.Span{}, usagef("--to %s lies in the future", c.To)
	}
	if asAt, _, err := c.times(); err == nil && !asAt.IsZero() && !asAt.Equal(to) {
		return figures.Span{}, usagef("--as-at %s: a figure over some days is as at the last of them; leave it out", c.AsAt)
	}
	rules, err := rulebook.Load()
	if err != nil {
		return figures.Span{}, err
	}
	r, err := find(rules, c.ID, rulebook.Measure)
	if err != nil {
		return figures.Span{}, err
	}
	if why := r.RefusesDays(from, to); why != "" {
		return figures.Span{}, usagef("%s has no figure from %s to %s: %s", c.ID, from.Format(time.DateOnly), to.Format(time.DateOnly), why)
	}
	return figures.Days(from, to), nil
}
