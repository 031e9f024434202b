package sqlite_test

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"path/filepath"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"github.com/mattn/go-sqlite3"

	"heed/catalogue"
	"heed/internal/ledger"
	"heed/internal/ledger/sqlite"
)

// watched is SQLite with a say in what becomes of each commit: commit is given the context that the transaction began
// with, and makes the commit by calling really.
type watched struct {
	sqlite3.SQLiteDriver

	commit atomic.Pointer[func(ctx context.Context, really func() error) error]
}

type watchedConn struct {
	*sqlite3.SQLiteConn

	by *watched
}

type watchedTx struct {
	driver.Tx

	ctx context.Context
	by  *watched
}

func (w *watched) Open(name string) (driver.Conn, error) {
	conn, err := w.SQLiteDriver.Open(name)
	if err != nil {
		return nil, err
	}
	return watchedConn{conn.(*sqlite3.SQLiteConn), w}, nil
}

func (c watchedConn) BeginTx(ctx context.Context, opts driver.TxOptions) (driver.Tx, error) {
	tx, err := c.SQLiteConn.BeginTx(ctx, opts)
	return watchedTx{tx, ctx, c.by}, err
}

// Commit ends the transaction whatever is said, as SQLite's own driver does.
func (t watchedTx) Commit() error {
	commit := t.by.commit.Load()
	if commit == nil {
		return t.Tx.Commit()
	}
	done := false
	err := (*commit)(t.ctx, func() error { done = true; return t.Tx.Commit() })
	if !done {
		return errors.Join(err, t.Rollback())
	}
	return err
}

// registered counts the drivers that database/sql knows, since it forgets none.
var registered atomic.Int64

// openWatched opens a store in which a review and an import stand, and gives what watches it.
func openWatched(t *testing.T) (*ledger.Store, *watched) {
	t.Helper()
	w := &watched{}
	name := "watched " + strconv.Itoa(int(registered.Add(1)))
	sql.Register(name, w)
	s, err := ledger.OpenWith(t.Context(), sqlite.At(filepath.Join(t.TempDir(), "heed.db")).Through(name))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		w.commit.Store(nil)
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	for _, name := range []string{"append", "import"} {
		if err := writes[name](t.Context(), s, "before"); err != nil {
			t.Fatal(err)
		}
	}
	return s, w
}

var at = time.Date(2022, 4, 1, 9, 30, 0, 0, time.UTC)

func review(id string) catalogue.Record {
	return catalogue.Record{Type: "review", ID: id, Subject: "child-1", Body: []byte(`{}`)}
}

// writes is each way of writing, with an id that is new.
var writes = map[string]func(ctx context.Context, s *ledger.Store, id string) error{
	"append": func(ctx context.Context, s *ledger.Store, id string) error {
		_, err := s.Append(ctx, ledger.AppendRequest{Authority: "990", Record: review(id), By: "iro", Source: "form", At: at})
		return err
	},
	"import": func(ctx context.Context, s *ledger.Store, id string) error {
		b := ledger.Batch{ID: id, Authority: "990", Kind: "csv", Name: id, By: "analyst", At: at}
		_, err := s.Import(ctx, b, func(w *ledger.Writer) error {
			_, err := w.Put(review("of " + id))
			return err
		})
		return err
	},
	"withdraw": func(ctx context.Context, s *ledger.Store, _ string) error {
		return s.Withdraw(ctx, "990", "review", "before", "iro", "entered twice", at)
	},
	"undo": func(ctx context.Context, s *ledger.Store, _ string) error {
		_, err := s.Undo(ctx, "990", "before", "analyst", "a mistake", at)
		return err
	},
}

// A driver may give up a connection whose context ends, and cannot tell then whether the database committed.
func TestAContextThatEndsDuringTheCommitChangesNothing(t *testing.T) {
	t.Parallel()
	for name, write := range writes {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, w := openWatched(t)
			ctx, cancel := context.WithCancel(t.Context())
			commit := func(of context.Context, really func() error) error {
				cancel()
				return errors.Join(really(), of.Err())
			}
			w.commit.Store(&commit)
			if err := write(ctx, s, "new"); err != nil {
				t.Errorf("it was recorded, and this is said: %v", err)
			}
			if last, err := s.LastSeq(t.Context(), "990"); err != nil || last != 3 {
				t.Errorf("last seq %d, %v", last, err)
			}
		})
	}
}

func TestACommitThatFailsSaysWhetherItMayHaveBeenMade(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		failure   error
		uncertain bool
	}{
		"the disk is full": {sqlite3.Error{Code: sqlite3.ErrFull}, false},
		"it is locked":     {sqlite3.Error{Code: sqlite3.ErrBusy}, false},
		"the disk fails":   {sqlite3.Error{Code: sqlite3.ErrIoErr}, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, w := openWatched(t)
			commit := func(context.Context, func() error) error { return tc.failure }
			w.commit.Store(&commit)
			for name, write := range writes {
				err := write(t.Context(), s, "new")
				if err == nil || errors.Is(err, ledger.ErrUncertain) != tc.uncertain {
					t.Errorf("%s gives %v", name, err)
				}
			}
			if last, err := s.LastSeq(t.Context(), "990"); err != nil || last != 2 {
				t.Errorf("last seq %d, %v", last, err)
			}
		})
	}
}
