package explain

import (
	"strings"

	"heed/internal/clocks"
	"heed/internal/words"
)

// The points of a clock that say when, and by what rule.
const (
	CountedFrom = "Counted from"
	Due         = "Due"
	Done        = "Done"
	Known       = "What is known"
	TheRule     = "The rule"
)

// OfClock says why a clock that was found stands as it does.
func OfClock(d clocks.Detail) Explanation {
	c, r := d.Clock, d.Rule
	e := Explanation{Kind: "clock", Title: r.Title, Answer: c.When}
	e.say("Why it matters", "%s", r.Why)
	if c.Arose.IsZero() {
		e.say(CountedFrom, "the day is not recorded")
	} else {
		e.say(CountedFrom, "%s", stampWords(c.Clock, c.Arose))
	}
	switch {
	case c.Due.IsZero():
		e.say(Due, "it cannot be told: %s", words.Either(c.Missing == "", "a date it is counted from is not recorded", c.Missing+" is not recorded"))
	default:
		e.say(Due, "%s", stampWords(c.Clock, c.Due))
	}
	switch {
	case !c.Met.IsZero():
		e.say(Done, "%s", stampWords(c.Clock, c.Met))
	case c.Excused != "":
		e.say(Done, "no: %s", c.Excused)
	case c.StoppedWhy != "":
		e.say(Done, "no: %s", c.StoppedWhy)
	default:
		e.say(Done, "nothing recorded by %s shows that it was", words.LongDate(d.AsAt))
	}
	e.say(Known, "%s", c.Detail)
	e.say("Whose it is", "%s", ownerWords(c))
	e.say(TheRule, "%s", r.About)
	e.say("The law behind it", "%s", r.Source)
	e.say("What it rests on", "%s", forceWords(r))
	for _, s := range d.Settings {
		e.say("Local number", "%s: %s, %s", strings.ReplaceAll(s.Name, "_", " "), s.Value, words.Either(s.Own, "set by the council ("+s.Basis+")", "the default until the council sets its own ("+s.Basis+")"))
	}
	e.say("Looked at", "%s", evidenceWords(d.Evidence))
	return e
}
