package kit

import "heed/internal/clocks"

// statusLabel is the words for a status, and the class of its colour.
type statusLabel struct {
	Status       clocks.Status
	Label, Class string
}

// StatusLabels are the words for the statuses in filters and counts, in the order in which they are offered.
var StatusLabels = []statusLabel{
	{clocks.Overdue, "overdue", "is-overdue"},
	{clocks.DueSoon, "due soon", "is-soon"},
	{clocks.CannotTell, "cannot tell", "is-unknown"},
	{clocks.Running, "running, due later", ""},
	{clocks.Met, "met in the last 30 days", "is-met"},
	{clocks.MetLate, "met late in the last 30 days", ""},
	{clocks.Missed, "missed in the last 30 days", "is-overdue"},
	{clocks.NotKnownYet, "not known yet", "is-unknown"},
	{clocks.BeforeRecords, "before the records", ""},
	{clocks.Excused, "excused", ""},
	{clocks.NotOwed, "not owed", ""},
}
