// Package extract writes what Heed holds in the columns of the formats that it reads, so that an analyst can check and compare: the lists of Annex A,
// the tables of the SSDA903 and the census, and the records of any type. Of children whose record is not open to whoever asks there is
// nothing in it, and what is sensitive in itself is left out as it is on pages. Every extract is in the access log before it is given out.
package extract

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"heed/catalogue"
	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/engine"
)

// aboutChild is the kind of subject of records about children.
const aboutChild = "child"

// nameType is the record type that holds children's names.
const nameType = "child_name"

// NotOpen is said of every extract. How much is left out, or whether anything is, would tell of children whom the reader may not see.
const NotOpen = "Records that are not open to whoever wrote this are left out."

// otherChild is the field of a record about a child that holds the number of another.
const otherChild = "other_child_id"

// May says whether a person may take extracts at all, so that a page offers nothing that it would refuse. It is not logged; taking one is.
func May(s *door.Session) bool { return s.May(access.Export) && s.MayRead("child") }

// Allow asks whether a person may take extracts at all. A refusal is logged, with what was asked for.
func Allow(ctx context.Context, s *door.Session, what string) error {
	if err := s.Allow(ctx, access.Export, what); err != nil {
		return err
	}
	if !s.MayRead("child") {
		return s.Refuse(ctx, access.ReadRecord, "", what, "your role does not read records as they are held")
	}
	return nil
}

// Types gives the record types whose records the person's role may take as a file, in the order of the catalogue.
func Types(s *door.Session) []*catalogue.Type {
	if !May(s) {
		return nil
	}
	var list []*catalogue.Type
	for _, t := range s.Catalogue().Types {
		if s.MayRead(t.ID) {
			list = append(list, t)
		}
	}
	return list
}

// reader reads records and views for an extract, and counts what it leaves out.
type reader struct {
	*door.Inquiry

	// hidden counts the records left out as they are not open to whoever asks, for the access log alone.
	hidden int
}

// open asks whether the person may take extracts, and opens the engine.
func open(ctx context.Context, s *door.Session, detail string) (*reader, error) {
	if err := s.Allow(ctx, access.Export, detail); err != nil {
		return nil, err
	}
	in, err := s.Open(ctx)
	if err != nil {
		return nil, door.Tidy(err)
	}
	return &reader{Inquiry: in}, nil
}

// row is a record or a row of a view, as text.
type row map[string]string

// rows gives the rows of a record type or a view that are open to the person.
func (r *reader) rows(ctx context.Context, name string) ([]row, error) {
	t := r.Catalogue().Type(name)
	var found []engine.SubjectRow
	var err error
	if t != nil {
		if !r.MayRead(name) {
			return nil, nil
		}
		found, err = r.Engine.Rows(ctx, r.Q, name)
	} else {
		found, err = r.view(ctx, name)
	}
	if err != nil {
		return nil, door.Tidy(err)
	}
	list := make([]row, 0, len(found))
	for _, f := range found {
		if (t == nil || t.About == aboutChild) && !r.open(t, f) {
			r.hidden++
			continue
		}
		list = append(list, textOf(f))
	}
	return list, nil
}

// open says whether a record about a child, and about the other child that it may name, is open to the person.
func (r *reader) open(t *catalogue.Type, f engine.SubjectRow) bool {
	subject, other := f.Text("subject_id"), f.Text(otherChild)
	verdict := r.Scope.Of(subject)
	switch {
	case !verdict.Read || other != "" && !r.Scope.Of(other).Read:
		return false
	case t != nil && t.ID == nameType && !verdict.Name:
		return false
	default:
		return t == nil || !t.Restricted || r.Scope.Sensitive(subject)
	}
}

// view gives the rows of a view of the rulebook.
func (r *reader) view(ctx context.Context, name string) ([]engine.SubjectRow, error) {
	found, err := r.Engine.RunRule(ctx, r.Q, name)
	if err != nil {
		return nil, err
	}
	list := make([]engine.SubjectRow, len(found.Rows))
	for i, values := range found.Rows {
		list[i] = engine.SubjectRow{}
		for j, column := range found.Columns {
			list[i][column] = values[j]
		}
	}
	return list, nil
}

// textOf writes a row's values as text: those whose column says that it is of a day as days, other times as moments in UTC.
func textOf(found engine.SubjectRow) row {
	to := make(row, len(found))
	for column, value := range found {
		to[column] = text(column, value)
	}
	return to
}

func text(column string, value any) string {
	switch v := value.(type) {
	case nil:
		return ""
	case string:
		return v
	case bool:
		return strconv.FormatBool(v)
	case time.Time:
		if strings.HasSuffix(column, "_at") {
			return v.UTC().Format(time.RFC3339)
		}
		return v.Format(time.DateOnly)
	case []any:
		parts := make([]string, len(v))
		for i, part := range v {
			parts[i] = text(column, part)
		}
		return strings.Join(parts, ";")
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	default:
		return fmt.Sprint(v)
	}
}

// day gives the day that an extract is as at, in the form that its files have.
func (r *reader) day() string { return r.Q.AsAt.Format(time.DateOnly) }
