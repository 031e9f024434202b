package store

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/gofrs/flock"
)

// place is where the records of a store are kept: a file that this process alone uses, or memory, whose path is blank.
type place struct {
	path string
	lock *flock.Flock
}

// firstPath is the file of whoever comes first.
func firstPath(cfg Config) string { return filepath.Join(cfg.Dir, cfg.Authority+".duckdb") }

// takePlace gives the first of the authority's files that nobody else uses, in this process or another. A second process so has a file of
// its own, beside that of the first, and a third keeps everything in memory: a file that somebody uses is never touched. The lock is a
// file beside the tables, which stays when they are made anew.
func takePlace(cfg Config) (place, error) {
	if cfg.Dir == "" {
		return place{}, nil
	}
	if err := os.MkdirAll(cfg.Dir, 0o700); err != nil {
		return place{}, fmt.Errorf("making the engine's folder: %w", err)
	}
	for _, path := range []string{firstPath(cfg), filepath.Join(cfg.Dir, cfg.Authority+"-second.duckdb")} {
		lock := flock.New(path+".lock", flock.SetPermissions(0o600))
		taken, err := lock.TryLock()
		if err != nil {
			return place{}, fmt.Errorf("seeing whether the engine's file is in use: %w", err)
		}
		if taken {
			return place{path, lock}, nil
		}
	}
	return place{}, nil
}

// release lets somebody else use the file.
func (p place) release() error {
	if p.lock == nil {
		return nil
	}
	return p.lock.Unlock()
}

// remove deletes a file of DuckDB with its log and its sum.
func remove(path string) error {
	for _, file := range []string{path, path + ".wal", sumOf(path)} {
		if err := os.Remove(file); err != nil && !os.IsNotExist(err) {
			return fmt.Errorf("removing the old engine file: %w", err)
		}
	}
	return nil
}
