package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"heed/internal/door"
	"heed/internal/export"
	"heed/internal/extract"
	"heed/internal/words"
)

type exportCommands struct {
	AnnexA  exportAnnexA  `cmd:"" name:"annex-a" help:"Write the eleven lists of Ofsted's Annex A as a workbook, of whatever Heed holds on a day."`
	SSDA903 exportSSDA903 `cmd:"" name:"ssda903" help:"Write the tables of the looked-after return of a year, of whatever Heed holds."`
	CIN     exportCIN     `cmd:"" name:"cin" help:"Write the children in need census of a year, of whatever Heed holds."`
	Records exportRecords `cmd:"" default:"withargs" help:"Write the records of a type as CSV, a workbook or Parquet: heed export placement -o placements.csv."`
}

type exportAnnexA struct {
	data
	authority
	asked
	Out string `short:"o" name:"out" placeholder:"FILE" help:"The workbook to write, which ends in .xlsx; annex-a-DAY.xlsx if not given."`
}

// Run writes the lists.
func (c exportAnnexA) Run(s *session) error {
	q, err := c.question()
	if err != nil {
		return err
	}
	if c.Out != "" && ending(c.Out) != ".xlsx" {
		return usagef("-o %s is no workbook: give a file that ends in .xlsx", c.Out)
	}
	return with(s, c.data, c.authority, func(a *door.Door, who door.Actor) error {
		found, err := extract.FindAnnexA(s.ctx, a.Session(who).At(q))
		if err != nil {
			return err
		}
		to := c.Out
		if to == "" {
			to = "annex-a-" + timeText(found.AsAt) + ".xlsx"
		}
		if err := writeFile(to, func(w io.Writer) error { return export.Workbook(w, found.Tables...) }); err != nil {
			return err
		}
		say(s, found.Notes)
		_, err = fmt.Fprintf(s.stdout, "%s holds the eleven lists of Annex A as at %s: %s.\n", to, found.AsAt.Format("2 January 2006"), count(found.Rows, "row"))
		return err
	})
}

type exportRecords struct {
	data
	authority
	asked
	Type string `arg:"" name:"record-type" help:"A record type, such as placement; heed record types gives them all."`
	Out  string `short:"o" name:"out" placeholder:"FILE" help:"The file to write, which ends in .csv, .xlsx or .parquet. CSV on standard output if not given."`
}

// Run writes the records of a type.
func (c exportRecords) Run(s *session) error {
	q, err := c.question()
	if err != nil {
		return err
	}
	if c.Out != "" && !slices.Contains([]string{".csv", ".xlsx", ".parquet"}, ending(c.Out)) {
		return usagef("-o %s: give a file that ends in .csv, .xlsx or .parquet", c.Out)
	}
	return with(s, c.data, c.authority, func(a *door.Door, who door.Actor) error {
		if _, err := findType(a.Catalogue(), c.Type); err != nil {
			return err
		}
		found, err := extract.FindRecords(s.ctx, a.Session(who).At(q), c.Type)
		if err != nil {
			return err
		}
		if c.Out == "" {
			err = found.Table.CSV(s.stdout)
		} else {
			err = writeFile(c.Out, func(w io.Writer) error { return extract.Write(w, found.Table, c.Out) })
		}
		if err != nil {
			return err
		}
		say(s, []string{found.Words(), extract.NotOpen})
		return nil
	})
}

type exportSSDA903 struct {
	data
	authority
	Year   int    `required:"" placeholder:"YEAR" help:"The year to 31 March, such as 2026 for 2025-26."`
	Folder string `arg:"" name:"folder" help:"The folder to write the tables in, new or empty."`
}

// Run writes the tables that have rows.
func (c exportSSDA903) Run(s *session) error {
	return with(s, c.data, c.authority, func(a *door.Door, who door.Actor) error {
		found, err := extract.FindSSDA903(s.ctx, a.Session(who), c.Year)
		if err != nil {
			return inYear(err)
		}
		if err := newFolder(c.Folder); err != nil {
			return err
		}
		g := &grid{columns: []string{"file", "rows"}}
		for _, t := range found.Tables {
			if len(t.Rows) == 0 {
				_, _ = fmt.Fprintf(s.stderr, "%s is not written: nothing that is held, and open to whoever wrote this, belongs in it.\n", t.Name)
				continue
			}
			name := filepath.Join(c.Folder, t.Name+".csv")
			if err := writeFile(name, t.CSV); err != nil {
				return err
			}
			g.add(name, len(t.Rows))
		}
		say(s, found.Notes)
		return g.table(s.stdout)
	})
}

type exportCIN struct {
	data
	authority
	Year int    `required:"" placeholder:"YEAR" help:"The year to 31 March, such as 2026 for 2025-26."`
	File string `arg:"" name:"file" help:"The file to write: the census in .xml, or one row an item in .csv, .xlsx or .parquet."`
}

// Run writes the census.
func (c exportCIN) Run(s *session) error {
	if !slices.Contains([]string{".xml", ".csv", ".xlsx", ".parquet"}, ending(c.File)) {
		return usagef("%s: give a file that ends in .xml, .csv, .xlsx or .parquet", c.File)
	}
	return with(s, c.data, c.authority, func(a *door.Door, who door.Actor) error {
		found, err := extract.FindCensus(s.ctx, a.Session(who), c.Year)
		if err != nil {
			return inYear(err)
		}
		write := found.XML
		if ending(c.File) != ".xml" {
			write = func(w io.Writer) error { return extract.Write(w, found.Table(), c.File) }
		}
		if err := writeFile(c.File, write); err != nil {
			return err
		}
		say(s, found.Notes)
		_, err = fmt.Fprintf(s.stdout, "%s holds the census of the year to 31 March %d of %s.\n", c.File, c.Year, words.Count(found.Rows, "child", "children"))
		return err
	})
}

// inYear makes of a year that no return can be of a command that means nothing.
func inYear(err error) error {
	if errors.Is(err, door.ErrInvalid) {
		return usagef("--year: %v", err)
	}
	return err
}

func say(s *session, notes []string) {
	for _, note := range notes {
		_, _ = fmt.Fprintln(s.stderr, note)
	}
}

// newFolder makes a folder, and refuses one that holds anything: what stood in it would pass for a part of what is written.
func newFolder(name string) error {
	switch list, err := os.ReadDir(name); {
	case errors.Is(err, fs.ErrNotExist):
		return os.MkdirAll(name, 0o700)
	case err != nil:
		return err
	case len(list) > 0:
		return usagef("%s holds files already: give a new folder", name)
	default:
		return nil
	}
}

// ending gives the end of a file's name in small letters.
func ending(name string) string { return strings.ToLower(filepath.Ext(name)) }

// writeFile writes a file that only its owner may read, whole or not at all: one that stood there stays until the new one is written.
func writeFile(name string, write func(io.Writer) error) (err error) {
	f, err := os.CreateTemp(filepath.Dir(name), ".heed-*")
	if err != nil {
		return fmt.Errorf("making %s: %w", name, err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(f.Name()))
		}
	}()
	if err := errors.Join(write(f), f.Close()); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), name); err != nil {
		return fmt.Errorf("writing %s: %w", name, err)
	}
	return nil
}
