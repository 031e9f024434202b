package eval

import (
	"fmt"
	"hash/fnv"
	"time"
)

// Question is when something is asked about and with whose knowledge.
type Question struct {
	// AsAt is the civil day the question is about, midnight UTC.
	AsAt time.Time
	// Moment is the instant on that day to which hours are counted: now for today, the day's end for a day past.
	Moment time.Time
	// KnownAt is the moment whose knowledge is used. Zero means all that is recorded.
	KnownAt time.Time
}

// London is the zone in which days begin and end.
var London = mustLoad("Europe/London")

func mustLoad(name string) *time.Location {
	zone, err := time.LoadLocation(name)
	if err != nil {
		panic("the time zone " + name + " is not on this machine: " + err.Error())
	}
	return zone
}

// Today gives the civil day that now falls on in London.
func Today(now time.Time) time.Time {
	y, m, d := now.In(London).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// Ask makes the question for a day, with all that is known. For today, hours count to the minute of now; for another
// day they count to that day's end.
func Ask(asAt, now time.Time) Question {
	if asAt.Equal(Today(now)) {
		return Question{AsAt: asAt, Moment: now.Truncate(time.Minute)}
	}
	return Question{AsAt: asAt, Moment: EndOfDay(asAt)}
}

// EndOfDay gives the instant at which a civil day ends in London.
func EndOfDay(day time.Time) time.Time {
	return time.Date(day.Year(), day.Month(), day.Day()+1, 0, 0, 0, 0, London)
}

// forever is the known-at of a question that uses all that is recorded.
var forever = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)

func (q Question) knownAt() time.Time {
	if q.KnownAt.IsZero() {
		return forever
	}
	return q.KnownAt.UTC()
}

// schema names the workspace in which the question's answers are kept. The moment is no part of it: it is applied
// when clocks are read.
func (q Question) schema() string {
	h := fnv.New64a()
	fmt.Fprintf(h, "%s|%s", q.AsAt.Format(time.DateOnly), q.knownAt().Format(time.RFC3339Nano))
	return fmt.Sprintf("q%016x", h.Sum64())
}
