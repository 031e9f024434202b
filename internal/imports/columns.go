package imports

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"heed/catalogue"
	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/exchange"
	"heed/internal/exchange/apart"
	"heed/internal/exchange/format"
	"heed/internal/exchange/table"
	"heed/internal/incoming"
	"heed/internal/ledger"
	"heed/internal/records"
	"heed/internal/words"
)

// LeftOut is what stands for the field of a heading that is left out.
const LeftOut = "-"

// Columns is what somebody said of the columns of a kind of file: those with the same headings are read by it as lists of a record type.
type Columns struct {
	// ID is made from the headings, so that what is said again of such files stands in the place of what was said before.
	ID, RecordType string
	// Fields are the headings, as they stand in the file, each with the id of its field or LeftOut.
	Fields map[string]string
	// Words are, by field, the words that stand for codes.
	Words map[string]map[string]string
	// File is the one for which it was said, By who said it, ByName their name, blank where it is not known, and At when.
	File, By, ByName string
	At               time.Time
}

// The lines of a record hold a heading and its field, or a word and its code, with arrow between; of a word the field stands before it. No id and no code
// holds either.
const (
	arrow = " → "
	colon = ": "
)

// ReportedBy is the field of a child that no list need have.
const ReportedBy = format.ReportedBy

// SameWords says whether two headings or words are one to whoever reads them.
func SameWords(a, b string) bool { return format.Plain(a) == format.Plain(b) }

// MergeWords gives the words that were said before, with the answers given now in the place of those of the same words; a blank answer takes one out.
func MergeWords(before, answers map[string]string) map[string]string {
	merged := maps.Clone(answers)
	for word, code := range before {
		answered := slices.ContainsFunc(slices.Collect(maps.Keys(answers)), func(other string) bool { return SameWords(other, word) })
		if !answered {
			if merged == nil {
				merged = map[string]string{}
			}
			merged[word] = code
		}
	}
	maps.DeleteFunc(merged, func(_, code string) bool { return code == "" })
	return merged
}

// plain is what readers of files are given.
func (c Columns) plain() format.Columns {
	p := format.Columns{RecordType: c.RecordType, Fields: map[string]string{}, Words: map[string]map[string]string{}}
	for heading, field := range c.Fields {
		if field == LeftOut {
			field = ""
		}
		p.Fields[format.Plain(heading)] = field
	}
	for field, list := range c.Words {
		p.Words[field] = map[string]string{}
		for word, code := range list {
			p.Words[field][format.Plain(word)] = code
		}
	}
	return p
}

// ListColumns gives what was said of the columns of files, the last first.
func ListColumns(ctx context.Context, s *door.Session) ([]Columns, error) {
	if err := s.Allow(ctx, access.Import, "saved columns"); err != nil {
		return nil, err
	}
	list, err := savedColumns(ctx, s)
	if err != nil {
		return nil, err
	}
	slices.Reverse(list)
	return list, nameWho(ctx, s, list)
}

// nameWho fills in the names of those who said it.
func nameWho(ctx context.Context, s *door.Session, list []Columns) error {
	names, err := s.StaffNames(ctx)
	for i := range list {
		list[i].ByName = names[list[i].By]
	}
	return err
}

// savedColumns gives what was said, in the order in which it was.
func savedColumns(ctx context.Context, s *door.Session) ([]Columns, error) {
	if s.Who.Authority == "" {
		return nil, nil
	}
	entries, err := s.Ledger().TypeEntries(ctx, s.Who.Authority, catalogue.RecordColumns, 0)
	if err != nil {
		return nil, fmt.Errorf("reading what was said of columns: %w", err)
	}
	latest := map[string]ledger.Entry{}
	for _, e := range entries {
		latest[e.RecordID] = e
	}
	var list []Columns
	for _, e := range latest {
		if e.Withdrawn {
			continue
		}
		c, err := columnsOf(e)
		if err != nil {
			return nil, err
		}
		list = append(list, c)
	}
	slices.SortFunc(list, func(a, b Columns) int {
		if c := a.At.Compare(b.At); c != 0 {
			return c
		}
		return strings.Compare(a.ID, b.ID)
	})
	return list, nil
}

func columnsOf(e ledger.Entry) (Columns, error) {
	var body struct {
		RecordType string `json:"record_type"`
		Columns    string `json:"columns"`
		Words      string `json:"words"`
		File       string `json:"file"`
	}
	if err := json.Unmarshal(e.Body, &body); err != nil {
		return Columns{}, fmt.Errorf("reading what was said of columns: %w", err)
	}
	c := Columns{ID: e.RecordID, RecordType: body.RecordType, Fields: map[string]string{}, Words: map[string]map[string]string{}, File: body.File, By: e.RecordedBy, At: e.RecordedAt}
	for line := range strings.Lines(body.Columns) {
		if heading, field, ok := cutLast(strings.TrimSuffix(line, "\n")); ok {
			c.Fields[heading] = field
		}
	}
	for line := range strings.Lines(body.Words) {
		said, code, ok := cutLast(strings.TrimSuffix(line, "\n"))
		field, word, named := strings.Cut(said, colon)
		if !ok || !named {
			continue
		}
		if c.Words[field] == nil {
			c.Words[field] = map[string]string{}
		}
		c.Words[field][word] = code
	}
	return c, nil
}

// cutLast cuts a line at its last arrow.
func cutLast(line string) (before, after string, ok bool) {
	i := strings.LastIndex(line, arrow)
	if i < 0 {
		return line, "", false
	}
	return line[:i], line[i+len(arrow):], true
}

// SaveColumns keeps what the actor says of the columns of a kind of file. door.ErrInvalid says what is wrong with it.
func SaveColumns(ctx context.Context, s *door.Session, c Columns, source string) error {
	t := s.Catalogue().Type(c.RecordType)
	if t == nil {
		return fmt.Errorf("%w: choose what the file is a list of", door.ErrInvalid)
	}
	if wrong := c.fault(t); wrong != "" {
		return fmt.Errorf("%w: %s", door.ErrInvalid, wrong)
	}
	_, _, err := records.Put(ctx, s, records.PutRequest{Type: catalogue.RecordColumns, Values: c.values(s), Source: source})
	return err
}

// Lacks lists the fields without which no row of a list can be recorded, and that no heading is said to be: whom it is of, and what tells it from another.
func (c Columns) Lacks(t *catalogue.Type) (lacks []*catalogue.Field) {
	given := slices.Collect(maps.Values(c.Fields))
	made := table.Made(t, func(field string) bool {
		return slices.Contains(given, field) || t.Field(field).Type == catalogue.FieldSubject
	})
	for i, f := range t.Fields {
		needed := f.Type == catalogue.FieldSubject || slices.Contains(t.Key, f.ID)
		if needed && i != made && f.ID != format.ReportedBy && !slices.Contains(given, f.ID) {
			lacks = append(lacks, f)
		}
	}
	return lacks
}

// MakesID says whether a list of a record type may lack the id by which its rows are told apart, so that each goes by what it says.
func MakesID(t *catalogue.Type) bool {
	return table.Made(t, func(field string) bool { return !slices.Contains(t.Key, field) }) >= 0
}

// fault says why columns cannot be saved, blank where they can.
func (c Columns) fault(t *catalogue.Type) string {
	plain, said := map[string]bool{}, map[string]bool{}
	for heading, field := range c.Fields {
		switch {
		case field != LeftOut && t.Index(field) < 0:
			return t.Title + " has no field " + field + ", which " + heading + " is said to be"
		case field != LeftOut && said[field]:
			return "two headings are said to be " + t.Field(field).Title
		case plain[format.Plain(heading)]:
			return heading + " stands twice"
		}
		plain[format.Plain(heading)], said[field] = true, true
	}
	if lacks := c.Lacks(t); len(lacks) > 0 {
		titles := make([]string, len(lacks))
		for i, f := range lacks {
			titles[i] = f.Title
		}
		return "no heading is said to be " + words.Join(titles) + ", without which no row can be recorded"
	}
	for field, list := range c.Words {
		i := t.Index(field)
		if i < 0 {
			return t.Title + " has no field " + field
		}
		for word, code := range list {
			if !takes(t.Fields[i], code) {
				return word + " is said to be " + code + ", which is no code of " + t.Fields[i].Title
			}
		}
	}
	return ""
}

// takes says whether a code is one that a field may have.
func takes(f *catalogue.Field, code string) bool {
	if f.Type == catalogue.FieldYesNo {
		return code == "true" || code == "false"
	}
	return f.List() != nil && f.List().Has(code)
}

// values are those of the record.
func (c Columns) values(s *door.Session) map[string]string {
	var fields, said []string
	for heading, field := range c.Fields {
		fields = append(fields, heading+arrow+field)
	}
	for field, list := range c.Words {
		for word, code := range list {
			said = append(said, field+colon+word+arrow+code)
		}
	}
	slices.Sort(fields)
	slices.Sort(said)
	return map[string]string{
		"columns_id": columnsID(slices.Collect(maps.Keys(c.Fields))), "record_type": c.RecordType, "columns": strings.Join(fields, "\n"), "words": strings.Join(said, "\n"),
		"file": c.File, "decided_on": s.Day().Format(time.DateOnly), "decided_by": s.Who.By(),
	}
}

// columnsID names what is said of files with some headings, in whatever order they stand.
func columnsID(headings []string) string {
	var names []string
	for _, heading := range headings {
		if heading != "" {
			names = append(names, format.Plain(heading))
		}
	}
	slices.Sort(names)
	names = slices.Compact(names)
	sum := sha256.Sum256([]byte(strings.Join(names, "\n")))
	return hex.EncodeToString(sum[:8])
}

// WithdrawColumns takes back what was said of the columns of a kind of file. What was imported by it stays.
func WithdrawColumns(ctx context.Context, s *door.Session, id string) error {
	return records.Withdraw(ctx, s, catalogue.RecordColumns, id, "no longer used")
}

// FindColumns gives what was said of files with some headings, by which they are read; found is false where nothing was. same says that it was said of
// these headings and no others: what is said again then stands in its place.
func FindColumns(ctx context.Context, s *door.Session, headings []string) (c Columns, same, found bool, err error) {
	list, err := savedColumns(ctx, s)
	if err == nil {
		err = nameWho(ctx, s, list)
	}
	if err != nil {
		return c, false, false, err
	}
	var options format.Options
	for _, c := range list {
		options.Columns = append(options.Columns, c.plain())
	}
	best := options.ColumnsOf(headings)
	for i := range list {
		if best == &options.Columns[i] {
			return list[i], list[i].ID == columnsID(headings), true, nil
		}
	}
	return c, false, false, nil
}

// Sample is what a file looks like to whoever says what its columns hold.
type Sample = exchange.Sample

// Sample looks at a file of the upload, in a process of its own, and at a sheet where it is a workbook; blank is the largest. A *exchange.Refused says why
// it is no table.
func (u *Upload) Sample(ctx context.Context, s *door.Session, file, sheet string) (*Sample, error) {
	if err := s.Allow(ctx, access.Import, "columns of an upload"); err != nil {
		return nil, err
	}
	files, err := u.Files()
	if err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(files, func(f UploadedFile) bool { return f.Name == file }) {
		return nil, incoming.ErrNone
	}
	sample, err := apart.Sample(ctx, filepath.Join(u.files(), file), sheet)
	if errors.Is(err, exchange.ErrRefused) {
		err = errors.Join(err, note(ctx, s, err))
	}
	return sample, err
}

// ColumnsAllowed lists the record types that files may be said to be lists of: those that the actor may import.
func ColumnsAllowed(s *door.Session) (list []*catalogue.Type) {
	options := exchange.Options{Closed: closedTo(s)}
	for _, t := range s.Catalogue().Types {
		if options.Bars("", t) == nil {
			list = append(list, t)
		}
	}
	return list
}
