package door

import (
	"context"
	"path/filepath"
	"slices"
	"sync"

	"heed/internal/ledger"
	"heed/internal/published"
)

// publishedShelf is the table of published figures: what came with Heed and what was imported since. It is read when it is
// first asked for, and again when the folder of imported files has changed or somebody has said that a series was renamed.
type publishedShelf struct {
	store   published.Store
	shipped func() ([]*published.Set, error)
	quoted  map[string][]published.Quoted

	mu      sync.Mutex
	state   string
	table   *published.Table
	renamed renamings
}

func newPublishedShelf(dir string) (*publishedShelf, error) {
	quoted, err := published.QuotedValues()
	return &publishedShelf{
		store: published.Store{Dir: filepath.Join(dir, "published")}, shipped: sync.OnceValues(published.Shipped), quoted: quoted,
		renamed: renamings{seen: map[string]int64{}, by: map[[2]string]ledger.Entry{}},
	}, err
}

// Published gives the table of published figures as it stands: those that came with Heed, and the files imported since by this
// process or another. They are of areas and public, so no policy is asked and no look is logged. An imported file that can no
// longer be read is left out and named in the log.
func (d *Door) Published(ctx context.Context) (*published.Table, error) {
	p := d.published
	p.mu.Lock()
	defer p.mu.Unlock()
	changed, err := p.renamed.read(ctx, d.ledger)
	if err != nil {
		return nil, err
	}
	state := p.store.Mark()
	if p.table != nil && p.state == state && !changed {
		return p.table, nil
	}
	p.table = nil
	sets, err := d.publishedSets(ctx)
	if err != nil {
		return nil, err
	}
	p.state, p.table = state, published.NewTableOf(p.renamed.keys(), sets...)
	return p.table, nil
}

// publishedSets gives the sets that came with Heed and those that were imported.
func (d *Door) publishedSets(ctx context.Context) ([]*published.Set, error) {
	shipped, err := d.published.shipped()
	if err != nil {
		return nil, err
	}
	imported, err := d.published.store.Load()
	if err != nil {
		d.cfg.Log.WarnContext(ctx, "a file of published figures is left out", "error", err)
	}
	sets := slices.Clone(shipped)
	for _, one := range imported {
		sets = append(sets, one.Set)
	}
	return sets, nil
}

// PublishedFiles gives the files that were imported, by name. Where one cannot be read the others come with the error.
func (d *Door) PublishedFiles() ([]published.Stored, error) { return d.published.store.Load() }

// Published gives the table of published figures, as [Door.Published] does.
func (s *Session) Published(ctx context.Context) (*published.Table, error) {
	return s.door.Published(ctx)
}

// PublishedBefore gives the table as it would be without an imported file of a name, to set that file beside it.
func (s *Session) PublishedBefore(ctx context.Context, file string) (*published.Table, error) {
	if _, err := s.door.Published(ctx); err != nil { // which reads what was renamed
		return nil, err
	}
	sets, err := s.door.publishedSets(ctx)
	if err != nil {
		return nil, err
	}
	p := s.door.published
	p.mu.Lock()
	defer p.mu.Unlock()
	return published.NewTableOf(p.renamed.keys(), slices.DeleteFunc(sets, func(set *published.Set) bool { return set.Imported && published.SameFile(set.File, file) })...), nil
}

// PublishedRenamings lists what was said of published series that go on under another name, in the order in which it was said.
func (s *Session) PublishedRenamings(ctx context.Context) ([]Renaming, error) {
	if _, err := s.door.Published(ctx); err != nil {
		return nil, err
	}
	p := s.door.published
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.renamed.list), nil
}

// PublishedStore is where imported files of published figures are kept.
func (s *Session) PublishedStore() published.Store { return s.door.published.store }

// Quoted gives the figures of a series that are quoted from a report and stand in no published file.
func (s *Session) Quoted(series string) []published.Quoted { return s.door.published.quoted[series] }
