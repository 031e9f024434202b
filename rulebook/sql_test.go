package rulebook

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestColumnsAreThoseThatTheSQLNames(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		sql   string
		names []string
		all   bool
	}{
		"in brackets none counts":        {"with a as (select x from b) select a.due_on, c as \"Met_on\" from a", []string{"due_on", "met_on"}, true},
		"a text and a comment hide none": {"select 'a, b -- ''c''' as detail, /* d, */ e -- f, g\nfrom h", []string{"detail", "e"}, true},
		"a star may be any":              {"select a, b.* from b", []string{"a", ""}, false},
		"one without a name may be any":  {"select a, f(b) from c", []string{"a", ""}, false},
		"put together in order":          {"select a from b union all select c from d", []string{"a"}, true},
		"put together by name":           {"select a from b union all by name select c from d", []string{"a"}, false},
		"what is not distinct from":      {"select case when a is not distinct from b then c is distinct from d end as excused, e as detail from f", []string{"excused", "detail"}, true},
		"from nothing":                   {"select 1 as a, 2 as b where true order by a", []string{"a", "b"}, true},
		"without a select":               {"from a", nil, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			names, all := (&Rule{SQL: c.sql}).Columns()
			if diff := cmp.Diff(c.names, names); diff != "" || all != c.all {
				t.Errorf("all is %t, want %t; columns:\n%s", all, c.all, diff)
			}
		})
	}
}
