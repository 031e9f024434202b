package kit

import (
	"strings"

	"heed/internal/figures"
	"heed/internal/words"
	"heed/rulebook"
)

// ValueWithUnit prints a value and the word of its unit: 79.3%, 1,412, 412.5 days, 59.8 per 10,000.
func ValueWithUnit(r *rulebook.Rule, value *float64) string { return words.ValueWords(r, value) }

// BaseWords is what a value is of, for a table whose heading does not say it: 264 of 333, or how many rows.
func BaseWords(r *rulebook.Rule, f figures.Figure) string {
	switch r.Statistic {
	case rulebook.Share:
		return words.Thousands(Whole(f.Numerator)) + " of " + words.Thousands(Whole(f.Denominator))
	case rulebook.Mean, rulebook.Median, rulebook.Sum:
		return words.Count(f.Rows, "row")
	default:
	}
	return ""
}

// HiddenMark stands for numbers that are hidden because a child could be told by them.
const HiddenMark = "[c]"

// IsHidden says whether the use case has taken a figure's numbers out. One that merely counted nothing still says what it looked at, and one that the
// records cannot tell says so.
func IsHidden(f figures.Figure) bool {
	return f.Unknown == "" && f.Value == nil && f.Numerator == nil && f.Denominator == nil
}

// RestWords says what the rows of a share that did not count did: 69 were held later.
func RestWords(r *rulebook.Rule, f figures.Figure) string {
	if r.Statistic != rulebook.Share || f.Value == nil {
		return ""
	}
	return figures.SaidOf(f.Rows-Whole(f.Numerator), r.NotCountedAs) + "."
}

// AgoWords sets the figure of a year before beside a change: 1.7 points below a year ago (81.0%, 281 of 347).
func AgoWords(r *rulebook.Rule, change words.Change, ago *figures.Figure) string {
	if ago == nil || change.Words == "" {
		return words.Capital(change.Words)
	}
	then := ValueWithUnit(r, ago.Value)
	if base := BaseWords(r, *ago); base != "" {
		then += ", " + base
	}
	return words.Capital(change.Words) + " (" + then + ")"
}

// CannotTell says whether a row was left out because the record does not say, and not because the measure leaves such rows out.
func CannotTell(reason string) bool { return strings.HasPrefix(strings.ToLower(reason), "cannot tell") }
