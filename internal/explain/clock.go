package explain

import (
	"strings"

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
	switch {
	case !c.Met.IsZero():
		e.say(Done, "%s", stampWords(c.Clock, c.Met))
	case c.Excused != "":
		e.say(Done, "no: %s", c.Excused)
	case c.StoppedWhy != "":
		e.say(Done, "no: %s", c.StoppedWhy)
	case c.Status == engine.NotKnownYet:
		e.say(Done, "not known yet: the records that would show it end before its due day")
	case c.Status == engine.BeforeRecords:
		e.say(Done, "not known: the records do not cover all the days in which it could have been done")
	case c.Missing == engine.NothingFeeds:
		e.say(Done, "not known: no source holds what would show it")
	case !c.KnownTo.IsZero():
		e.say(Done, "not by %s, the last day that the records cover; whether it was since is not known", words.LongDate(c.KnownTo))
	default:
		e.say(Done, "nothing recorded by %s shows that it was", words.LongDate(d.AsAt))
	}
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
	return e
}
