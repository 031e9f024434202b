package exchange

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"heed/catalogue"
	"heed/internal/exchange/format"
	"heed/internal/exchange/intake"
	"heed/internal/exchange/sheet"
	"heed/internal/exchange/workbook"
)

// Sample is what a file with headings of its own looks like to whoever says what its columns hold.
type Sample struct {
	// Sheet is the sheet of a workbook that it is of, blank for a file of text, and Sheets all that can be chosen.
	Sheet  string
	Sheets []string
	// Headings are the cells of the row that looks most like a heading, as they stand there.
	Headings []string
	// Words are, by column, the different values in it, in the order in which they come; none where they are too many or too long to be words that
	// stand for codes.
	Words [][]string
}

const (
	// mostWords is how many different values a column of codes has at most, and longestWord how many characters one of them.
	mostWords   = 60
	longestWord = 80
	// topRows is among how many rows from the top a heading is looked for.
	topRows = format.HeadingWithin
)

// TakeSample looks at one file of text or workbook, in which a sheet may be named. What is no table is a *Refused.
func TakeSample(ctx context.Context, path, sheetName string) (_ *Sample, err error) {
	files, _, err := list(path)
	if err != nil {
		return nil, err
	}
	if len(files) != 1 || files[0].Zipped {
		return nil, &Refused{File: filepath.Base(path), Expected: "a table", Found: "a zip file", Do: "Send the files in it by themselves."}
	}
	file := files[0]
	defer func() {
		if why := recover(); why != nil {
			err = format.Panicked("a table", file.Shown, why)
		}
	}()
	content, err := file.Content()
	if err != nil {
		return nil, err
	}
	reading := format.NewReading(ctx, nil, "", file.Size, nil)
	s := &Sample{}
	switch content {
	case format.Text:
		err = reading.Use(file, func(in io.Reader) error { return s.read(sheet.New(in)) })
	case format.Zip:
		err = s.readSheet(reading, file, sheetName)
	case format.XML, format.Parquet:
		err = errNoTable
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, intake.Refuse(file.Shown, "a table with a heading", err, "Save it as CSV (UTF-8), with one row of headings, and send it again.")
	}
	return s, nil
}

var errNoTable = errors.New("no table of text and no workbook")

// readSheet samples the sheet named, or else the one with the most rows.
func (s *Sample) readSheet(reading *format.Reading, file *format.File, name string) error {
	sheets, err := reading.Sheets(file)
	if err != nil {
		return err
	}
	best := -1
	for i, g := range sheets {
		s.Sheets = append(s.Sheets, g.Name)
		if name == g.Name || name == "" && (best < 0 || len(g.Rows) > len(sheets[best].Rows)) {
			best = i
		}
	}
	if best < 0 {
		return fmt.Errorf("no sheet %.60q that is shown", name)
	}
	s.Sheet = sheets[best].Name
	return s.read(workbook.NewRows(sheets[best]))
}

// read looks for the heading among the first rows, and then at every row below it.
func (s *Sample) read(rows sheet.Rows) error {
	var top [][]string
	cells, err := nextRow(rows)
	for ; err == nil && len(top) < topRows; cells, err = nextRow(rows) {
		top = append(top, slices.Clone(cells))
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	at := headingAmong(top)
	if at < 0 {
		return sheet.ErrEmpty
	}
	s.Headings = sheet.Trim(top[at])
	s.Words = make([][]string, len(s.Headings))
	many := make([]bool, len(s.Headings))
	for _, cells := range top[at+1:] {
		s.note(cells, many)
	}
	for ; err == nil; cells, err = nextRow(rows) {
		s.note(cells, many)
	}
	for i, left := range many {
		if left {
			s.Words[i] = nil
		}
	}
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

// nextRow gives the next row that can be read, and io.EOF after the last.
func nextRow(rows sheet.Rows) ([]string, error) {
	for {
		cells, err := rows.Next()
		if _, bad := errors.AsType[*sheet.RowError](err); !bad {
			return cells, err
		}
	}
}

// note notes the values of a row.
func (s *Sample) note(cells []string, many []bool) {
	for i := range min(len(cells), len(s.Headings)) {
		word := strings.Join(strings.Fields(cells[i]), " ")
		if word == "" || many[i] || slices.Contains(s.Words[i], word) {
			continue
		}
		many[i] = len(s.Words[i]) == mostWords || utf8.RuneCountInString(word) > longestWord
		s.Words[i] = append(s.Words[i], word)
	}
}

// headingAmong gives the row that looks most like a heading: the first of those with the most cells that are words and each other than the others. It is
// -1 where no row has two.
func headingAmong(rows [][]string) int {
	best, most := -1, 1
	for i, cells := range rows {
		seen := map[string]bool{}
		for _, cell := range cells {
			if name := format.Plain(cell); name != "" && strings.ContainsFunc(name, isLetter) && len(name) <= longestWord {
				seen[name] = true
			}
		}
		if len(seen) > most {
			best, most = i, len(seen)
		}
	}
	return best
}

func isLetter(r rune) bool { return r >= 'a' && r <= 'z' }

// Knower knows the words that a file may have for a field's codes without anything being said of them.
type Knower struct{ norm *intake.Normaliser }

// NewKnower makes one of a catalogue's code lists.
func NewKnower(cat *catalogue.Catalogue) (*Knower, error) {
	norm, err := intake.NewNormaliser(cat)
	return &Knower{norm}, err
}

// Knows says whether a word is a code of a field, or stands for one or for nothing. Of a field that holds no codes, and of one that holds several, nothing
// need be said.
func (k *Knower) Knows(f *catalogue.Field, word string) bool {
	switch f.Type {
	case catalogue.FieldCode:
		code := k.norm.Value(f, word)
		return code == "" || f.List().Has(code)
	case catalogue.FieldYesNo:
		v := k.norm.Value(f, word)
		return v == "" || v == "true" || v == "false"
	default:
		return true
	}
}
