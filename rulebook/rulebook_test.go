package rulebook_test

import (
	"os"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"heed/rulebook"
)

// goodBook reads the small book that every fault in testdata/bad is laid over.
func goodBook(tb testing.TB) fstest.MapFS {
	tb.Helper()
	text, err := os.ReadFile("testdata/good.txtar")
	if err != nil {
		tb.Fatal(err)
	}
	fsys := fstest.MapFS{}
	for _, f := range txtar.Parse(text).Files {
		fsys[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	return fsys
}

func TestARuleHoldsWhatItsHeaderSays(t *testing.T) {
	t.Parallel()
	b, err := rulebook.Parse(goodBook(t))
	if err != nil {
		t.Fatal(err)
	}
	r := b.Rule("review-made")
	if r.Kind != rulebook.Duty || r.Force != "law" || r.Version != 2 || r.Area != "looked after" {
		t.Errorf("header read as %+v", r)
	}
	if got := r.InForce.String(); got != "2011-04-01.." {
		t.Errorf("in force %s", got)
	}
	if got := r.Warn.String(); got != "5 working days" {
		t.Errorf("warn %s", got)
	}
	if r.Harm != rulebook.MediumHarm || r.HarmWhy != "The child stays where the first plan left them." || r.GapAfter != (rulebook.Warn{N: 6, Unit: rulebook.Months}) {
		t.Errorf("harm %s (%s), gap after %s", r.Harm, r.HarmWhy, r.GapAfter)
	}
	if got := r.GapSetting(); got != "gap_after_review_made" {
		t.Errorf("an authority sets its own by %s", got)
	}
	if diff := cmp.Diff([]string{"care", "review"}, r.Reads); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"review"}, r.MetBy); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"period_of_care"}, r.RestsOn); diff != "" {
		t.Error(diff)
	}
	if !r.Recurs || !r.PerSubject || b.Rule("review-share").LooksBack.String() != "12 months" {
		t.Errorf("recurs %t, per subject %t, looks back %s", r.Recurs, r.PerSubject, b.Rule("review-share").LooksBack)
	}
	if r.SQLLine != 26 || r.SQL[:6] != "select" || r.SQL[len(r.SQL)-1] == ';' {
		t.Errorf("SQL from line %d: %s", r.SQLLine, r.SQL)
	}
	want := map[string]rulebook.Setting{"review_days": {Value: "20", Basis: "invented for this test"}}
	if diff := cmp.Diff(want, b.Rule("review-share").Settings); diff != "" {
		t.Error(diff)
	}
}

func TestALengthIsWrittenAsItIsRead(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"1 month": "1 month", "1 weeks": "1 week", "24 hours": "24 hours", "1 working day": "1 working day", " 6 months ": "6 months",
		"": "", "month": "", "0 days": "", "1 year": "", "-1 days": "",
	} {
		w, err := rulebook.ParseWarn(text)
		if w.String() != want || (err == nil) != (want != "") {
			t.Errorf("%q is read as %q, %v", text, w, err)
		}
	}
}

// on is midnight UTC of a day, as tests of rules hold it.
func on(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

func TestARuleHoldsItsTestsWithTheirLines(t *testing.T) {
	t.Parallel()
	b, err := rulebook.Parse(goodBook(t))
	if err != nil {
		t.Fatal(err)
	}
	want := rulebook.Test{
		Name: "not held",
		AsAt: on(2026, 3, 31),
		Coverage: map[string][]rulebook.Interval{
			"review":         {{From: on(2025, 4, 1), To: on(2025, 12, 31)}, {From: on(2026, 1, 5)}},
			"period_of_care": {{From: on(2024, 4, 1)}},
		},
		Given: map[string][]map[string]any{"period_of_care": {
			{"child_id": "01", "started_on": "2026-01-05", "recorded_at": "2026-01-06"},
		}},
		Expect:    []map[string]any{{"status": "overdue", "met_on": nil}},
		ExpectSet: true,
		Line:      8,
	}
	if diff := cmp.Diff(want, b.Rule("review-made").Tests[1]); diff != "" {
		t.Error(diff)
	}
	tests := b.Rule("review-share").Tests
	if f := tests[0].Figure; f == nil || *f.Value != 50 || *f.Denominator != 2 || tests[0].ExpectSet {
		t.Errorf("figure read as %+v", f)
	}
	if f := tests[1].Figure; f == nil || !f.Null {
		t.Errorf("figure without a value read as %+v", f)
	}
	if !tests[2].ExpectSet || len(tests[2].Expect) != 0 {
		t.Error("expect: [] read as no expectation")
	}
}

func TestViewsComeAfterTheViewsTheyReadAndBeforeTheRest(t *testing.T) {
	t.Parallel()
	fsys := goodBook(t)
	fsys["views/looked-after/a_first.sql"] = &fstest.MapFile{Data: []byte(
		"/*---\nid: a_first\nkind: view\nreads: [care]\n---*/\nselect subject_id from care")}
	b, err := rulebook.Parse(fsys)
	if err != nil {
		t.Fatal(err)
	}
	rules, err := b.Order()
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, r := range rules {
		ids = append(ids, r.ID)
	}
	if diff := cmp.Diff([]string{"care", "a_first", "review-made", "review-share"}, ids); diff != "" {
		t.Error(diff)
	}
}

func TestTheHashFollowsTheRulesAndNotTheirTests(t *testing.T) {
	t.Parallel()
	hash := func(change string) string {
		fsys := goodBook(t)
		if change != "" {
			fsys[change] = &fstest.MapFile{Data: append(fsys[change].Data, '\n')}
		}
		b, err := rulebook.Parse(fsys)
		if err != nil {
			t.Fatal(err)
		}
		return b.Hash()
	}
	before := hash("")
	if hash("duties/looked-after/review-made_test.yml") != before {
		t.Error("a change of a test changed the hash")
	}
	if hash("views/looked-after/care.sql") == before {
		t.Error("a change of a rule left the hash as it was")
	}
}
