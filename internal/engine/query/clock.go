package query

import (
	"strings"
	"time"
)

// Status says whether a clock is running, met, overdue and so on. It is worked out from the clock and the question, never stored.
type Status string

// The words for a clock's status.
const (
	Met        Status = "met"
	MetLate    Status = "met late"
	Excused    Status = "excused"
	CannotTell Status = "cannot tell"
	Overdue    Status = "overdue"
	DueSoon    Status = "due soon"
	Running    Status = "running"
)

// Statuses lists every status, the most urgent first.
var Statuses = []Status{Overdue, CannotTell, DueSoon, Running, MetLate, Met, Excused}

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
	// Timed says that the duty counts hours: the three moments are set. Otherwise the three are civil days.
	Timed           bool
	Arose, Due, Met time.Time
	Excused, Detail string
	OwnerID, Owner  string
	OwnerRole       string
	TeamID, Team    string
	Service         string
}
