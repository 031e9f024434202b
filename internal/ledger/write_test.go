package ledger

import (
	"context"
	"database/sql"
	"errors"
	"path/filepath"
	"testing"
	"time"
)

func TestAContextThatEndsBeforeTheCommitEndsTheWriteAndIsSaid(t *testing.T) {
	t.Parallel()
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "heed.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	for range 20 { // whoever takes back the transaction takes turns with whoever commits it
		ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
		err := s.db.write(ctx, func(*sql.Tx) error {
			<-ctx.Done()
			return nil
		})
		cancel()
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Fatalf("got error %v", err)
		}
	}
}
