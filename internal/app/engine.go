package app

import "heed/internal/engine"

// What the engine gives is given on as it stands, under these names, since pages reach the engine only through this
// package.
type (
	// Status is how a clock stands.
	Status = engine.Status
	// Slice is one part of a figure, such as one team's.
	Slice = engine.Slice
	// Figure is the value of a measure, with what it was worked out from.
	Figure = engine.Figure
	// Point is one step of a trend.
	Point = engine.Point
)

// The statuses of a clock.
const (
	Met        = engine.Met
	MetLate    = engine.MetLate
	Excused    = engine.Excused
	CannotTell = engine.CannotTell
	Overdue    = engine.Overdue
	DueSoon    = engine.DueSoon
	Running    = engine.Running
)

// ParseStatus reads a status as people type it: "due soon", "due-soon" or "due_soon".
func ParseStatus(s string) (Status, bool) { return engine.ParseStatus(s) }

// Dimensions lists what every figure can be sliced by.
func Dimensions() []string { return append([]string(nil), engine.Dimensions...) }
