package query

import (
	"strings"
	"time"

	"heed/internal/engine/eval"
)

// Status says whether a clock is running, met, overdue and so on. It is worked out from the clock and the question, never stored.
type Status string

// The words for a clock's status.
const (
	Met        Status = "met"
	MetLate    Status = "met late"
	Missed     Status = "missed"
	NotOwed    Status = "not owed"
	Excused    Status = "excused"
	CannotTell Status = "cannot tell"
	Overdue    Status = "overdue"
	DueSoon    Status = "due soon"
	Running    Status = "running"
	// NotKnownYet and BeforeRecords say that the records do not cover the days that would tell.
	NotKnownYet   Status = eval.NotKnownYet
	BeforeRecords Status = eval.BeforeRecords
)

// Statuses lists every status, the most urgent first.
var Statuses = []Status{Overdue, DueSoon, CannotTell, Running, Missed, MetLate, Met, NotKnownYet, BeforeRecords, Excused, NotOwed}

// Done says whether a clock of a status asks nothing of anybody any more.
func (s Status) Done() bool {
	switch s {
	case Overdue, CannotTell, DueSoon, Running, NotKnownYet:
		return false
	case Met, MetLate, Missed, NotOwed, Excused, BeforeRecords:
	}
	return true
}

// ParseStatus reads a status as people type it: "due soon", "due-soon" or "due_soon".
func ParseStatus(s string) (Status, bool) {
	s = strings.ToLower(strings.NewReplacer("-", " ", "_", " ").Replace(strings.TrimSpace(s)))
	for _, status := range Statuses {
		if string(status) == s {
			return status, true
		}
	}
	return "", false
}

// Clock is one occasion of a duty for one subject.
type Clock struct {
	Duty, Subject, Occasion string
	// About is the kind of thing the subject is: child, carer household, body or authority.
	About  string
	Status Status
	// OldGap says that it has been overdue for so long that it is a gap in the record to be closed, rather than late and still to be done.
	OldGap bool
	// Timed says that the duty counts hours: the three moments are set. Otherwise the three are civil days.
	Timed           bool
	Arose, Due, Met time.Time
	// Stopped is when the promise ended without being kept, zero where it did not or where that is not known; StoppedWhy says why.
	Stopped    time.Time
	StoppedWhy string
	// Excused is the reason for which a named person set it aside, and Missing what it is that cannot be told.
	Excused, Missing, Detail string
	// KnownTo is the last day that the records cover where that is before the day asked about, zero elsewhere: an overdue clock was so when last
	// known.
	KnownTo        time.Time
	OwnerID, Owner string
	OwnerRole      string
	TeamID, Team   string
	Service        string
}

// DaysLate gives for how many days a promise went, or has gone, unkept after its due day: up to the day it was met or ended, the day asked
// about or the last that the records cover. late is false for a clock that is not late.
func (c Clock) DaysLate(q eval.Question) (days int, late bool) {
	to := q.AsAt
	if c.Timed {
		to = q.Moment
	}
	switch c.Status {
	case MetLate:
		to = c.Met
	case Missed:
		to = c.Stopped
	case Overdue:
		if !c.KnownTo.IsZero() {
			to = c.KnownTo
		}
	case Met, NotOwed, Excused, CannotTell, DueSoon, Running, NotKnownYet, BeforeRecords:
		return 0, false
	}
	return max(int(to.Sub(c.Due).Hours()/24), 0), true
}
