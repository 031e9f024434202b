package main

import (
	"errors"
	"slices"

	"heed/internal/door"
	"heed/internal/published"
)

type publishedList struct {
	data
	output
}

// Run lists the files that the published figures are from: those that came with Heed, then those imported.
func (c publishedList) Run(s *session) error {
	return withPublished(s, c.data, func(a *door.Door, table *published.Table) error {
		stored, err := a.PublishedFiles()
		if err != nil {
			return err
		}
		g := &grid{columns: []string{"file", "publication", "release", "series", "from", "to", "imported"}}
		var seen []string
		for _, series := range table.Series {
			for _, from := range series.Sources {
				if from.Imported || slices.Contains(seen, from.File) {
					continue
				}
				seen = append(seen, from.File)
				of := seriesOf(table, from.File)
				g.add(from.File, from.Publication, from.Release, len(of), of[0].Periods[0].Label(), of[0].Periods[len(of[0].Periods)-1].Label(), "came with Heed")
			}
		}
		for _, one := range stored {
			g.add(one.File, one.Publication, one.Release, len(one.Series), one.Periods[0].Label(), one.Periods[len(one.Periods)-1].Label(), one.At.UTC())
		}
		return c.print(s.stdout, g)
	})
}

// seriesOf gives the series that a file gave values to.
func seriesOf(table *published.Table, file string) []*published.Series {
	var list []*published.Series
	for _, s := range table.Series {
		if slices.ContainsFunc(s.Sources, func(from published.Source) bool { return from.File == file }) {
			list = append(list, s)
		}
	}
	return list
}

type publishedSeries struct {
	data
	output
}

// Run lists the series.
func (c publishedSeries) Run(s *session) error {
	return withPublished(s, c.data, func(_ *door.Door, table *published.Table) error {
		g := &grid{columns: []string{"id", "topic", "title", "unit", "when", "from", "to", "file"}}
		for _, one := range table.Series {
			g.add(one.ID, one.Topic, one.Title, one.Unit, one.When, one.Periods[0].Label(), one.Periods[len(one.Periods)-1].Label(), one.Sources[0].File)
		}
		return c.print(s.stdout, g)
	})
}

func withPublished(s *session, d data, work func(*door.Door, *published.Table) error) (err error) {
	a, err := d.open(s)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	table, err := a.Published(s.ctx)
	if err != nil {
		return err
	}
	return work(a, table)
}
