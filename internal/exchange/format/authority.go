package format

import (
	"errors"
	"slices"
	"strings"

	"heed/internal/exchange/sheet"
	"heed/internal/exchange/workbook"
)

// authorityColumns are the names, without capitals and signs, of a column that says which authority a row is of.
var authorityColumns = []string{"lea", "leacode", "leanumber", "la", "lacode", "lanumber", "authoritycode", "localauthoritycode"}

var withoutSigns = strings.NewReplacer("_", "", " ", "", "-", "")

// NamesAuthority says whether a column or element has a name under which files say which authority they are of: LEA, LA, la_code.
func NamesAuthority(name string) bool {
	return slices.Contains(authorityColumns, withoutSigns.Replace(strings.ToLower(strings.TrimSpace(name))))
}

// Authorities are the authorities that a file says it is of.
type Authorities struct{ codes []string }

// Add takes what stands where a file says its authority. Whatever is no three-digit number of one says nothing.
func (a *Authorities) Add(value string) {
	code := strings.TrimSuffix(strings.TrimSpace(value), ".0")
	if len(code) == 3 && strings.Trim(code, "0123456789") == "" && !slices.Contains(a.codes, code) && len(a.codes) < 2 {
		a.codes = append(a.codes, code)
	}
}

// Code gives the authority's code, blank where the file says none. A file of several names two of them, which is the code of none.
func (a *Authorities) Code() string { return strings.Join(a.codes, ", ") }

// AddRows takes what the rows of a file say of a heading that has a column of the authority. What is wrong with them is for whoever
// reads them to tell, and the heading itself names no authority.
func (a *Authorities) AddRows(heading []string, in sheet.Rows) {
	at := slices.IndexFunc(heading, NamesAuthority)
	for at >= 0 {
		cells, err := in.Next()
		if _, bad := errors.AsType[*sheet.RowError](err); bad {
			continue
		}
		if err != nil {
			return
		}
		if at < len(cells) {
			a.Add(cells[at])
		}
	}
}

// AuthoritiesOf gives what files of text and the first rows of sheets say. A file whose heading has no column of the authority is not read on.
func AuthoritiesOf[T any](s *Search, matches []Match[T]) (Authorities, error) {
	var found Authorities
	for _, m := range matches {
		content, err := m.Content()
		switch {
		case err != nil:
		case m.Sheet != "":
			sheets, err := s.Sheets(m.File)
			if s.ctx.Err() != nil {
				return found, err
			}
			for _, g := range sheets {
				if g.Name == m.Sheet {
					found.addBelow(workbook.NewRows(g), m.Titles)
				}
			}
		case content == Text:
			in, err := s.Open(m.File)
			if err != nil {
				return found, err
			}
			found.addBelow(sheet.New(in), m.Titles)
			if err := in.Close(); err != nil {
				return found, err
			}
		}
	}
	return found, nil
}

func (a *Authorities) addBelow(in sheet.Rows, titles int) {
	if heading, err := sheet.HeadingBelow(in, titles); err == nil {
		a.AddRows(slices.Clone(heading), in)
	}
}
