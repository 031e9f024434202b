package store_test

import "testing"

// What is said to be empty is held against DuckDB: a is empty, b has a row.
func TestASelectIsEmptyWhereWhatItNeedsIs(t *testing.T) {
	t.Parallel()
	s := emptyStore(t)
	if _, err := s.DB().ExecContext(t.Context(), "create table a (x INTEGER); create table b as select 1 as x"); err != nil {
		t.Fatal(err)
	}
	conn, err := s.DB().Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	empty := map[string]bool{
		"select x from a":                                                                               true,
		"select x from b":                                                                               false,
		"select count(*) as n from a":                                                                   false,
		"select coalesce(max(x), 0) as n from a":                                                        false,
		"select x, count(*) as n from a group by x":                                                     true,
		"select x, count(*) as n from a group by rollup(x)":                                             false,
		"select 1 as n from a having true":                                                              false,
		"select sum(x) over () as n from a":                                                             true,
		"select (select max(x) from b) as n from a":                                                     true,
		"select count(*) in (select 1) as n from a":                                                     false,
		"select geomean(x) as n from a":                                                                 false,
		"select b.x from b inner join a using (x)":                                                      true,
		"select b.x from a, b":                                                                          true,
		"select b.x from b left join a using (x)":                                                       false,
		"select b.x from b right join a using (x)":                                                      true,
		"select a.x from a left join b using (x)":                                                       true,
		"select x from a full join b using (x)":                                                         false,
		"select x from b semi join a using (x)":                                                         true,
		"select x from b anti join a using (x)":                                                         false,
		"select b.x from b asof join a on b.x >= a.x":                                                   true,
		"select b.x from b positional join a":                                                           false,
		"select x from a union all select x from b":                                                     false,
		"select x from a union all by name select x from a":                                             true,
		"select x from a except select x from b":                                                        true,
		"select x from b except select x from a":                                                        false,
		"select x from b intersect select x from a":                                                     true,
		"with b as (select x from a) select x from b":                                                   true,
		"with a as (select x from b) select x from a":                                                   false,
		"with a as (select x from b where false) select x from main.b":                                  false,
		"with c as materialized (select x from a), d as (from c) select x from d":                       true,
		"with c as (with a as (select x from b) from a) select c.x from c":                              false,
		"select c.x from (select x from a) c, range(3)":                                                 true,
		"select r.range from range(3) r":                                                                false,
		"select x from (values (1)) v(x)":                                                               false,
		"from a pivot (count(*) for x in (1))":                                                          false,
		"with recursive r as (select 1 as x union all select x + 1 from r where x < 3) select x from r": false,
	}
	for query, want := range empty {
		p, err := s.Parse(t.Context(), conn, query)
		if err != nil {
			t.Fatal(query, err)
		}
		got := p.Empty(func(table string) bool { return table == "a" })
		if got != want {
			t.Errorf("%s: empty %t, want %t", query, got, want)
		}
		var n int
		if err := s.DB().QueryRowContext(t.Context(), "select count(*) from ("+query+")").Scan(&n); err != nil {
			t.Fatal(query, err)
		}
		if got && n > 0 {
			t.Errorf("%s is said to be empty, and gives %d rows", query, n)
		}
	}
	if _, err := s.Parse(t.Context(), conn, "select from where"); err == nil {
		t.Error("SQL that does not parse gives no error")
	}
}
