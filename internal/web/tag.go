package web

import (
	"heed/internal/clocks"
	"strings"
)

// tagView is the state of one thing: a shape, then a word, then a colour.
type tagView struct{ Class, Shape, Word string }

// statusTag gives the tag for a status word of a clock, or for another state by its word.
func statusTag(status any) tagView {
	word := strings.ToLower(asString(status))
	switch word {
	case "overdue":
		return tagView{"overdue", "triangle", "Overdue"}
	case "due soon":
		return tagView{"soon", "clock", "Due soon"}
	case "due today":
		return tagView{"soon", "clock", "Due today"}
	case "running":
		return tagView{"running", "ring", "Running"}
	case "met":
		return tagView{"met", "tick", "Met"}
	case "met late":
		return tagView{"late", "tick-line", "Met late"}
	case "excused":
		return tagView{"excused", "bar", "Excused"}
	case "cannot tell":
		return tagView{"unknown", "question", "Cannot tell"}
	case "waiting":
		return tagView{"waiting", "speech", "Waiting"}
	case "not allocated":
		return tagView{"overdue", "triangle", "Not allocated"}
	case "data":
		return tagView{"care", "triangle", "Data"}
	case "broken":
		return tagView{"broken", "cross", "Broken"}
	}
	return tagView{"priority", "ring", capital(word)}
}

// clockTag gives the tag of a clock: what is due soon may be due on the very day.
func clockTag(c clocks.Clock) tagView {
	if c.Status == "due soon" && strings.HasPrefix(strings.ToLower(c.When), "due today") {
		return statusTag("due today")
	}
	return statusTag(c.Status)
}

// forceWords says who decided a limit. A local number never looks like law.
func forceWords(force string) string {
	switch force {
	case "":
		return "Basis not stated"
	case "local":
		return "Local number"
	case "commitment":
		return "The council’s own promise"
	case "pan-London":
		return "Pan-London procedure"
	}
	return capital(force)
}

// limitWords says what a duty rests on, and what its number rests on where that is weaker.
func limitWords(force, number string) string {
	words := forceWords(force)
	if number != "" && number != force {
		words += "; the limit: " + strings.ToLower(forceWords(number))
	}
	return words
}
