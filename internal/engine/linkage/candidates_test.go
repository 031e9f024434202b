package linkage

import (
	"database/sql"
	"testing"

	_ "github.com/duckdb/duckdb-go/v2"
)

// A write about a child is worked in for that child alone only where nobody else can be the same child. A candidate that is overlooked
// leaves two children where a person has said that there is one.
func TestWhoMayBeOneChildWithAnotherIsACandidate(t *testing.T) {
	t.Parallel()
	db, err := sql.Open("duckdb", "")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	conn, err := db.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	for _, statement := range []string{
		"create table child (subject_id varchar, upn varchar, former_upn varchar)",
		"create table identity_decision (child_id varchar, other_child_id varchar)",
		"insert into child values ('shares', 'A123456789012', null), ('shared', 'a123456789012', null), ('moved', 'B123456789012', 'C123456789012')",
		"insert into child values ('earlier', 'C123456789012', null), ('alone', 'D123456789012', null), ('without', 'UN2', null), ('also without', 'UN2', null)",
		"insert into identity_decision values ('decided', 'decided with')",
	} {
		if _, err := conn.ExecContext(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
	for number, want := range map[string]bool{
		"shares": true, "shared": true, "moved": true, "earlier": true, "decided": true, "decided with": true,
		"alone": false, "without": false, "nobody": false,
	} {
		for _, numbers := range [][]string{{number}, {"nobody", number}} {
			if got, err := Candidates(t.Context(), conn, numbers); err != nil || got != want {
				t.Errorf("%q: candidates %t, %v; want %t", numbers, got, err, want)
			}
		}
	}
}
