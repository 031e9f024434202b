package explain

import (
	"heed/internal/clocks"
	"heed/internal/words"
	"strings"
)

// OfClock says why a clock that was found stands as it does.
func OfClock(d clocks.Detail) Explanation {
	c, r := d.Clock, d.Rule
	e := Explanation{Kind: "clock", Title: r.Title, Answer: c.When}
	e.Say("Why it matters", "%s", r.Why)
	if c.Arose.IsZero() {
		e.Say("Counted from", "the day is not recorded")
	} else {
		e.Say("Counted from", "%s", StampWords(c.Clock, c.Arose))
	}
	switch {
	case c.Due.IsZero():
		e.Say("Due", "it cannot be told: a date it is counted from is not recorded, or nothing of the kind that would show it done is")
	default:
		e.Say("Due", "%s", StampWords(c.Clock, c.Due))
	}
	switch {
	case !c.Met.IsZero():
		e.Say("Done", "%s", StampWords(c.Clock, c.Met))
	case c.Excused != "":
		e.Say("Done", "no: %s", c.Excused)
	default:
		e.Say("Done", "nothing recorded by %s shows that it was", words.LongDate(d.AsAt))
	}
	e.Say("What is known", "%s", c.Detail)
	e.Say("Whose it is", "%s", OwnerWords(c))
	e.Say("The rule", "%s", r.About)
	e.Say("The law behind it", "%s", r.Source)
	e.Say("What it rests on", "%s", ForceWords(r))
	for _, s := range d.Settings {
		e.Say("Local number", "%s: %s, %s", strings.ReplaceAll(s.Name, "_", " "), s.Value, words.Either(s.Own, "set by the council ("+s.Basis+")", "the default until the council sets its own ("+s.Basis+")"))
	}
	e.Say("Looked at", "%s", EvidenceWords(d.Evidence))
	return e
}
