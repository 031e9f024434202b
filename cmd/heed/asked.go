package main

import (
	"time"

	"heed/catalogue"
	"heed/internal/door"
	"heed/internal/engine"
)

// asked is the question that commands which answer take.
type asked struct {
	AsAt    string `name:"as-at" placeholder:"DAY" help:"The day asked about, such as 2026-03-31. If not given, today or, where the records end earlier, the last day that any source covers."`
	KnownAt string `name:"known-at" placeholder:"DAY" help:"Use only what had been recorded by the end of this day, or by this moment (2026-03-31T09:00:00Z)."`
}

// times reads the question. A known-at day means its end.
func (a asked) times() (asAt, knownAt time.Time, err error) {
	if a.AsAt != "" {
		if asAt, err = catalogue.ParseDate(a.AsAt); err != nil {
			return asAt, knownAt, usagef("--as-at %s is not a day: write it as 2026-03-31 or 31/03/2026", a.AsAt)
		}
	}
	if a.KnownAt == "" {
		return asAt, knownAt, nil
	}
	if knownAt, err = time.Parse(time.RFC3339, a.KnownAt); err == nil {
		return asAt, knownAt, nil
	}
	day, err := catalogue.ParseDate(a.KnownAt)
	if err != nil {
		return asAt, knownAt, usagef("--known-at %s is neither a day nor a moment: write it as 2026-03-31 or 2026-03-31T09:00:00Z", a.KnownAt)
	}
	return asAt, engine.EndOfDay(day), nil
}

// question makes the app's question of the flags.
func (a asked) question() (door.Question, error) {
	asAt, knownAt, err := a.times()
	return door.Question{AsAt: asAt, KnownAt: knownAt}, err
}
