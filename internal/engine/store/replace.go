package store

import (
	"context"
	"errors"
	"fmt"
	"os"
)

// Beside makes a second store from the whole ledger in the place of one, which goes on being used. Replace puts it where the first is; Discard
// throws it away.
func (s *Store) Beside(ctx context.Context) (*Store, error) {
	at := place{}
	if s.at.path != "" {
		at.path = s.at.path + ".new"
	}
	fresh, err := openNew(ctx, s.cfg, at)
	if err != nil && at.path != "" {
		return nil, errors.Join(err, remove(at.path))
	}
	return fresh, err
}

// Replace closes a store and puts a fresh one in its place, under the same name of the file. Nobody may be using either. How the old one
// closes does not matter, as it may be damaged. Where the files cannot
// be exchanged the old one is opened again, and given beside the error; where that cannot be opened all is kept in memory.
func Replace(ctx context.Context, old, fresh *Store) (*Store, error) {
	if fresh.at.path == "" {
		_ = old.Close()
		return fresh, nil
	}
	if _, err := fresh.db.ExecContext(ctx, "checkpoint "+fresh.records); err != nil {
		return old, errors.Join(fmt.Errorf("completing the new engine file: %w", err), fresh.Discard())
	}
	_ = old.letGo()
	err := fresh.letGo()
	if err == nil {
		err = remove(old.at.path) // with its log, which would be read into the new file
	}
	for _, of := range []func(string) string{func(path string) string { return path }, sumOf} {
		if err == nil {
			err = os.Rename(of(fresh.at.path), of(old.at.path))
		}
	}
	s, opening := openAt(ctx, old.cfg, old.at)
	if opening == nil {
		return s, err
	}
	old.cfg.Log.ErrorContext(ctx, "the engine's file cannot be made: all is kept in memory", "err", opening.Error())
	s, opening = openNew(ctx, old.cfg, place{lock: old.at.lock})
	return s, errors.Join(err, opening)
}
