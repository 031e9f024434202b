package ledgertest

import (
	"path/filepath"
	"strconv"
	"sync"
	"testing"
)

// While entries and looks are recorded one after the other, each backup is whole: neither log knows of what the other lacks.
func (h Harness) aBackupIsBothLogsAsTheyStoodAtOneMoment(t *testing.T) {
	t.Parallel()
	s, place := h.openPlace(t)
	sixOfEach(t, s)
	done := make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		for n := 10; ; n++ {
			select {
			case <-done:
				return
			default:
			}
			importRecords(t, s, batch("b"+strconv.Itoa(n)), reviews(strconv.Itoa(n))...)
			if err := s.LogAccess(t.Context(), access("dcs", "child-"+strconv.Itoa(n))); err != nil {
				t.Error(err)
			}
		}
	})
	for range 3 {
		dir := t.TempDir()
		if err := s.Backup(t.Context(), dir); err != nil {
			t.Fatal(err)
		}
		if err := s.Backup(t.Context(), dir); err == nil {
			t.Error("a backup was written over another")
		}
		copied := h.reopen(t, filepath.Join(dir, filepath.Base(place)))
		if err := intact(t.Context(), copied); err != nil {
			t.Error(err)
		}
		if entries := allEntries(t, copied); len(entries) < 6 {
			t.Errorf("the backup holds %d entries", len(entries))
		}
	}
	close(done)
	wg.Wait()
}
