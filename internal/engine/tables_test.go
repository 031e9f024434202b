package engine_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"heed/catalogue"
	"heed/internal/engine"
	"heed/rulebook"
)

func TestTableNamesLeaveOutARulesOwnSubqueries(t *testing.T) {
	t.Parallel()
	c, err := catalogue.Load()
	if err != nil {
		t.Fatal(err)
	}
	book, err := rulebook.Parse(small)
	if err != nil {
		t.Fatal(err)
	}
	tester, err := engine.NewTester(t.Context(), c, book)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = tester.Close() })
	got, err := tester.TableNames(t.Context(), `with own as (select * from child where exists (select 1 from review r))
		select own.subject_id from own join cp_plan using (subject_id), reporting_days() where started_on <= $as_at and x in (select y from episode)`)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"child", "cp_plan", "episode", "review"}, got); diff != "" {
		t.Error(diff)
	}
	if _, err := tester.TableNames(t.Context(), "select from where"); err == nil {
		t.Error("SQL that does not parse gives no error")
	}
}
