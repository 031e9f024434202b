package kit

import (
	"fmt"
	"strings"

	"heed/internal/clocks"
	"heed/internal/words"
)

// Tag is the state of one thing: a shape, then a word, then a colour.
type Tag struct{ Class, Shape, Word string }

// StatusTag gives the tag for a status word of a clock, or for another state by its word.
func StatusTag(status any) Tag {
	word := strings.ToLower(fmt.Sprint(status))
	switch word {
	case "overdue":
		return Tag{"overdue", "triangle", "Overdue"}
	case "due soon":
		return Tag{"soon", "clock", "Due soon"}
	case "due today":
		return Tag{"soon", "clock", "Due today"}
	case "running":
		return Tag{"running", "ring", "Running"}
	case "met":
		return Tag{"met", "tick", "Met"}
	case "met late":
		return Tag{"late", "tick-line", "Met late"}
	case "missed":
		return Tag{"missed", "triangle-line", "Missed"}
	case "not owed":
		return Tag{"notowed", "bar", "Not owed"}
	case "not known yet":
		return Tag{"notyet", "dots", "Not known yet"}
	case "before the records":
		return Tag{"before", "wall", "Before the records"}
	case "nothing feeds this":
		return Tag{"unknown", "question", "Nothing feeds this"}
	case "excused":
		return Tag{"excused", "person", "Excused"}
	case "cannot tell":
		return Tag{"unknown", "question", "Cannot tell"}
	case "waiting":
		return Tag{"waiting", "speech", "Waiting"}
	case "not allocated":
		return Tag{"overdue", "triangle", "Not allocated"}
	case "data":
		return Tag{"care", "triangle", "Data"}
	case "broken":
		return Tag{"broken", "cross", "Broken"}
	}
	return Tag{"priority", "ring", words.Capital(word)}
}

// ClockTag gives the tag of a clock: what is due soon may be due on the very day.
func ClockTag(c clocks.Clock) Tag {
	if c.DueToday {
		return StatusTag("due today")
	}
	return StatusTag(c.Status)
}
