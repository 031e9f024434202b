package intake_test

import (
	"regexp"
	"testing"
	"time"

	"heed/internal/exchange/intake"
)

// isoForm is the form of a day. The catalogue finds out whether it is one of the calendar.
var isoForm = regexp.MustCompile(`^\d{4,5}-\d\d-\d\d$`)

// FuzzDay reads any text as a day, and as the number that a spreadsheet has for one.
func FuzzDay(f *testing.F) {
	for _, seed := range []string{
		"31/10/2026", "2026-10-31 00:00:00.000", "45413.375", "0", "1 Oct 26", "Fri 31st of October, 2026", "October 31, 2026", "20261031T093000Z",
		"31.10.2026 9.30 pm", "2026-10-31T23:30:00+01:00", "9999-12-31T23:30:00-23:59", "0001-01-01 00:30:00+02", "1900-01-00", "'01/02/2024", "12-10-26", "31/10/2026 24:00",
	} {
		f.Add(seed, false)
		f.Add(seed, true)
	}
	f.Fuzz(func(t *testing.T, v string, epoch1904 bool) {
		day, timed := intake.Day(v)
		if day != "" && day != v && !isoForm.MatchString(day) {
			t.Fatalf("%q is the day %q", v, day)
		}
		if timed && !isoForm.MatchString(day) {
			t.Fatalf("%q has a time and no day, but %q", v, day)
		}
		if again, timedAgain := intake.Day(day); again != day || day != v && timedAgain {
			t.Fatalf("%q is the day %q, and that is %q", v, day, again)
		}
		serial, rest, ok := intake.Serial(v, epoch1904)
		if !ok {
			return
		}
		if rest < 0 || rest >= 1 {
			t.Fatalf("%q has %v of a day after it", v, rest)
		}
		if at, err := time.Parse(time.DateOnly, serial); serial != "" && (err != nil || at.Year() < 1927 || at.Year() > 2119) {
			t.Fatalf("%q is the day %q", v, serial)
		}
	})
}

// FuzzNote says of any row whether it is one of its table, whatever stands in it.
func FuzzNote(f *testing.F) {
	f.Add("Total: 2", "", "14")
	f.Add("810001", "x", "")
	f.Add("\x1a", "", " ")
	f.Add("------", "----", "---")
	f.Add("End of report", "1,000", "12 %")
	f.Fuzz(func(t *testing.T, id, one, other string) {
		note := intake.Note(id, []string{one, other})
		if note != intake.Note(id, []string{other, one}) {
			t.Fatalf("of %q it depends on the order of the cells beside it, %q and %q", id, one, other)
		}
		if whole := intake.Whole(id); intake.Whole(whole) != whole {
			t.Fatalf("%q changes again when it has become %q", id, whole)
		}
		if answer := intake.YesNo(id); intake.YesNo(answer) != answer {
			t.Fatalf("%q changes again when it has become %q", id, answer)
		}
	})
}
