package table_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"heed/catalogue"
	"heed/internal/exchange/intake"
	"heed/internal/exchange/intake/intaketest"
	"heed/internal/exchange/table"
)

// read reads a list of a record type.
func read(tb testing.TB, typeID, text string) (*intaketest.Collector, error) {
	tb.Helper()
	cat, norm := intaketest.Catalogue(tb)
	return readAs(cat, norm, typeID, text)
}

func readAs(cat *catalogue.Catalogue, norm *intake.Normaliser, typeID, text string) (*intaketest.Collector, error) {
	sink := &intaketest.Collector{}
	file := table.NewLists(cat, norm).File("list.csv", cat.Type(typeID))
	err := table.Read(context.Background(), strings.NewReader(text), file, norm, intake.NewReceiver(sink, intaketest.Today, 0))
	return sink, err
}

func TestReadMakesRecordsAndTellsFaults(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, list, text, records, faults string }{
		{
			"a whole list", "worker", "worker_id,name,role,team_id\nw1,A Person,social worker,t1\n",
			`worker w1 {"name":"A Person","role":"social worker","team_id":"t1","worker_id":"w1"}` + "\n", "",
		},
		{
			"titles for ids, in any order", "team", "Service,Name,Team id\nCare,North,t1\n",
			`team t1 {"name":"North","service":"Care","team_id":"t1"}` + "\n", "",
		},
		{
			"a column that may be left out is no fault", "return_interview", "child_id,missing_started_on,held_at\n1,01/04/2024,02/04/2024 10:00\n",
			`return_interview 1/2024-04-01 {"child_id":"1","held_at":"2024-04-02T09:00:00Z","missing_started_on":"2024-04-01"}` + "\n", "",
		},
		{
			"a column that must be there", "team", "team_id,name\nt1,North\n",
			`team t1 {"name":"North","team_id":"t1"}` + "\n",
			"list.csv:1 team | service | column | the file has no such column | field left blank\n",
		},
		{
			"an unknown column", "team", "team_id,name,service,mood\nt1,North,Care,good\n",
			`team t1 {"name":"North","service":"Care","team_id":"t1"}` + "\n",
			"list.csv:1 team | mood | column | not a column of a list of the record type team | column not read\n",
		},
		{
			"a child is reported by Heed unless it says otherwise", "child", "child_id,born_on\n1,2010-05-01\n",
			`child 1/heed {"born_on":"2010-05-01","child_id":"1","reported_by":"heed"}` + "\n", "",
		},
		{
			"a child that says otherwise", "child", "child_id,born_on,reported_by\n1,2010-05-01,ssd\n2,2010-05-01,\n",
			`child 1/ssd {"born_on":"2010-05-01","child_id":"1","reported_by":"ssd"}` + "\n" +
				`child 2/heed {"born_on":"2010-05-01","child_id":"2","reported_by":"heed"}` + "\n", "",
		},
		{
			"a value of one row does not stay for the next", "team", "team_id,name,service\nt1,North,Care\nt2,,Care\n",
			`team t1 {"name":"North","service":"Care","team_id":"t1"}` + "\n" + `team t2 {"service":"Care","team_id":"t2"}` + "\n",
			"list.csv:3 team | name | blank | must be filled | field left blank\n",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			sink, err := read(t, tt.list, tt.text)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.records, sink.Bodies()); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(tt.faults, sink.Lines()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestReadRefuses(t *testing.T) {
	t.Parallel()
	for text, found := range map[string]string{
		"":                       "an empty file",
		"name,service\nN,S\n":    "no column team_id",
		"team_id,name,Team ID\n": "the column team_id twice",
		"team_id\x00,name\nt1,N": "binary data",
	} {
		_, err := read(t, "team", text)
		var refused *intake.Refused
		if !errors.As(err, &refused) || refused.Found != found {
			t.Errorf("%q: got %v, want it refused for %s", text, err, found)
		}
	}
}

func TestMatchTellsListsByTheirHeading(t *testing.T) {
	t.Parallel()
	cat, norm := intaketest.Catalogue(t)
	lists := table.NewLists(cat, norm)
	for _, tt := range []struct{ heading, file, want string }{
		{"worker_id,name,role,team_id,started_on,left_on", "x.csv", "worker"},
		{"team_id,name,service", "x.csv", "team"},
		{"child_id,worker_id,role,team_id,started_on,ended_on", "x.csv", "allocation"},
		{"child_id,missing_started_on,offered_at,held_at,outcome", "x.csv", "return_interview"},
		{"child_id,given_name,family_name", "x.csv", "child_name"},
		{"child_id,given_name,family_name,mood", "x.csv", "child_name"},
		{"name,value,basis", "x.csv", "setting"},
		{"child_id,started_on,ended_on", "period_of_care.csv", "period_of_care"},
		{"child_id,started_on,ended_on", "Period of care 2024.csv", "period_of_care"},
		{"child_id,visited_on,a,b,c,d", "cp_visits.csv", "cp_visit"},
		{"child_id,visited_on,a,b,c,d", "x.csv", ""},
		{"name,town,street,number", "x.csv", ""},
		{"CHILD,DOB,REVIEW", "review.csv", ""},
	} {
		var ids []string
		for _, typ := range lists.Match(strings.Split(tt.heading, ","), tt.file) {
			ids = append(ids, typ.ID)
		}
		if got := strings.Join(ids, " "); got != tt.want {
			t.Errorf("%s in %s is %q, want %q", tt.heading, tt.file, got, tt.want)
		}
	}
	if got := lists.Match([]string{"child_id", "started_on", "ended_on"}, "x.csv"); len(got) < 2 {
		t.Errorf("a heading that several record types have is taken for %v", got)
	}
}

func TestEveryRecordTypeIsRecognisedByItsWholeHeading(t *testing.T) {
	t.Parallel()
	cat, norm := intaketest.Catalogue(t)
	lists := table.NewLists(cat, norm)
	for _, typ := range cat.Types {
		var heading []string
		for _, f := range typ.Fields {
			heading = append(heading, f.ID)
		}
		if got := lists.Match(heading, typ.ID+".csv"); len(got) != 1 || got[0] != typ {
			t.Errorf("%s.csv with its whole heading is taken for %d types", typ.ID, len(got))
		}
		// Without the name, types whose fields another has too are left open.
		if got := lists.Match(heading, "x.csv"); !slices.Contains(got, typ) {
			t.Errorf("the whole heading of %s is taken for another", typ.ID)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, seed := range []string{"team_id,name,service\nt1,N,S\n", "team_id\n\"", "team_id,name\nt1\nt1,a,b\n,\n", "name\n"} {
		f.Add(seed)
	}
	cat, norm := intaketest.Catalogue(f)
	f.Fuzz(func(t *testing.T, text string) {
		sink, err := readAs(cat, norm, "team", text)
		if err != nil {
			intaketest.CheckRefused(t, err)
		}
		intaketest.CheckRows(t, sink)
		intaketest.CheckSound(t, sink)
	})
}
