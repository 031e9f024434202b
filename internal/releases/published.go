package releases

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/published"
)

// Imported is what became of one file of published figures.
type Imported struct {
	published.Report

	Set *published.Set
	// Replaced says that a file of this name had been imported before.
	Replaced bool
	// Change is how it differs from the release before it, nil where there is none.
	Change *published.Change
}

// Request is what is to be imported.
type Request struct {
	Path string
	// Publication and Release may be blank: a later release of a file that Heed has is of the publication of that one, and the last period names it.
	Publication, Release string
	Choice               published.Choice
}

// Import reads one file of Explore Education Statistics and keeps it, at once and for good. Publication and release may
// be blank: a later release of a file that came with Heed has the publication of that one. Of an archive it gives the last file.
func Import(ctx context.Context, s *door.Session, path, publication, release string) (Imported, error) {
	list, err := ImportAll(ctx, s, Request{Path: path, Publication: publication, Release: release})
	if len(list) == 0 {
		return Imported{}, err
	}
	return list[len(list)-1], err
}

// ImportAll imports a file, or each of those in an archive. One that is refused does not keep the others out; the error names it.
func ImportAll(ctx context.Context, s *door.Session, r Request) (_ []Imported, err error) {
	file, err := os.Open(r.Path)
	if err != nil {
		return nil, fmt.Errorf("opening a file of published figures: %w", err)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	results, err := published.ReadFile(r.Path, file, r.Choice)
	if err != nil {
		return nil, err
	}
	return keepAll(ctx, s, r, results)
}

// keepAll keeps what was read.
func keepAll(ctx context.Context, s *door.Session, r Request, results []published.Result) ([]Imported, error) {
	var done []Imported
	var refused []error
	for _, one := range results {
		if one.Refused != nil {
			refused = append(refused, one.Refused)
			continue
		}
		imported, err := prepare(ctx, s, r, one)
		if err == nil {
			err = imported.keep(ctx, s)
		}
		if err != nil {
			return done, errors.Join(append(refused, err)...)
		}
		done = append(done, imported)
	}
	return done, errors.Join(refused...)
}

// prepare says of which publication and release a file is, and how it differs from the release before it.
func prepare(ctx context.Context, s *door.Session, r Request, one published.Result) (Imported, error) {
	before, err := s.PublishedBefore(ctx, one.Set.File)
	if err != nil {
		return Imported{}, err
	}
	done := Imported{Report: one.Report, Set: one.Set, Change: before.Compare(one.Set)}
	publication := r.Publication
	if publication == "" {
		if publication, err = publicationOf(ctx, s, one.Set.File, done.Change); err != nil {
			return Imported{}, err
		}
	}
	one.Set.Publication, one.Set.Imported = publication, true
	one.Set.Release = cmp.Or(r.Release, one.Set.Periods[len(one.Set.Periods)-1].Label())
	return done, nil
}

func (i *Imported) keep(ctx context.Context, s *door.Session) error {
	return s.Commit(ctx, door.Write{
		Action: access.ImportPublished, Detail: "published figures of " + i.Set.Publication,
		Append: func(context.Context) (string, bool, error) {
			var err error
			i.Replaced, err = s.PublishedStore().Save(i.Set)
			return "kept", err == nil, err
		},
	})
}

// publicationOf gives the publication of an earlier release of a file, blank where Heed has none.
func publicationOf(ctx context.Context, s *door.Session, file string, change *published.Change) (string, error) {
	table, err := s.Published(ctx)
	if err != nil {
		return "", err
	}
	for _, series := range table.Series {
		for _, from := range series.Sources {
			same := published.Stem(from.File) == published.Stem(file) || change != nil && from.File == change.Earlier
			if same && from.Publication != "" {
				return from.Publication, nil
			}
		}
	}
	return "", nil
}
