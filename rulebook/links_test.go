package rulebook_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"heed/rulebook"
)

// with lays headers over copies of the good book's duty and measure, each copy under its own id.
func with(t *testing.T, headers map[string]string) fstest.MapFS {
	t.Helper()
	fsys := goodBook(t)
	for id, header := range headers {
		from, at := "duties/looked-after/review-made", "version: 2"
		if strings.HasPrefix(id, "share") {
			from, at = "measures/looked-after/review-share", "period: 12 months"
		}
		old := from[strings.LastIndex(from, "/")+1:]
		for _, end := range []string{".sql", "_test.yml"} {
			text := strings.Replace(string(fsys[from+end].Data), "id: "+old, "id: "+id, 1)
			text = strings.Replace(text, at, at+"\n"+header, 1)
			fsys[strings.Replace(from, old, id, 1)+end] = &fstest.MapFile{Data: []byte(text)}
		}
	}
	return fsys
}

func TestABookGivesHeadlinesAndDriftInTheirOrder(t *testing.T) {
	t.Parallel()
	b, err := rulebook.Parse(with(t, map[string]string{
		"share-a": "headline: 3", "share-b": "headline: 1\nduties: [review-made]",
		"made-a": "drift: {order: 12, kind: wait, title: Waiting, stage: late}", "made-b": "drift: {order: 2, kind: plan, title: Plan, stage: long}",
	}))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range append(b.Headlines(), b.Drifts()...) {
		got = append(got, r.ID)
	}
	if diff := cmp.Diff([]string{"share-b", "share-a", "made-b", "made-a"}, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"review-made"}, b.Rule("share-b").Duties); diff != "" {
		t.Error(diff)
	}
	want := &rulebook.Drift{Order: 12, Kind: "wait", Title: "Waiting", Stage: "late"}
	if diff := cmp.Diff(want, b.Rule("made-a").Drift); diff != "" {
		t.Error(diff)
	}
}

func TestTwoRulesMayNotTakeOnePlace(t *testing.T) {
	t.Parallel()
	faults := faultsOf(t, with(t, map[string]string{
		"share-a": "headline: 1", "share-b": "headline: 1",
		"made-a": "drift: {order: 1, kind: plan, title: Plan, stage: late}", "made-b": "drift: {order: 1, kind: plan, title: Plan, stage: long}",
	}))
	want := []string{
		`duties/looked-after/made-b.sql:25: made-b: kind "plan" of drift is already that of made-a`,
		`duties/looked-after/made-b.sql:25: made-b: order 1 of drift is already that of made-a`,
		`measures/looked-after/share-b.sql:9: share-b: headline 1 is already that of share-a`,
	}
	if diff := cmp.Diff(want, faults); diff != "" {
		t.Error(diff)
	}
}

func TestADutySaysWhatItCountsInAndWhetherItsRowsAreMoments(t *testing.T) {
	t.Parallel()
	fsys := goodBook(t)
	b, err := rulebook.Parse(fsys)
	if err != nil {
		t.Fatal(err)
	}
	if r := b.Rule("review-made"); r.Counts != rulebook.WorkingDays || r.Timed {
		t.Errorf("counts %s, timed %t", r.Counts, r.Timed)
	}
	const file = "duties/looked-after/review-made.sql"
	text := strings.Replace(string(fsys[file].Data), "counts: working days", "counts: hours\ntimed: true", 1)
	fsys[file].Data = []byte(text)
	if b, err = rulebook.Parse(fsys); err != nil {
		t.Fatal(err)
	}
	if r := b.Rule("review-made"); r.Counts != rulebook.Hours || !r.Timed {
		t.Errorf("counts %s, timed %t", r.Counts, r.Timed)
	}
}
