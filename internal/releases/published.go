package releases

import (
	"context"
	"errors"
	"fmt"
	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/published"
	"os"
)

// Imported is what became of one file of published figures.
type Imported struct {
	published.Report

	Set *published.Set
	// Replaced says that a file of this name had been imported before.
	Replaced bool
}

// Import reads one file of Explore Education Statistics and keeps it, at once and for good. Publication and release may
// be blank: a later release of a file that came with Heed has the publication of that one.
func Import(ctx context.Context, s *door.Session, path, publication, release string) (_ Imported, err error) {
	file, err := os.Open(path) //nolint:gosec // the one who runs the command names the file
	if err != nil {
		return Imported{}, fmt.Errorf("opening a file of published figures: %w", err)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	set, report, err := published.Read(path, file)
	if err != nil {
		return Imported{Report: report}, err
	}
	if publication == "" {
		if publication, err = publicationOf(ctx, s, set.File); err != nil {
			return Imported{Report: report}, err
		}
	}
	if release == "" {
		release = set.Periods[len(set.Periods)-1].Label()
	}
	set.Publication, set.Release, set.Imported = publication, release, true
	done := Imported{Report: report, Set: set}
	err = s.Commit(ctx, door.Write{
		Action: access.ImportPublished, Detail: "published figures of " + publication,
		Append: func(context.Context) (string, bool, error) {
			var err error
			done.Replaced, err = s.PublishedStore().Save(set)
			return "kept", err == nil, err
		},
	})
	return done, err
}

// publicationOf gives the publication of an earlier release of a file, blank where Heed has none.
func publicationOf(ctx context.Context, s *door.Session, file string) (string, error) {
	table, err := s.Published(ctx)
	if err != nil {
		return "", err
	}
	for _, series := range table.Series {
		for _, from := range series.Sources {
			if published.Stem(from.File) == published.Stem(file) && from.Publication != "" {
				return from.Publication, nil
			}
		}
	}
	return "", nil
}
