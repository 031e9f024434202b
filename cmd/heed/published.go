package main

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"heed/internal/published"
	"heed/internal/releases"
)

// publishedCommands are about what the Department for Education publishes of every authority.
type publishedCommands struct {
	Import   publishedImport   `cmd:"" help:"Import any CSV file of Explore Education Statistics. It is shown at once on every authority's page of published figures."`
	List     publishedList     `cmd:"" help:"List the files that the published figures are from."`
	Series   publishedSeries   `cmd:"" help:"List the series of published figures, by the id that a measure's header names."`
	Map      publishedMap      `cmd:"" help:"Say that a series goes on under another name, so that its years stand in one line."`
	Unmap    publishedUnmap    `cmd:"" help:"Take back that a series goes on under another name."`
	Mappings publishedMappings `cmd:"" help:"List what was said of series that go on under another name, with who said it and when."`
	Build    publishedBuild    `cmd:"" help:"Make the table that comes with Heed from the department's files."`
}

type publishedImport struct {
	data
	output
	Publication string   `placeholder:"TITLE" help:"The publication that the files belong to. Told from an earlier release if not given, where there is one."`
	Release     string   `placeholder:"YEAR" help:"The release, such as 2025. The last period in the file if not given."`
	Filter      []string `placeholder:"COLUMN" help:"Take a column for a filter, whatever it holds. May be given several times."`
	Indicator   []string `placeholder:"COLUMN" help:"Take a column for an indicator, whatever it holds."`
	LeaveOut    []string `placeholder:"COLUMN" help:"Leave a column out."`
	Files       []string `arg:"" name:"file" help:"CSV files as downloaded from Explore Education Statistics, or the zip file of a release."`
}

// publishedPrint is the stable output of an import of published figures.
type publishedPrint struct {
	File        string           `json:"file"`
	Replaced    bool             `json:"replaced"`
	Rows        int              `json:"rows"`
	Kept        int              `json:"kept"`
	Series      int              `json:"series"`
	Areas       int              `json:"areas"`
	Periods     []string         `json:"periods"`
	Filters     []string         `json:"filters"`
	Indicators  []string         `json:"indicators"`
	Symbols     map[string]int   `json:"symbols"`
	OtherLevels map[string]int   `json:"other_levels"`
	Faults      int              `json:"faults"`
	FaultList   []publishedFault `json:"fault_list"`
	LeftOut     []publishedLeft  `json:"left_out"`
	Notes       []string         `json:"notes"`
	// Follows is the file of the release before, and OtherName says that it has another name.
	Follows   string   `json:"follows"`
	OtherName bool     `json:"other_name"`
	Missing   []string `json:"missing_series"`
	New       []string `json:"new_series"`
}

type publishedLeft struct {
	Column string `json:"column"`
	Reason string `json:"reason"`
}

type publishedFault struct {
	Line   int    `json:"line"`
	Column string `json:"column"`
	Reason string `json:"reason"`
}

// Run imports files one by one. One that is refused does not keep the others out, and ends the command as failed.
func (c publishedImport) Run(s *session) (err error) {
	a, err := c.open(s)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	var done []publishedPrint
	var refused []error
	for _, path := range c.Files {
		results, err := releases.ImportAll(s.ctx, a.Session(s.operator("")), releases.Request{
			Path: path, Publication: c.Publication, Release: c.Release,
			Choice: published.Choice{Filters: c.Filter, Indicators: c.Indicator, LeaveOut: c.LeaveOut},
		})
		if err != nil {
			refused = append(refused, err)
		}
		for _, result := range results {
			done = append(done, printOf(result))
		}
	}
	return errors.Join(append([]error{c.show(s.stdout, done)}, refused...)...)
}

func printOf(r releases.Imported) publishedPrint {
	out := publishedPrint{
		File: r.File, Replaced: r.Replaced, Rows: r.Rows, Kept: r.Kept, Series: len(r.Set.Series), Areas: len(r.Set.Areas), Periods: []string{},
		Filters: append([]string{}, r.Filters...), Indicators: r.Indicators, Symbols: r.Symbols, OtherLevels: r.OtherLevels,
		Faults: r.FaultN, FaultList: []publishedFault{}, LeftOut: []publishedLeft{}, Notes: append([]string{}, r.Notes...), Missing: []string{}, New: []string{},
	}
	for _, left := range r.LeftOut {
		out.LeftOut = append(out.LeftOut, publishedLeft(left))
	}
	if c := r.Change; c != nil {
		out.Follows, out.OtherName = c.Earlier, c.Renamed
		for _, s := range c.Missing {
			out.Missing = append(out.Missing, s.ID)
		}
		for _, s := range c.New {
			out.New = append(out.New, s.ID)
		}
	}
	for _, p := range r.Set.Periods {
		out.Periods = append(out.Periods, p.Label())
	}
	for _, f := range r.Faults {
		out.FaultList = append(out.FaultList, publishedFault(f))
	}
	return out
}

func (c publishedImport) show(w io.Writer, done []publishedPrint) error {
	if c.Output == "json" {
		return printJSON(w, append([]publishedPrint{}, done...))
	}
	g := &grid{columns: []string{"file", "rows", "kept", "series", "areas", "periods", "symbols", "faults"}}
	for _, one := range done {
		g.add(one.File, one.Rows, one.Kept, one.Series, one.Areas, one.Periods[0]+" to "+one.Periods[len(one.Periods)-1], counts(one.Symbols), one.Faults)
	}
	if len(done) == 0 {
		return nil
	}
	if err := c.print(w, g); err != nil || c.Output == "csv" {
		return err
	}
	for _, one := range done {
		one.tell(w)
	}
	return nil
}

func before(words, text string) string {
	if text == "" {
		return ""
	}
	return words + text
}

func listed(names []string) string {
	if len(names) == 0 {
		return "none"
	}
	return strings.Join(names, ", ")
}

// counts writes how often each symbol stands: "c 705, z 9".
func counts(of map[string]int) string {
	var list []string
	for _, name := range slices.Sorted(maps.Keys(of)) {
		list = append(list, fmt.Sprintf("%s %d", name, of[name]))
	}
	return listed(list)
}

type publishedBuild struct {
	To    string   `placeholder:"FILE" help:"Where to write the table; standard output if not given."`
	Files []string `arg:"" name:"file" help:"The department's files that the recipe names."`
}

// Run makes the table that is built into Heed.
func (c publishedBuild) Run(s *session) error {
	var sets []*published.Set
	for _, path := range c.Files {
		set, report, err := readPublished(path)
		if err != nil {
			return err
		}
		for _, f := range report.Faults {
			_, _ = fmt.Fprintf(s.stderr, "%s: line %d%s: %s\n", set.File, f.Line, before(", column ", f.Column), f.Reason)
		}
		sets = append(sets, set)
	}
	built, err := published.Build(sets)
	if err != nil {
		return err
	}
	if c.To == "" {
		return published.Encode(s.stdout, built)
	}
	file, err := os.Create(filepath.Clean(c.To))
	if err != nil {
		return err
	}
	return errors.Join(published.Encode(file, built), file.Close())
}

func readPublished(path string) (_ *published.Set, _ published.Report, err error) {
	file, err := os.Open(path) //nolint:gosec // the one who runs the command names the file
	if err != nil {
		return nil, published.Report{}, err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	return published.Read(path, file)
}
