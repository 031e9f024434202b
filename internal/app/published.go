package app

import (
	"context"
	"errors"
	"fmt"
	"heed/internal/access"
	"heed/internal/published"
	"os"
)

// PublishedImport is what became of one file of published figures.
type PublishedImport struct {
	published.Report

	Set *published.Set
	// Replaced says that a file of this name had been imported before.
	Replaced bool
}

// ImportPublished reads one file of Explore Education Statistics and keeps it, at once and for good. Publication and release may
// be blank: a later release of a file that came with Heed has the publication of that one.
func ImportPublished(ctx context.Context, s *Session, path, publication, release string) (_ PublishedImport, err error) {
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
		if publication, err = publicationOf(ctx, s, set.File); err != nil {
			return PublishedImport{Report: report}, err
		}
	}
	if release == "" {
		release = set.Periods[len(set.Periods)-1].Label()
	}
	set.Publication, set.Release, set.Imported = publication, release, true
	done := PublishedImport{Report: report, Set: set}
	err = s.Commit(ctx, Write{
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
func publicationOf(ctx context.Context, s *Session, file string) (string, error) {
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
