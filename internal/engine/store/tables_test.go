package store_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"heed/catalogue"
	"heed/internal/engine/store"
)

// emptyStore gives a store of the whole catalogue that holds no records.
func emptyStore(t *testing.T) *store.Store {
	t.Helper()
	c, err := catalogue.Load()
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Empty(t.Context(), store.Config{Catalogue: c})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func TestTableNamesLeaveOutARulesOwnSubqueries(t *testing.T) {
	t.Parallel()
	s := emptyStore(t)
	got, err := s.TableNames(t.Context(), `with own as (select * from child where exists (select 1 from review r))
		select own.subject_id from own join cp_plan using (subject_id), reporting_days() where started_on <= $as_at and x in (select y from episode)`)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"child", "cp_plan", "episode", "review"}, got); diff != "" {
		t.Error(diff)
	}
	if _, err := s.TableNames(t.Context(), "select from where"); err == nil {
		t.Error("SQL that does not parse gives no error")
	}
}
