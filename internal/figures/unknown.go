package figures

import (
	"time"

	"heed/internal/door"
	"heed/internal/engine"
	"heed/internal/words"
	"heed/rulebook"
)

// LastKnown is what a figure that cannot be told was when it last could.
type LastKnown = engine.LastKnown

// UnknownLabel says why a figure cannot be told, as the tag of its trust and the place of its value name it: "Not known yet", "Before the
// records", "Nothing feeds this". It is blank for a figure that can.
func UnknownLabel(f Figure) string { return words.Capital(f.Unknown) }

// unknownTrust judges a figure that cannot be told: it is neither sound nor weak.
func unknownTrust(f Figure) Trust {
	why := door.ReachWords(engine.Reach{Unknown: f.Unknown, KnownTo: f.KnownTo})
	switch f.Unknown {
	case engine.NothingFeeds:
		return Trust{NothingFeeds, why}
	case string(engine.NotKnownYet):
		return Trust{NotKnownYet, why}
	}
	return Trust{BeforeRecords, why}
}

// UnknownWords says in one sentence that a figure cannot be told and to which day it could, blank where it can be told.
func UnknownWords(f Figure) string {
	if f.Unknown == "" {
		return ""
	}
	return UnknownLabel(f) + ": " + words.LowerFirst(unknownTrust(f).Words)
}

// ofLastKnown is the figure that was known, as far as what it is of goes.
func ofLastKnown(l LastKnown) Figure {
	return Figure{Value: l.Value, Numerator: l.Numerator, Denominator: l.Denominator, Rows: l.Rows, Subjects: l.Subjects}
}

// LastKnownHidden says that the figure that was last known is of numbers too small to be shown to this actor.
func LastKnownHidden(l LastKnown) bool {
	return l.Value == nil && l.Numerator == nil && l.Denominator == nil
}

// LastKnownLabel names the days of a figure that was last known: "Last known, 31 March 2026", "Last known, 12 months to 31 March 2026".
func LastKnownLabel(r *rulebook.Rule, l LastKnown) string {
	return "Last known, " + periodTo(r, l.Span.To)
}

// LastKnownOf says what the figure that was last known is of: "264 of 333". It is blank where its value says so, and where it is hidden.
func LastKnownOf(r *rulebook.Rule, l LastKnown) string {
	if l.Denominator != nil && *l.Denominator == 0 {
		return ""
	}
	return OfWords(r, ofLastKnown(l))
}

// LastKnownValue writes the value that was last known with its unit, or that nothing was counted then. What is hidden is not for it.
func LastKnownValue(r *rulebook.Rule, l LastKnown) string {
	if l.Value == nil && l.Rows == 0 {
		return "nothing was counted"
	}
	return words.ValueWords(r, l.Value)
}

// LastKnownWords says in one sentence what a figure was when it last could be told, blank where it never could.
func LastKnownWords(r *rulebook.Rule, f Figure) string {
	l := f.LastKnown
	if l == nil {
		return ""
	}
	text := LastKnownLabel(r, *l) + ": "
	if LastKnownHidden(*l) {
		return text + "hidden, as the numbers are small"
	}
	text += LastKnownValue(r, *l)
	if of := LastKnownOf(r, *l); of != "" {
		text += ", " + of
	}
	return text
}

// periodTo names a measure's own period by the last of its days: "12 months to 31 March 2026"; a snapshot's is the day itself.
func periodTo(r *rulebook.Rule, to time.Time) string {
	day := words.LongDate(to)
	switch r.Period {
	case rulebook.Snapshot:
		return day
	case rulebook.YearToMarch:
		return "year to " + day
	case rulebook.ThreeYears:
		return "3 years to " + day
	default:
	}
	return string(r.Period) + " to " + day
}

// OfWords says what a value is of: 264 of 333; 412 children; 57 children, of 61,000 under 18. It is blank where the value says all.
func OfWords(r *rulebook.Rule, f Figure) string {
	if f.Numerator == nil && f.Denominator == nil {
		return ""
	}
	switch r.Statistic {
	case rulebook.Share:
		return count(f.Numerator) + " of " + count(f.Denominator)
	case rulebook.Rate:
		if f.Denominator == nil {
			return count(f.Numerator) + " counted; the population is not known"
		}
		return count(f.Numerator) + " of " + count(f.Denominator) + " " + r.Population
	case rulebook.Mean, rulebook.Median:
		return "from " + words.Count(f.Rows, "record")
	default:
	}
	if f.Subjects == f.Rows || r.Subject != "child" {
		return ""
	}
	return words.Count(f.Subjects, "child", "children")
}

// count writes a count that a figure holds as a number with decimals, nought where there is none.
func count(v *float64) string {
	if v == nil {
		return "0"
	}
	return words.Thousands(int(*v))
}
