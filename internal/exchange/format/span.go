package format

import (
	"cmp"
	"strconv"
	"time"

	"heed/internal/exchange/intake"
)

// The sentences that say why something covers the days that it does.
const (
	BasisYear  = "The return covers its collection year"
	BasisGiven = "Given at import"

	basisRunning = "Its collection year has not ended: to the last day recorded in it, assumed"
)

// TodayText is the day of the import as 2026-03-31, blank where it is not known.
func (o Options) TodayText() string { return dayText(o.Today) }

// dayText writes a day as 2026-03-31, and the zero time as blank.
func dayText(day time.Time) string {
	if day.IsZero() {
		return ""
	}
	return day.Format(time.DateOnly)
}

func longDate(day time.Time) string { return day.Format("2 January 2006") }

// longText writes a day in words, and leaves what is none as it is.
func longText(day string) string {
	on, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return longDate(on)
}

// YearSpan gives the days that a return of a year to 31 March covers: all of the year, if it had ended when the return was
// written and when it is imported. Else it covers to the day on which it says it was written, to the day that the user gives,
// or else to last, the last day recorded in it. written is the zero time, and last blank, where nothing says them. A day given
// that is before the last recorded is a *intake.Refused of the file.
func (o Options) YearSpan(file string, year int, written time.Time, last string) (intake.Span, error) {
	whole := intake.Span{From: strconv.Itoa(year-1) + "-04-01", To: intake.YearEnd(year), Basis: BasisYear}
	today, on := o.TodayText(), dayText(written)
	if on < whole.From { // what stands in a header since another year
		on = ""
	}
	switch {
	case on != "" && on < whole.To && (today == "" || on <= today):
		whole.To, whole.Basis = on, "The return was written on "+longDate(written)+", before its collection year ended"
		return whole, nil
	case today == "" || whole.To <= today:
		return whole, nil
	case o.CompleteTo.IsZero():
		whole.To, whole.Basis, whole.Assumed = last, basisRunning, true
		return whole, nil
	}
	given, err := o.given(file, last)
	whole.To, whole.Basis = min(given, whole.To), BasisGiven
	return whole, err
}

// ListSpan gives the days that a list covers of which the first and last day recorded are known, blank where it has none. It
// goes from the first, and to the day that the user gives or else to the last; one without a day holds what there was on that
// day, or else on the day of the import. A day given that is before the last recorded is a *intake.Refused of the file.
func (o Options) ListSpan(file, first, last string) (intake.Span, error) {
	s := intake.Span{To: cmp.Or(last, o.TodayText()), Basis: "The last day recorded in the list: assumed", Assumed: true}
	if last == "" {
		s.Basis = "As the list stood on the day of the import: assumed"
	}
	if !o.CompleteTo.IsZero() {
		given, err := o.given(file, last)
		if err != nil {
			return s, err
		}
		s.To, s.Basis, s.Assumed = given, BasisGiven, false
	}
	s.From = cmp.Or(dayText(o.CompleteFrom), first, s.To)
	return s, nil
}

// ExtractSpan gives the day of an extract of how things stand as the end of a span, whose beginning is the caller's: the day that
// the user gives, or that stands in the extract, or else last, the last day recorded in it. It is the day of the import at the
// latest. A day given that is before the last recorded is a *intake.Refused of the file.
func (o Options) ExtractSpan(file, stated, last string) (intake.Span, error) {
	s := intake.Span{To: last, Basis: "The last day recorded in the extract: assumed", Assumed: true}
	switch {
	case !o.On.IsZero():
		s = intake.Span{To: dayText(o.On), Basis: BasisGiven}
	case stated != "":
		s = intake.Span{To: stated, Basis: "As at " + longText(stated) + " in its title"}
	case !o.CompleteTo.IsZero():
		given, err := o.given(file, last)
		if err != nil {
			return s, err
		}
		s = intake.Span{To: given, Basis: BasisGiven}
	}
	if today := o.TodayText(); today != "" {
		s.To = min(s.To, today)
	}
	return s, nil
}

// given gives the day to which the user says that files are complete. One that is before a day recorded in them is a slip: the
// rows say that they go further.
func (o Options) given(file, last string) (string, error) {
	given := dayText(o.CompleteTo)
	if last <= given {
		return given, nil
	}
	return given, &intake.Refused{
		File: file, Expected: "nothing recorded after " + longDate(o.CompleteTo) + ", to which it is said to be complete",
		Found: "a row of " + longText(last),
		Do:    "Give the last day to which it is complete, or correct the row.",
	}
}

// Before gives the day some months before another, or the last of its month where that month has no such day.
func Before(day string, months int) string {
	on, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return ""
	}
	first := time.Date(on.Year(), on.Month()-time.Month(months), 1, 0, 0, 0, 0, time.UTC)
	return first.AddDate(0, 0, min(on.Day(), first.AddDate(0, 1, -1).Day())-1).Format(time.DateOnly)
}
