package clocks

import "heed/internal/engine"

// Status is how a clock stands.
type Status = engine.Status

// The statuses of a clock.
const (
	Met        = engine.Met
	MetLate    = engine.MetLate
	Missed     = engine.Missed
	NotOwed    = engine.NotOwed
	Excused    = engine.Excused
	CannotTell = engine.CannotTell
	Overdue    = engine.Overdue
	DueSoon    = engine.DueSoon
	Running    = engine.Running

	NotKnownYet   = engine.NotKnownYet
	BeforeRecords = engine.BeforeRecords
)

// Late says which of the overdue clocks are meant: those that can still be done, or old gaps.
type Late = engine.Late

// The two kinds of overdue clocks, and both.
const (
	AnyLate  = engine.AnyLate
	LateDue  = engine.LateDue
	LateGaps = engine.LateGaps
)

// ParseStatus reads a status as people type it: "due soon", "due-soon" or "due_soon".
func ParseStatus(s string) (Status, bool) { return engine.ParseStatus(s) }
