package door

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"heed/internal/ledger"
)

// Head is where the ledger or the access log of an authority stands.
type Head = ledger.Head

// EntryLog is the ledger among the logs.
const EntryLog = ledger.EntryLog

// NotIntactError says where the ledger or the access log of an authority is first not what was written.
type NotIntactError = ledger.NotIntactError

// Logs says what to verify of the ledger and the access log in a data directory.
type Logs struct {
	// Authority is a code, blank for all there are.
	Authority string
	// Since is the entry of the ledger after which to begin, 0 for all.
	Since int64
	// Kept are heads of before, which must still stand.
	Kept []Head
}

// Verify reads the ledger and the access log in a data directory and gives where they stand. It gives a *[NotIntactError] at the first
// entry that is changed, missing, added or out of order.
func Verify(ctx context.Context, dir string, l Logs) (heads []Head, err error) {
	store, err := ledger.Open(ctx, filepath.Join(dir, "heed.db"))
	if err != nil {
		return nil, fmt.Errorf("opening the ledger: %w", err)
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	authorities, err := store.Authorities(ctx)
	if err != nil {
		return nil, err
	}
	for _, h := range l.Kept { // of which nothing may be left
		if !slices.Contains(authorities, h.Authority) {
			authorities = append(authorities, h.Authority)
		}
	}
	for _, authority := range authorities {
		if l.Authority != "" && l.Authority != authority {
			continue
		}
		for _, h := range l.Kept {
			if h.Authority != authority {
				continue
			}
			if err := store.VerifyHead(ctx, h); err != nil {
				return nil, err
			}
		}
		found, err := store.Verify(ctx, authority, l.Since)
		if err != nil {
			return nil, err
		}
		heads = append(heads, found...)
	}
	return heads, nil
}

// verifyRestored reads the whole of an authority's ledger and access log where no engine has followed them in this folder yet, as after a
// restore: what was kept elsewhere may have been changed there. At other times a sample is read as the ledger is opened.
func (d *Door) verifyRestored(ctx context.Context, engines, code string) error {
	followed, err := filepath.Glob(filepath.Join(engines, code+"*.duckdb"))
	if err != nil || len(followed) > 0 {
		return err
	}
	_, err = d.ledger.Verify(ctx, code, 0)
	return err
}

// Backup copies the ledger and the access log of a data directory into a new or empty one, as both stand at one moment, and verifies the
// copies. Heed may be running.
func Backup(ctx context.Context, dir, to string) (heads []Head, err error) {
	if err := os.MkdirAll(to, 0o700); err != nil {
		return nil, fmt.Errorf("making the folder for the backup: %w", err)
	}
	store, err := ledger.Open(ctx, filepath.Join(dir, "heed.db"))
	if err != nil {
		return nil, fmt.Errorf("opening the ledger: %w", err)
	}
	if err := errors.Join(store.Backup(ctx, to), store.Close()); err != nil {
		return nil, err
	}
	return Verify(ctx, to, Logs{})
}
