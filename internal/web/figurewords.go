package web

import (
	"strings"

	"heed/internal/figures"
	"heed/internal/words"
	"heed/rulebook"
)

// valueWithUnit prints a value and the word of its unit: 79.3%, 1,412, 412.5 days, 59.8 per 10,000.
func valueWithUnit(r *rulebook.Rule, value *float64) string { return words.ValueWords(r, value) }

// baseWords is what a value is of, for a table whose heading does not say it: 264 of 333, or how many rows.
func baseWords(r *rulebook.Rule, f figures.Figure) string {
	switch r.Statistic {
	case rulebook.Share:
		return number(whole(f.Numerator)) + " of " + number(whole(f.Denominator))
	case rulebook.Mean, rulebook.Median, rulebook.Sum:
		return plural(f.Rows, "row")
	default:
	}
	return ""
}

// hiddenMark stands for numbers that are hidden because a child could be told by them.
const hiddenMark = "[c]"

// isHidden says whether the use case has taken a figure's numbers out. One that merely counted nothing still says what it looked at.
func isHidden(f figures.Figure) bool {
	return f.Value == nil && f.Numerator == nil && f.Denominator == nil
}

// restWords says how many of a share's rows did not count.
func restWords(r *rulebook.Rule, f figures.Figure) string {
	if r.Statistic != rulebook.Share || f.Value == nil {
		return ""
	}
	return number(f.Rows-whole(f.Numerator)) + " did not."
}

// statisticWords says how a measure's rows become its value.
func statisticWords(r *rulebook.Rule) string {
	switch r.Statistic {
	case rulebook.Share:
		return "The share of rows that count, of all rows that are not left out"
	case rulebook.Rate:
		return "Rows for each 10,000 of the population " + r.Population
	case rulebook.Mean:
		return "The mean of the rows’ values"
	case rulebook.Median:
		return "The median of the rows’ values: half of them are below it"
	case rulebook.Sum:
		return "The sum of the rows’ values"
	default:
	}
	return "The number of rows"
}

// coverWords says which days a measure covers, whatever day is asked about.
func coverWords(r *rulebook.Rule) string {
	switch r.Period {
	case rulebook.Snapshot:
		return "One day: how things stand on the as-at day"
	case rulebook.YearToMarch:
		return "The latest whole year to 31 March"
	case rulebook.ThreeYears:
		return "Three whole years to 31 March"
	default:
	}
	return capital(string(r.Period)) + " up to and including the as-at day"
}

// polarityWords says which way is better.
func polarityWords(r *rulebook.Rule) string {
	switch r.Polarity {
	case rulebook.Higher:
		return "Higher is better"
	case rulebook.Lower:
		return "Lower is better"
	default:
	}
	return "Neither higher nor lower is better in itself"
}

// agoWords sets the figure of a year before beside a change: 1.7 points below a year ago (81.0%, 281 of 347).
func agoWords(r *rulebook.Rule, change string, ago *figures.Figure) string {
	if ago == nil || change == "" {
		return capital(change)
	}
	then := valueWithUnit(r, ago.Value)
	if base := baseWords(r, *ago); base != "" {
		then += ", " + base
	}
	return capital(change) + " (" + then + ")"
}

// cannotTell says whether a row was left out because the record does not say, and not because the measure leaves such rows out.
func cannotTell(reason string) bool { return strings.HasPrefix(strings.ToLower(reason), "cannot tell") }
