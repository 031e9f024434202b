package rulebook

import (
	"regexp"
	"strings"
	"time"
)

// yearly finds the measures each of whose rows is of a whole year: they date a row by the last day of its year.
var yearly = regexp.MustCompile(`(?i)\byear_ending_on as on_date\b`)

// dayWords is how a reason writes a day.
const dayWords = "2 January 2006"

// RefusesDays says why a measure has no figure over the days from one to another, both included, and what can be asked instead. It is
// blank where there is one: where each of the measure's rows is of one day, so that those of any days can be counted.
func (r *Rule) RefusesDays(from, to time.Time) string {
	switch {
	case r.Kind != Measure:
		return "only a measure has a figure over some days"
	case r.Period == Snapshot:
		return "the measure says how things stood at the end of one day, and has no period: ask for a day instead"
	case yearly.MatchString(r.SQL) && r.Period == YearToMarch:
		return refusesButYear(from, to, time.April, "each of its rows is of a whole year to 31 March")
	case yearly.MatchString(r.SQL):
		return refusesButYear(from, to, time.September, "each of its rows is of a whole school year")
	case r.Statistic == Sum && r.Unit == "%" && !from.AddDate(1, 0, 0).Equal(to.AddDate(0, 0, 1)):
		return "each of its rows is a part of what is to be expected in a year: ask for 12 months, such as " + daysWords(to.AddDate(-1, 0, 1), to)
	}
	return ""
}

// refusesButYear refuses all days but those of one year that begins on the first of a month, and names the year that holds the last of them.
func refusesButYear(from, to time.Time, month time.Month, why string) string {
	begins := time.Date(to.Year(), month, 1, 0, 0, 0, 0, time.UTC)
	if begins.After(to) {
		begins = begins.AddDate(-1, 0, 0)
	}
	ends := begins.AddDate(1, 0, -1)
	if from.Equal(begins) && to.Equal(ends) {
		return ""
	}
	return why + ", so that other days have no figure: ask for " + daysWords(begins, ends)
}

func daysWords(from, to time.Time) string {
	return strings.Join([]string{from.Format(dayWords), to.Format(dayWords)}, " to ")
}
