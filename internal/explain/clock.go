package explain

import (
	"strings"
	"time"

	"heed/internal/clocks"
	"heed/internal/engine"
	"heed/internal/words"
)

// The points of a clock that say when, and by what rule.
const (
	CountedFrom = "Counted from"
	Due         = "Due"
	Done        = "Done"
	Known       = "What is known"
	TheRule     = "The rule"
	Covers      = "What the records cover"
)

// coverWords lists what the records cover, type by type.
func coverWords(covers []clocks.Cover) string {
	parts := make([]string, 0, len(covers))
	for _, c := range covers {
		parts = append(parts, c.Title+": "+c.Words)
	}
	return strings.Join(parts, ". ")
}

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
		e.say(Due, "it cannot be told: %s", words.Either(c.Missing == "" || c.Missing == engine.NothingFeeds, "a date it is counted from is not recorded", c.Missing+" is not recorded"))
	default:
		e.say(Due, "%s", stampWords(c.Clock, c.Due))
	}
	e.say(Done, "%s", doneWords(c.Clock, d.AsAt))
	e.say(Known, "%s", c.Detail)
	e.say(Covers, "%s", coverWords(d.Covers))
	e.say("Whose it is", "%s", ownerWords(c))
	e.say(TheRule, "%s", r.About)
	e.say("The law behind it", "%s", r.Source)
	e.say("What it rests on", "%s", forceWords(r))
	for _, s := range d.Settings {
		e.say("Local number", "%s: %s, %s", strings.ReplaceAll(s.Name, "_", " "), s.Value, words.Either(s.Own, "set by the council ("+s.Basis+")", "the default until the council sets its own ("+s.Basis+")"))
	}
	e.say("Looked at", "%s", evidenceWords(d.Evidence))
	e.say("What is not there", "%s", strings.Join(d.Absent, " "))
	return e
}

// doneWords says when it was done, or that it was not, where the records can tell: of what they do not cover neither is known.
func doneWords(c engine.Clock, asAt time.Time) string {
	switch {
	case !c.Met.IsZero():
		return stampWords(c, c.Met)
	case c.Excused != "":
		return "no: " + c.Excused
	case c.Status == engine.NotKnownYet:
		return "not known yet: the records end before its due day"
	case c.Status == engine.BeforeRecords:
		return "not known: the records do not cover all the days in which it could have been done"
	case c.Status == engine.CannotTell && c.Missing == engine.NothingFeeds:
		return "not known: no source holds what would show it"
	case c.StoppedWhy != "":
		return "no: " + c.StoppedWhy
	case !c.KnownTo.IsZero():
		return "nothing recorded by " + words.LongDate(c.KnownTo) + ", the last day that the records cover, shows that it was"
	}
	return "nothing recorded by " + words.LongDate(asAt) + " shows that it was"
}
