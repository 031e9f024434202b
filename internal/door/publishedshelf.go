package door

import (
	"context"
	"path/filepath"
	"sync"

	"heed/internal/published"
)

// publishedShelf is the table of published figures: what came with Heed and what was imported since. It is read when it is
// first asked for, and again when the folder of imported files has changed.
type publishedShelf struct {
	store   published.Store
	shipped func() ([]*published.Set, error)
	quoted  map[string][]published.Quoted

	mu    sync.Mutex
	state string
	table *published.Table
}

func newPublishedShelf(dir string) (*publishedShelf, error) {
	quoted, err := published.QuotedValues()
	return &publishedShelf{
		store: published.Store{Dir: filepath.Join(dir, "published")}, shipped: sync.OnceValues(published.Shipped), quoted: quoted,
	}, err
}

// Published gives the table of published figures as it stands: those that came with Heed, and the files imported since by this
// process or another. They are of areas and public, so no policy is asked and no look is logged. An imported file that can no
// longer be read is left out and named in the log.
func (d *Door) Published(ctx context.Context) (*published.Table, error) {
	p := d.published
	p.mu.Lock()
	defer p.mu.Unlock()
	state := p.store.Mark()
	if p.table != nil && p.state == state {
		return p.table, nil
	}
	sets, err := p.shipped()
	if err != nil {
		return nil, err
	}
	imported, err := p.store.Load()
	if err != nil {
		d.cfg.Log.WarnContext(ctx, "a file of published figures is left out", "error", err)
	}
	sets = append([]*published.Set{}, sets...)
	for _, one := range imported {
		sets = append(sets, one.Set)
	}
	p.state, p.table = state, published.NewTable(sets...)
	return p.table, nil
}

// PublishedFiles gives the files that were imported, by name. Where one cannot be read the others come with the error.
func (d *Door) PublishedFiles() ([]published.Stored, error) { return d.published.store.Load() }

// Published gives the table of published figures, as [Door.Published] does.
func (s *Session) Published(ctx context.Context) (*published.Table, error) {
	return s.door.Published(ctx)
}

// PublishedStore is where imported files of published figures are kept.
func (s *Session) PublishedStore() published.Store { return s.door.published.store }

// Quoted gives the figures of a series that are quoted from a report and stand in no published file.
func (s *Session) Quoted(series string) []published.Quoted { return s.door.published.quoted[series] }
