package intake_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"heed/catalogue"
	"heed/internal/exchange/intake"
	"heed/internal/exchange/intake/intaketest"
)

// put puts rows, each of field=value pairs after its record type, to a receiver that
// knows child 1, born 2010-05-01.
func put(t *testing.T, prebirth time.Duration, rows ...string) *intaketest.Collector {
	t.Helper()
	cat, _ := intaketest.Catalogue(t)
	sink := &intaketest.Collector{}
	receiver := intake.NewReceiver(sink, intaketest.Today, prebirth)
	rows = append([]string{"child child_id=1 reported_by=ssda903 born_on=2010-05-01 sex=M"}, rows...)
	for n, row := range rows {
		words := strings.Fields(row)
		typ := cat.Type(words[0])
		values := make([]string, len(typ.Fields))
		for _, pair := range words[1:] {
			field, value, _ := strings.Cut(pair, "=")
			values[typ.Index(field)] = value
		}
		if err := receiver.Open(intake.NewShape(typ, "ssda903")).Put(values, intake.Place{File: "f", Line: n + 1}); err != nil {
			t.Fatal(err)
		}
		if n == 0 {
			receiver.Listed()
		}
	}
	return sink
}

func TestDeskTellsFaults(t *testing.T) {
	t.Parallel()
	const ok = " participation=PN1"
	for _, tt := range []struct {
		name string
		rows []string
		want string
		goes int // how many rows go in besides the child
	}{
		{"nothing wrong", []string{"review child_id=1 reviewed_on=2023-01-01" + ok}, "", 1},
		{"an unknown code", []string{"review child_id=1 reviewed_on=2023-01-01 participation=PN99"},
			"f:2 review | participation (REVIEW_CODE) | text of 4 characters | unknown code: the list participation does not have it | kept as given\n", 1},
		{"a key that is no date", []string{"review child_id=1 reviewed_on=2023-02-31" + ok},
			"f:2 review | reviewed_on (REVIEW) | text of 10 characters | not a date in the calendar | row kept out\n", 0},
		{"a date in the future", []string{"review child_id=1 reviewed_on=2024-05-02" + ok},
			"f:2 review | reviewed_on (REVIEW) | date | in the future | kept as given\n", 1},
		{"a date today", []string{"review child_id=1 reviewed_on=2024-05-01" + ok}, "", 1},
		{"a planned date in the future", []string{"unaccompanied_child child_id=1 ceases_on=2030-01-01"}, "", 1},
		{"a date before birth", []string{"review child_id=1 reviewed_on=2010-04-30" + ok},
			"f:2 review | reviewed_on (REVIEW) | date | before the child was born | kept as given\n", 1},
		{"an end before its start", []string{"missing_episode child_id=1 started_on=2023-02-02 kind=M ended_on=2023-02-01"},
			"f:2 missing_episode | ended_on (MIS_END) | date | before started_on (MIS_START) | kept as given\n", 1},
		{"a child not in the header", []string{"review child_id=2 reviewed_on=2023-01-01" + ok},
			"f:2 review | child_id (CHILD) | subject | no child of this id is in the header | kept as given\n", 1},
		{"the same row twice", []string{"review child_id=1 reviewed_on=2023-01-01" + ok, "review child_id=1 reviewed_on=2023-01-01" + ok},
			"f:3 review | reviewed_on (REVIEW) | row | the same row twice, first on line 2 | row kept out\n", 1},
		{"another row of the same key", []string{"review child_id=1 reviewed_on=2023-01-01" + ok, "review child_id=1 reviewed_on=2023-01-01 participation=PN2"},
			"f:3 review | reviewed_on (REVIEW) | row | differs from the row with the same key on line 2, which stays | row kept out\n", 1},
		{"a day with a time", []string{"review child_id=1 reviewed_on=2023-01-01T09:30:00" + ok},
			"f:2 review | reviewed_on (REVIEW) | date | has a time of day, which is left out | kept as given\n", 1},
		{"an id cut short", []string{"review child_id=1.23457E+11 reviewed_on=2023-01-01" + ok},
			"f:2 review | child_id (CHILD) | number | " + intake.ReasonScientific + " | row kept out\n", 0},
		{"a number cut short that is no key", []string{"child child_id=2 reported_by=ssda903 born_on=2010-05-01 upn=1.2E+06"},
			"f:2 child | upn (UPN) | number | " + intake.ReasonScientific + " | field left blank\n", 1},
		{"an id of a child but for noughts", []string{"review child_id=01 reviewed_on=2023-01-01" + ok},
			"f:2 review | child_id (CHILD) | subject | " + intake.ReasonNearly + " | kept as given\n", 1},
		{"two children whose ids are alike", []string{"child child_id=001 reported_by=ssda903 born_on=2010-05-01"},
			"f:2 child | child_id (CHILD) | subject | " + intake.ReasonAlike + " | kept as given\n", 1},
		{"an own child born before its mother", []string{"child child_id=2 reported_by=ssda903 born_on=2010-05-01 own_child_born_on=2009-01-01"},
			"f:2 child | own_child_born_on (MC_DOB) | date | before the child was born | kept as given\n", 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			sink := put(t, 0, tt.rows...)
			if diff := cmp.Diff(tt.want, sink.Lines()); diff != "" {
				t.Error(diff)
			}
			if got := len(sink.Records) - 1; got != tt.goes || sink.Rows != len(tt.rows)+1 {
				t.Errorf("%d rows go in of %d read, want %d of %d", got, sink.Rows, tt.goes, len(tt.rows)+1)
			}
		})
	}
}

func TestDeskLetsServicesBeginBeforeBirth(t *testing.T) {
	t.Parallel()
	sink := put(t, 300*24*time.Hour,
		"review child_id=1 reviewed_on=2010-01-01 participation=PN1", "review child_id=1 reviewed_on=2009-01-01 participation=PN1")
	want := "f:3 review | reviewed_on (REVIEW) | date | more than ten months before the child was born | kept as given\n"
	if diff := cmp.Diff(want, sink.Lines()); diff != "" {
		t.Error(diff)
	}
}

// full is a sink that takes nothing more.
type full struct{ err error }

func (f full) Record(catalogue.Record) error { return f.err }
func (f full) Fault(intake.Fault) error      { return f.err }
func (f full) Read(int) error                { return nil }
func (f full) Cover(intake.Coverage) error   { return nil }

func TestDeskGivesTheErrorOfItsSink(t *testing.T) {
	t.Parallel()
	cat, _ := intaketest.Catalogue(t)
	want := errors.New("the disk is full")
	typ := cat.Type("review")
	for _, values := range [][]string{make([]string, len(typ.Fields)), {"1", "2023-01-01", "PN1"}} {
		table := intake.NewReceiver(full{want}, intaketest.Today, 0).Open(intake.NewShape(typ, "ssda903"))
		if err := table.Put(values, intake.Place{}); !errors.Is(err, want) {
			t.Errorf("got %v, want the sink's error", err)
		}
	}
}

func TestRefusedIsOneLine(t *testing.T) {
	t.Parallel()
	err := &intake.Refused{File: "a.csv", Expected: "a list", Found: "a picture", Do: "Import the list."}
	if want := "a.csv is refused: expected a list, found a picture. Import the list."; err.Error() != want || !errors.Is(err, intake.ErrRefused) {
		t.Errorf("got %q", err)
	}
}

func TestARecordSaysWhatItsFormatHasNoItemFor(t *testing.T) {
	t.Parallel()
	cat, _ := intaketest.Catalogue(t)
	sink := &intaketest.Collector{}
	receiver := intake.NewReceiver(sink, intaketest.Today, 0)
	typ := cat.Type("review")
	list := intake.NewShape(typ, "")
	list.Absent = make([]bool, len(typ.Fields))
	list.Absent[typ.Index("participation")] = true
	section := cat.Type("section_47")
	for _, put := range []struct {
		shape  *intake.Shape
		values map[string]string
		place  intake.Place
	}{
		{list, map[string]string{"child_id": "1", "reviewed_on": "2023-01-01"}, intake.Place{}},
		{intake.NewShape(section, "cin"), map[string]string{"child_id": "1", "referred_on": "2023-01-01", "started_on": "2023-01-02"}, intake.Place{}},
		{intake.NewShape(section, "cin"), map[string]string{"child_id": "1", "referred_on": "2023-01-01", "started_on": "2023-01-03"}, intake.Place{Silent: []string{"outcome"}}},
	} {
		values := make([]string, len(put.shape.Type.Fields))
		for field, value := range put.values {
			values[put.shape.Type.Index(field)] = value
		}
		if err := receiver.Open(put.shape).Put(values, put.place); err != nil {
			t.Fatal(err)
		}
	}
	want := [][]string{{"participation"}, {"ended_on", "outcome"}, {"outcome"}}
	for i, r := range sink.Records {
		if diff := cmp.Diff(want[i], r.Silent); diff != "" {
			t.Errorf("%s: %s", r.ID, diff)
		}
	}
	if len(sink.Records) != len(want) {
		t.Errorf("%d records, want %d", len(sink.Records), len(want))
	}
}
