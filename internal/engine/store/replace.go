package store

import (
	"context"
	"errors"
	"fmt"
	"os"
)

// Beside makes a second store of the same authority from the whole ledger, while the first goes on being used. Replace puts it
// in the place of the first; Discard throws it away.
func Beside(ctx context.Context, cfg Config) (*Store, error) {
	path := cfg.path()
	if path != "" {
		path += ".new"
	}
	s, err := openNew(ctx, cfg, path)
	if err != nil && path != "" {
		return nil, errors.Join(err, remove(path))
	}
	return s, err
}

// Replace closes a store and puts a fresh one in its place, under the same name of the file. Nobody may be using either. Where
// the files cannot be exchanged the old one is opened again, and given beside the error.
func Replace(ctx context.Context, old, fresh *Store) (*Store, error) {
	if fresh.path == "" {
		return fresh, old.Close()
	}
	if _, err := fresh.db.ExecContext(ctx, "checkpoint "+fresh.records); err != nil {
		return old, errors.Join(fmt.Errorf("completing the new engine file: %w", err), fresh.Discard())
	}
	err := errors.Join(fresh.Close(), old.Close())
	if err == nil {
		err = remove(old.path) // with its log, which would be read into the new file
	}
	if err == nil {
		err = os.Rename(fresh.path, old.path)
	}
	s, opening := Open(ctx, old.cfg)
	return s, errors.Join(err, opening)
}
