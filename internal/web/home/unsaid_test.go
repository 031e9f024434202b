package home

import (
	"strings"
	"testing"
	"time"

	"heed/internal/access"
	"heed/internal/home"
	"heed/internal/web/kit"
)

// On a day that the records of no source reach, a nought is not given out as nothing that is late.
func TestBeyondTheRecordsNoHeadingSaysThatNothingIsLate(t *testing.T) {
	t.Parallel()
	beyond := kit.Frame{Unsaid: "Not known yet"}
	for _, tt := range []struct{ name, got, want string }{
		{"no late clock of a team", lateHeading(0, 0, beyond.Unsaid), "Late and can still be done: not known yet"},
		{"no late clock of a team, within the records", lateHeading(0, 0, ""), "Nothing in the records open to you is late and can still be done"},
		{"late clocks of a team", lateHeading(2, 2, beyond.Unsaid), "Late and can still be done: 2 clocks"},
		{"no late clock of any team", heatOf(beyond, home.Heat{}, home.Tally{}).Heading, "Where work is late and can still be done: not known yet"},
		{"no late clock of any team, within the records", heatOf(kit.Frame{}, home.Heat{}, home.Tally{}).Heading, "Where work is late and can still be done: 0 clocks"},
		{"late clocks of teams", heatOf(beyond, home.Heat{Total: 3}, home.Tally{}).Heading, "Where work is late and can still be done: 3 clocks"},
	} {
		if tt.got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, tt.got, tt.want)
		}
	}
}

// A child whose record is not open to a reader is in no list of theirs, so that a list of nobody is said to be of the records open to them, and no more.
func TestWhatNoListHoldsIsSaidOfTheRecordsOpenToTheReader(t *testing.T) {
	t.Parallel()
	weekTo := time.Date(2026, 12, 6, 0, 0, 0, 0, time.UTC)
	for _, text := range []string{
		lateHeading(0, 0, ""), noWorkers(true), unallocated(kit.Frame{}, home.Unallocated{}).Words, ownOf(kit.Frame{}, home.Own{}, weekTo).Heading,
		whoseWords(access.SocialWorker, home.WorkerPage{Children: 3, Quiet: 3, WeekTo: weekTo}),
	} {
		if !strings.Contains(text, "open to you") {
			t.Errorf("%q says more than the reader's lists can tell", text)
		}
	}
}

// Where the records do not say who works with whom, the page does not say that nobody has a child, nor that every case has a worker.
func TestWhereWorkersAreNotKnownNobodyIsSaidToHaveNone(t *testing.T) {
	t.Parallel()
	if got := noWorkers(false); !strings.Contains(got, "is not known") {
		t.Errorf("the page says %q", got)
	}
	got := unallocated(kit.Frame{}, home.Unallocated{Unknown: "No source holds the records it rests on."})
	if want := "Which open cases have no allocated worker is not known. No source holds the records it rests on."; got.Words != want || got.Href != "" {
		t.Errorf("the page says %q, want %q", got.Words, want)
	}
}

// Nobody can tell Heed of which agency somebody is, so no page says that somebody can.
func TestWhoIsOfNoAgencyIsNotSentToWhoeverRunsHeed(t *testing.T) {
	t.Parallel()
	templates, err := kit.ParseTemplates(Section().Templates)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := templates["partner"].ExecuteTemplate(&out, "main", partnerHomePage{Unknown: true}); err != nil {
		t.Fatal(err)
	}
	if text := out.String(); !strings.Contains(text, "does not know which agency you are of") || strings.Contains(text, "put it right") {
		t.Errorf("the page says %s", text)
	}
}

// An analyst whose clocks cannot be told is not told that nothing needs mending.
func TestWhereClocksCannotBeToldSomethingNeedsMending(t *testing.T) {
	t.Parallel()
	var none, some analystHomePage
	none.mendDates(0, "/clocks")
	some.mendDates(2, "/clocks")
	if len(none.Mend) > 0 || len(some.Mend) != 1 || some.Mend[0].Title != "2 clocks cannot be told" {
		t.Errorf("of no clock: %+v; of two: %+v", none.Mend, some.Mend)
	}
}
