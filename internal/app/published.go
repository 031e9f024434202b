package app

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"

	"heed/internal/published"
)

// figuresPublished is the table of published figures: what came with Heed and what was imported since. It is read when it is
// first asked for, and again when the folder of imported files has changed.
type figuresPublished struct {
	store   published.Store
	shipped func() ([]*published.Set, error)
	quoted  map[string][]published.Quoted

	mu    sync.Mutex
	mark  string
	table *published.Table
}

func newFiguresPublished(dir string) (*figuresPublished, error) {
	quoted, err := published.QuotedValues()
	return &figuresPublished{
		store: published.Store{Dir: filepath.Join(dir, "published")}, shipped: sync.OnceValues(published.Shipped), quoted: quoted,
	}, err
}

// Published gives the table of published figures as it stands: those that came with Heed, and the files imported since by this
// process or another. They are of areas and public, so no policy is asked and no look is logged. An imported file that can no
// longer be read is left out and named in the log.
func (a *App) Published(ctx context.Context) (*published.Table, error) {
	p := a.published
	p.mu.Lock()
	defer p.mu.Unlock()
	mark := p.store.Mark()
	if p.table != nil && p.mark == mark {
		return p.table, nil
	}
	sets, err := p.shipped()
	if err != nil {
		return nil, err
	}
	imported, err := p.store.Load()
	if err != nil {
		a.cfg.Log.WarnContext(ctx, "a file of published figures is left out", "error", err)
	}
	sets = append([]*published.Set{}, sets...)
	for _, one := range imported {
		sets = append(sets, one.Set)
	}
	p.mark, p.table = mark, published.NewTable(sets...)
	return p.table, nil
}

// PublishedFiles gives the files that were imported, by name. Where one cannot be read the others come with the error.
func (a *App) PublishedFiles() ([]published.Stored, error) { return a.published.store.Load() }

// PublishedImport is what became of one file of published figures.
type PublishedImport struct {
	published.Report

	Set *published.Set
	// Replaced says that a file of this name had been imported before.
	Replaced bool
}

// ImportPublished reads one file of Explore Education Statistics and keeps it, at once and for good. Publication and release may
// be blank: a later release of a file that came with Heed has the publication of that one.
func (a *App) ImportPublished(ctx context.Context, path, publication, release string) (_ PublishedImport, err error) {
	file, err := os.Open(path) //nolint:gosec // the one who runs the command names the file
	if err != nil {
		return PublishedImport{}, fmt.Errorf("opening a file of published figures: %w", err)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	set, report, err := published.Read(path, file)
	if err != nil {
		return PublishedImport{Report: report}, err
	}
	if publication == "" {
		if publication, err = a.publicationOf(ctx, set.File); err != nil {
			return PublishedImport{Report: report}, err
		}
	}
	if release == "" {
		release = set.Periods[len(set.Periods)-1].Label()
	}
	set.Publication, set.Release, set.Imported = publication, release, true
	replaced, err := a.published.store.Save(set)
	return PublishedImport{report, set, replaced}, err
}

// publicationOf gives the publication of an earlier release of a file, blank where Heed has none.
func (a *App) publicationOf(ctx context.Context, file string) (string, error) {
	table, err := a.Published(ctx)
	if err != nil {
		return "", err
	}
	for _, s := range table.Series {
		for _, from := range s.Sources {
			if published.Stem(from.File) == published.Stem(file) && from.Publication != "" {
				return from.Publication, nil
			}
		}
	}
	return "", nil
}
