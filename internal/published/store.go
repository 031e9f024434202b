package published

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Store keeps imported sets in a folder, each in a file of Heed's own format.
type Store struct{ Dir string }

// Stored is a set with the day its file was written.
type Stored struct {
	*Set

	At time.Time
}

// Save keeps a set. A file of the same name that was imported before is replaced, all at once: whoever reads meanwhile has the
// old or the new one whole.
func (s Store) Save(set *Set) (replaced bool, err error) {
	if err := os.MkdirAll(s.Dir, 0o700); err != nil {
		return false, fmt.Errorf("making the folder of published figures: %w", err)
	}
	path := filepath.Join(s.Dir, kept(set.File))
	_, err = os.Stat(path)
	replaced = err == nil
	file, err := os.CreateTemp(s.Dir, "writing-*")
	if err != nil {
		return false, fmt.Errorf("keeping %s: %w", set.File, err)
	}
	err = Encode(file, []*Set{set})
	err = errors.Join(err, file.Sync(), file.Close())
	if err == nil {
		err = os.Rename(file.Name(), path)
	}
	if err != nil {
		_ = os.Remove(file.Name()) // what cannot be removed is not read either
		return false, fmt.Errorf("keeping %s: %w", set.File, err)
	}
	return replaced, s.sync()
}

// kept is the name under which a file is kept.
func kept(file string) string {
	return slug(strings.TrimSuffix(strings.ToLower(file), ".csv")) + ".csv"
}

// SameFile says whether a file of one name would replace one of the other.
func SameFile(one, other string) bool { return kept(one) == kept(other) }

// sync makes the folder itself durable, so that a file once reported as kept is there after a loss of power.
func (s Store) sync() error {
	dir, err := os.Open(s.Dir)
	if err != nil {
		return fmt.Errorf("keeping the folder of published figures: %w", err)
	}
	return errors.Join(dir.Sync(), dir.Close())
}

// Load gives every set of the store, by name of its file. One that cannot be read is left out, and the error says which.
func (s Store) Load() ([]Stored, error) {
	paths, err := filepath.Glob(filepath.Join(s.Dir, "*.csv"))
	if err != nil {
		return nil, err
	}
	var list []Stored
	var faults []error
	for _, path := range paths {
		stored, err := load(path)
		if err != nil {
			faults = append(faults, fmt.Errorf("reading %s: %w", path, err))
			continue
		}
		list = append(list, stored...)
	}
	return list, errors.Join(faults...)
}

func load(path string) (list []Stored, err error) {
	file, err := os.Open(path) //nolint:gosec // a file of the data folder
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	sets, err := Decode(file)
	for _, set := range sets {
		set.Imported = true
		list = append(list, Stored{set, info.ModTime()})
	}
	return list, err
}

// Mark changes whenever a set is saved or removed, by whatever process, so that a server knows when to read again.
func (s Store) Mark() string {
	entries, err := os.ReadDir(s.Dir)
	if err != nil {
		return "" // a folder that is not there yet
	}
	var mark strings.Builder
	for _, entry := range entries {
		if info, err := entry.Info(); err == nil && filepath.Ext(entry.Name()) == ".csv" {
			fmt.Fprintf(&mark, "%s %d %d\n", entry.Name(), info.Size(), info.ModTime().UnixNano())
		}
	}
	return mark.String()
}
