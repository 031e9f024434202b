package testkit

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"testing/fstest"
)

// Prepared is a council that is imported once for all the tests of a package. Each test opens a copy of its own, which it may
// write to; copying takes some milliseconds where importing takes a second.
type Prepared struct {
	fill func(context.Context, *Heed) error

	once sync.Once
	// files are the folder of the Heed that was filled, and ids how many ids its imports were given.
	files fstest.MapFS
	ids   int64
	err   error
}

// Prepare gives a council that fill imports into an empty Heed when a test first opens it.
func Prepare(fill func(context.Context, *Heed) error) *Prepared { return &Prepared{fill: fill} }

// Open opens a copy of the council, until the test ends. No answers are ready.
func (p *Prepared) Open(tb testing.TB) *Heed {
	tb.Helper()
	dir := tb.TempDir()
	if err := p.copyTo(dir); err != nil {
		tb.Fatal(err)
	}
	h := opened(tb, dir)
	h.ids.Store(p.ids)
	return h
}

// copyTo copies the council into a folder, importing it where that has not been done yet.
func (p *Prepared) copyTo(dir string) error {
	p.once.Do(func() { p.err = p.make() })
	if p.err != nil {
		return p.err
	}
	return os.CopyFS(dir, p.files)
}

// make fills a Heed in a folder of its own, and keeps what the folder then holds.
func (p *Prepared) make() (err error) {
	dir, err := os.MkdirTemp("", "heed-prepared-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	ctx := context.Background()
	h, err := Make(ctx, dir)
	if err != nil {
		return err
	}
	if err := errors.Join(p.fill(ctx, h), h.Close()); err != nil {
		return err
	}
	p.ids, p.files = h.ids.Load(), fstest.MapFS{}
	return filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := os.ReadFile(path) //nolint:gosec // a file that was just made
		if err != nil {
			return err
		}
		name, err := filepath.Rel(dir, path)
		p.files[filepath.ToSlash(name)] = &fstest.MapFile{Data: content, Mode: 0o600}
		return err
	})
}
