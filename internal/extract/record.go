package extract

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"heed/catalogue"
	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/export"
	"heed/internal/words"
)

// Records is all records of a type, a column a field.
type Records struct {
	Table export.Table
	Type  *catalogue.Type
	AsAt  time.Time
	// Later counts the records left out as they are dated after the day asked about.
	Later int
}

// FindRecords gives the records of a type by field as known at the moment of the session's question. Where the question names a day, those dated
// later are left out: a record's day is the last of its key.
func FindRecords(ctx context.Context, s *door.Session, recordType string) (Records, error) {
	t := s.Catalogue().Type(recordType)
	if t == nil {
		return Records{}, fmt.Errorf("%w: no record type %q", door.ErrNotFound, recordType)
	}
	r, err := open(ctx, s, recordType)
	if err != nil {
		return Records{}, err
	}
	if !r.MayRead(recordType) {
		return Records{}, s.Refuse(ctx, access.ReadRecord, "", recordType, "your role does not read records of this type")
	}
	rows, err := r.rows(ctx, recordType)
	if err != nil {
		return Records{}, err
	}
	out := Records{Table: export.Table{Name: sheetName(recordType)}, Type: t, AsAt: r.Q.AsAt}
	for _, f := range t.Fields {
		out.Table.Columns = append(out.Table.Columns, export.Column{Heading: f.ID, Kind: kinds[f.Type]})
	}
	by := ""
	if !s.Question.AsAt.IsZero() {
		by = r.day()
	}
	dated, held := dayOf(t), []string(nil)
	for _, one := range rows {
		if by != "" && dated != "" && one[dated] != "" && one[dated][:len(by)] > by {
			out.Later++
			continue
		}
		cells := make([]string, len(t.Fields))
		for i, f := range t.Fields {
			cells[i] = one[f.ID]
		}
		out.Table.Rows = append(out.Table.Rows, cells)
		held = append(held, childrenOf(t, one)...)
	}
	detail := fmt.Sprintf("%s: %d records, %d outside the scope left out", recordType, len(out.Table.Rows), r.hidden)
	return out, s.LogRows(ctx, access.Export, "", detail, held)
}

// childrenOf gives the numbers of the children whom a record names: whom it is about, and the other child.
func childrenOf(t *catalogue.Type, one row) (children []string) {
	if t.About == aboutChild {
		children = append(children, one["subject_id"])
	}
	if other := one[otherChild]; other != "" {
		children = append(children, other)
	}
	return children
}

// kinds are what the values of fields are; those of the other types are texts.
var kinds = map[catalogue.FieldType]export.Kind{
	catalogue.FieldDate: export.Days, catalogue.FieldMoment: export.Moments, catalogue.FieldInteger: export.Wholes,
	catalogue.FieldDecimal: export.Numbers, catalogue.FieldMoney: export.Numbers, catalogue.FieldYesNo: export.Truths,
}

// dayOf gives the field that dates a record: the last day of its key, blank where it has none. The end of a year dates nothing, since what it is of
// begins before.
func dayOf(t *catalogue.Type) string {
	day := ""
	for _, f := range t.Fields {
		if slices.Contains(t.Key, f.ID) && (f.Type == catalogue.FieldDate || f.Type == catalogue.FieldMoment) && !strings.HasPrefix(f.ID, "year_ending") {
			day = f.ID
		}
	}
	return day
}

// sheetName cuts a name to what a workbook takes.
func sheetName(name string) string {
	const longest = 31
	return name[:min(len(name), longest)]
}

// Words says in a sentence what was written, and how much of later days was not.
func (r Records) Words() string {
	said := words.Count(len(r.Table.Rows), "record") + " of " + r.Type.ID
	if r.Later > 0 {
		said += fmt.Sprintf("; %d of later days left out", r.Later)
	}
	return said + "."
}

// Write writes a table in the form that the end of a file's name says: a workbook (.xlsx), Parquet (.parquet), or else CSV.
func Write(w io.Writer, t export.Table, name string) error {
	switch lower := strings.ToLower(name); {
	case strings.HasSuffix(lower, ".xlsx"):
		return export.Workbook(w, t)
	case strings.HasSuffix(lower, ".parquet"):
		return t.Parquet(w)
	default:
		return t.CSV(w)
	}
}
