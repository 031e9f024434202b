//go:build !race || long

package door_test

import (
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"heed/internal/door"
	"heed/internal/imports"
	"heed/internal/testkit"
)

// A backup that was changed where it was kept is found out when it is first asked, wherever the change is: all of it is read then.
func TestABackupThatWasChangedIsFoundWhenItIsRestored(t *testing.T) {
	t.Parallel()
	h := testkit.OpenCold(t)
	var visits strings.Builder
	visits.WriteString("child_id,visited_on,seen\n")
	for day := range 1200 { // more than the sample that is read at each start
		_, _ = fmt.Fprintf(&visits, "1002,%s,true\n", time.Date(2020, 1, 1+day, 0, 0, 0, 0, time.UTC).Format(time.DateOnly))
	}
	request := imports.Request{Paths: []string{testkit.Lists(t, map[string]string{"cp_visit.csv": visits.String()})}, CompleteFrom: testkit.KeptFrom, CompleteTo: testkit.Today}
	if _, err := imports.Import(t.Context(), h.Session(door.System(testkit.Authority)), request, nil); err != nil {
		t.Fatal(err)
	}
	for _, tamper := range []string{"", "update entry set source = 'another' where seq = 5"} {
		restored := t.TempDir()
		if _, err := door.Backup(t.Context(), h.Door.Dir(), filepath.Join(restored, "data")); err != nil {
			t.Fatal(err)
		}
		db, err := sql.Open("sqlite3", filepath.Join(restored, "data", "heed.db"))
		if err != nil {
			t.Fatal(err)
		}
		if tamper != "" {
			_, err = db.ExecContext(t.Context(), "drop trigger entry_is_never_changed; "+tamper)
		}
		if err := errors.Join(err, db.Close()); err != nil {
			t.Fatal(err)
		}
		again, err := testkit.Make(t.Context(), restored)
		if err != nil {
			t.Fatal(err) // the sample at the start is of the last entries
		}
		_, err = clockLines(t.Context(), again)
		found, ok := errors.AsType[*door.NotIntactError](err)
		if ok != (tamper != "") || ok && found.Seq != 5 {
			t.Errorf("after %q the first question gives %v", tamper, err)
		}
		if err := again.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
