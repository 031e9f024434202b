package sqlite_test

import (
	"database/sql"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"heed/catalogue"
	"heed/internal/ledger"
	"heed/internal/ledger/ledgertest"
	"heed/internal/ledger/sqlite"
)

var harness = ledgertest.Harness{
	New: func(tb testing.TB) string { tb.Helper(); return filepath.Join(tb.TempDir(), "heed.db") },
	At:  func(place string) ledger.Driver { return sqlite.At(place) },
	Unguard: map[string][]string{
		"ledger": {`drop trigger entry_is_never_changed`, `drop trigger entry_is_never_deleted`, `drop trigger entry_is_never_replaced`},
		"access": {`drop trigger access_is_never_changed`, `drop trigger access_is_never_deleted`, `drop trigger access_is_never_replaced`,
			`drop trigger access_held_is_never_changed`, `drop trigger access_held_is_never_deleted`, `drop trigger access_held_is_never_replaced`,
			`drop trigger access_child_is_never_changed`, `drop trigger access_child_is_never_deleted`, `drop trigger access_child_is_never_replaced`},
	},
	Reached: func(t *testing.T, place string) {
		t.Helper()
		log, err := os.Stat(place + "-wal")
		if err != nil || log.Size() < 10<<20 {
			t.Errorf("the import had not reached the disk when it was killed: %v, %v", log, err)
		}
	},
}

func TestMain(m *testing.M) { ledgertest.Main(m, harness) }

func TestLedger(t *testing.T) { ledgertest.Run(t, harness) }

func BenchmarkLedger(b *testing.B) { ledgertest.Bench(b, harness) }

// open opens a set of tables of a new ledger.
func open(t *testing.T, path, tables string) (writer, reader *sql.DB) {
	t.Helper()
	writer, reader, err := sqlite.At(path).Open(t.Context(), tables)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = reader.Close()
		_ = writer.Close()
	})
	return writer, reader
}

func TestAPathMayHoldWhatAnAddressMayNot(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "a council's 100%?#ledger.db")
	open(t, path, "ledger")
	open(t, path, "access")
	for _, file := range []string{path, strings.TrimSuffix(path, ".db") + "-access.db"} {
		if _, err := os.Stat(file); err != nil {
			t.Error(err)
		}
	}
}

func TestTheFilesAreForTheirOwnerOnly(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no such modes")
	}
	dir := t.TempDir()
	for _, tables := range []string{"ledger", "access"} {
		open(t, filepath.Join(dir, "heed.db"), tables)
	}
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(files) < 4 {
		t.Fatalf("files %v, %v", files, err)
	}
	for _, file := range files {
		info, err := os.Stat(file)
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %v", file, info.Mode())
		}
	}
}

func TestWhatIsCommittedIsOnDisk(t *testing.T) {
	t.Parallel()
	for _, tables := range []string{"ledger", "access"} {
		writer, _ := open(t, filepath.Join(t.TempDir(), "heed.db"), tables)
		for pragma, want := range map[string]string{"journal_mode": "wal", "synchronous": "2", "recursive_triggers": "1"} {
			var got string
			if err := writer.QueryRowContext(t.Context(), "pragma "+pragma).Scan(&got); err != nil || got != want {
				t.Errorf("%s of %s is %s, %v; want %s", pragma, tables, got, err, want)
			}
		}
	}
}

func TestTheReaderCannotWriteAndTheWriterCannotReplace(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "heed.db")
	for tables, insert := range map[string]string{
		"ledger": `into entry values ('990', 1, 'review', '1', 'child-1', 1, false, '{}', 0, 'analyst', 'csv', '', x'00', x'00')`,
		"access": `into access values ('990', 1, 0, 'dcs', 'director', 'read', 'child-1', '', true, '', x'00')`,
	} {
		writer, reader := open(t, path, tables)
		if _, err := reader.ExecContext(t.Context(), "insert "+insert); err == nil {
			t.Errorf("a reader wrote to %s", tables)
		}
		if _, err := writer.ExecContext(t.Context(), "insert "+insert); err != nil {
			t.Fatal(err)
		}
		if _, err := writer.ExecContext(t.Context(), "insert or replace "+insert); err == nil {
			t.Errorf("a row of %s was replaced", tables)
		}
	}
}

// SQLite chooses its indexes by guess; a wrong guess reads a whole authority for one child.
func TestQueriesUseTheirIndexes(t *testing.T) {
	t.Parallel()
	_, reader := open(t, filepath.Join(t.TempDir(), "heed.db"), "ledger")
	for clause, want := range map[string]string{
		"authority = '1' and subject = '2' order by seq":                                          "(authority=? AND subject=?)",
		"authority = '1' and seq > 2 order by seq limit 3":                                        "(authority=? AND seq>?)",
		"authority = '1' and record_type = '2' and record_id = '3' order by version desc limit 1": "(authority=? AND record_type=? AND record_id=?)",
		"authority = '1' and record_type = '2' order by record_id, version":                       "(authority=? AND record_type=?)",
	} {
		plan := queryPlan(t, reader, "select * from entry where "+clause)
		if len(plan) != 1 || !strings.HasSuffix(plan[0], want) {
			t.Errorf("%s: %v", clause, plan)
		}
	}
}

func queryPlan(t *testing.T, db *sql.DB, query string) []string {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), "explain query plan "+query)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	var plan []string
	for rows.Next() {
		var id, parent, unused int
		var detail string
		if err := rows.Scan(&id, &parent, &unused, &detail); err != nil {
			t.Fatal(err)
		}
		plan = append(plan, detail)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return plan
}

func TestALedgerOfBeforeKeepsWhatItsExtractsSaid(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "heed.db")
	before, _ := open(t, path, "ledger")
	for _, statement := range []string{
		`drop table anchor`,
		`drop trigger entry_is_never_replaced`,
		`drop trigger fault_is_never_changed`,
		`drop trigger fault_is_never_deleted`,
		`drop trigger fault_is_never_replaced`,
		`drop trigger batch_is_never_changed`,
		`drop trigger batch_is_never_deleted`,
		`drop trigger batch_is_never_replaced`,
		`alter table entry drop column link`,
		`drop table words`,
		`drop table extract`,
		`alter table batch drop column speaks_to`,
		`alter table batch drop column undone_why`,
		`alter table fault drop column sheet`,
		`alter table fault drop column cell`,
		`create table coverage (authority text, scope text, record_type text, batch text, hashes blob)`,
		`delete from goose_db_version where version_id >= 3`,
		`insert into coverage values ('990', 'cin 2022', 'review', 'b1', x'01')`,
	} {
		if _, err := before.ExecContext(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
	now, _ := open(t, path, "ledger")
	var batch, day string
	err := now.QueryRowContext(t.Context(), `select batch, speaks_to from extract where scope = 'cin 2022'`).Scan(&batch, &day)
	if err != nil || batch != "b1" || day != "2022-03-31" {
		t.Errorf("batch %q, day %q, %v", batch, day, err)
	}
}

// What was recorded before the logs were chained is linked as it stands: nothing else of it changes.
func TestALedgerOfBeforeIsLinkedAndNothingElseOfItChanges(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "heed.db")
	written := fillForLinking(t, path)
	for tables, statements := range map[string][]string{
		"ledger": {
			`drop trigger entry_is_never_changed`, `drop trigger entry_is_never_replaced`, `alter table entry drop column link`, `drop table anchor`,
			`drop trigger fault_is_never_changed`, `drop trigger fault_is_never_deleted`, `drop trigger fault_is_never_replaced`,
			`drop trigger batch_is_never_changed`, `drop trigger batch_is_never_deleted`, `drop trigger batch_is_never_replaced`,
			`create trigger entry_is_never_changed before update on entry begin select raise(abort, 'entry is append-only'); end`,
			`delete from goose_db_version where version_id >= 6`,
		},
		"access": {
			`drop table access_held`, `drop table access_child`, `drop index access_refused`, `drop trigger access_is_never_changed`, `drop trigger access_is_never_replaced`, `alter table access drop column link`, `drop table anchor`,
			`create trigger access_is_never_changed before update on access begin select raise(abort, 'access is append-only'); end`,
			`delete from goose_db_version where version_id >= 3`,
		},
	} {
		before, _ := open(t, path, tables)
		for _, statement := range statements {
			if _, err := before.ExecContext(t.Context(), statement); err != nil {
				t.Fatalf("%s: %v", statement, err)
			}
		}
	}
	s, err := ledger.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	for _, authority := range []string{"208", "990"} {
		heads, err := s.Verify(t.Context(), authority, 0)
		if err != nil || heads[0].Seq == 0 || heads[1].Seq == 0 {
			t.Errorf("%s: heads %+v, %v", authority, heads, err)
		}
		n := 0
		err = s.Entries(t.Context(), authority, 0, func(e ledger.Entry) error {
			if was := written[authority][n]; was.Hash != e.Hash || was.Link != e.Link || string(was.Body) != string(e.Body) {
				t.Errorf("entry %d of %s was %+v and is %+v", e.Seq, authority, was, e)
			}
			n++
			return nil
		})
		if err != nil || n != len(written[authority]) {
			t.Errorf("%d entries of %s, %v", n, authority, err)
		}
	}
}

// fillForLinking records more than a page of entries of two authorities, and looks at some.
func fillForLinking(t *testing.T, path string) map[string][]ledger.Entry {
	t.Helper()
	s, err := ledger.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	written := map[string][]ledger.Entry{}
	for _, authority := range []string{"990", "208"} {
		b := ledger.Batch{ID: "b-" + authority, Authority: authority, Kind: "csv", Name: "reviews", By: "analyst", At: at}
		_, err := s.Import(t.Context(), b, func(w *ledger.Writer) error {
			for n := range 1500 {
				id := strconv.Itoa(n)
				if _, err := w.Put(catalogue.Record{Type: "review", ID: id, Subject: "child-" + id, Body: []byte(`{"n":"` + id + `"}`)}); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		for range 3 {
			if err := s.LogAccess(t.Context(), ledger.Access{Authority: authority, At: at, Who: "dcs", Role: "director", Action: "read"}); err != nil {
				t.Fatal(err)
			}
		}
		if err := s.Entries(t.Context(), authority, 0, func(e ledger.Entry) error {
			written[authority] = append(written[authority], e)
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	return written
}
