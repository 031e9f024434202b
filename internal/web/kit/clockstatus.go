package kit

import (
	"strings"

	"heed/internal/clocks"
)

// statusLabel is the words for a status, and the class of its colour.
type statusLabel struct {
	Status       clocks.Status
	Label, Class string
}

// EveryDay takes from a label that it counts those of the last 30 days only, for a list of every day.
func EveryDay(label string) string {
	if i := strings.Index(label, " in the last 30 days"); i >= 0 {
		label, _, _ = strings.Cut(label[:i], ",")
	}
	return label
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
	{clocks.BeforeRecords, "before the records, due in the last 30 days", "is-unknown"},
	{clocks.Excused, "excused, due in the last 30 days", ""},
	{clocks.NotOwed, "not owed, ended in the last 30 days", ""},
}
