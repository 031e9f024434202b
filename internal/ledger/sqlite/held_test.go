package sqlite_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"heed/internal/ledger"
)

// Who has seen a child, and whom an entry held, is found without reading the whole log.
func TestWhomExportsHeldIsFoundByIndexes(t *testing.T) {
	t.Parallel()
	_, reader := open(t, filepath.Join(t.TempDir(), "heed.db"), "access")
	for _, query := range []string{
		`select * from access where authority = '1' and seq in (select seq from access where authority = '1' and subject in ('2', '3') union all
			select h.seq from access_held h join access_child c on c.id = h.child where c.authority = '1' and c.subject in ('2', '3')) order by seq desc limit 9`,
		`select h.seq, c.subject from access_held h cross join access_child c where c.id = h.child and c.authority = '1' and h.seq > 2 and h.seq <= 3 order by h.seq`,
		`select min(who) from access where authority = '1' and who > '2'`,
	} {
		for _, step := range queryPlan(t, reader, query) {
			if strings.HasPrefix(step, "SCAN") || strings.Contains(step, "TEMP B-TREE") || strings.HasSuffix(step, "(authority=?)") {
				t.Errorf("%s: %s", query, step)
			}
		}
	}
}

// The log grows by less than 30 bytes for each child of an export whose number it has kept before.
func TestAnExportOfTenThousandChildrenTakesLittleRoom(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "heed.db")
	s, err := ledger.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	children := make([]string, 10_000)
	for i := range children {
		children[i] = fmt.Sprintf("B%07d", 4711*i%9_999_991)
	}
	size := func() int64 {
		if err := s.Close(); err != nil { // so that all is in the file
			t.Fatal(err)
		}
		info, err := os.Stat(filepath.Join(filepath.Dir(path), "heed-access.db"))
		if err != nil {
			t.Fatal(err)
		}
		if s, err = ledger.Open(t.Context(), path); err != nil {
			t.Fatal(err)
		}
		return info.Size()
	}
	export := func() {
		err := s.LogAccess(t.Context(), ledger.Access{
			Authority: "990", At: time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC), Who: "A1", Role: "analyst", Action: "export", Allowed: true, Held: children,
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	empty := size()
	export()
	first := size()
	const more = 20
	for range more {
		export()
	}
	each := (size() - first) / more
	t.Logf("the first export of 10,000 children takes %d bytes, each further one %d", first-empty, each)
	if first-empty > 1_200_000 || each > 300_000 {
		t.Errorf("the first export of 10,000 children takes %d bytes, each further one %d", first-empty, each)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}
