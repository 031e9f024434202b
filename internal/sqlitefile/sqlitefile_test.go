package sqlitefile_test

import (
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"heed/internal/sqlitefile"
)

func TestACopyIsWholeOrNotThere(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path := filepath.Join(dir, "a.db")
	f := sqlitefile.File{Path: path, Lock: path, Migrations: fstest.MapFS{
		"00001_a.sql": {Data: []byte("-- +goose Up\ncreate table kept (x);\ncreate table secret (x);\n")},
	}}
	writer, reader, err := f.Open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = errors.Join(writer.Close(), reader.Close()) })
	if _, err := writer.ExecContext(t.Context(), "insert into kept values (1); insert into secret values (2)"); err != nil {
		t.Fatal(err)
	}
	to := filepath.Join(dir, "copy.db")
	if err := sqlitefile.Copy(t.Context(), reader, to, "delete from nothing"); err == nil {
		t.Fatal("what must not stand in the copy was not taken out, and it counts as written")
	}
	if _, err := os.Stat(to); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a copy that failed is there: %v", err)
	}
	if err := sqlitefile.Copy(t.Context(), reader, to, "delete from secret"); err != nil {
		t.Fatal(err)
	}
	copied, err := sql.Open("sqlite3", "file:"+to)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = copied.Close() }()
	var kept, secret int
	if err := copied.QueryRowContext(t.Context(), "select (select count(*) from kept), (select count(*) from secret)").Scan(&kept, &secret); err != nil || kept != 1 || secret != 0 {
		t.Errorf("the copy holds %d and %d rows, want 1 and none: %v", kept, secret, err)
	}
	if err := sqlitefile.Copy(t.Context(), reader, to, ""); !errors.Is(err, fs.ErrExist) {
		t.Errorf("over a file that is there: %v", err)
	}
	if _, err := os.Stat(to); err != nil {
		t.Errorf("the file that was there: %v", err)
	}
}
