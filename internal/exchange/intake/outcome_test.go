package intake_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"heed/internal/exchange/intake"
)

func TestARowIsLeftOnceAndNotWhereItGaveARecord(t *testing.T) {
	t.Parallel()
	o := intake.NewOutcome()
	leave := func(why string) {
		if err := o.Leave(why); err != nil {
			t.Fatal(err)
		}
	}
	leave("before any row")
	o.NextRow() // left for two reasons
	leave("no day")
	leave("no worker")
	o.NextRow() // left for want of one record, and then gives another
	leave("no day")
	o.Keep("review")
	o.NextRow() // gives a record, and no other
	o.Keep("review")
	leave("no worker")
	o.NextRow()
	leave("no worker")
	want := intake.Part{Name: "List 1", File: "a.csv", Rows: 4, Kept: []intake.Count{{What: "review", N: 2}}, Left: []intake.Count{{What: "no day", N: 1}, {What: "no worker", N: 1}}}
	if diff := cmp.Diff(want, o.Part("List 1", "a.csv")); diff != "" {
		t.Error(diff)
	}
}

func TestAWordIsNoLetterOfALodging(t *testing.T) {
	t.Parallel()
	for v, want := range map[string]string{
		"U": "U", "u1": "U", "U: Independent living": "U", "B - With parents": "B", "Unknown": "", "Independent living": "", "": "", "1": "", "Émigré": "", "É": "",
	} {
		if got := intake.Lodging(v); got != want {
			t.Errorf("%q is %q, want %q", v, got, want)
		}
	}
}
