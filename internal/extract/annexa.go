package extract

import (
	"context"
	"fmt"
	"slices"
	"time"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/engine"
	"heed/internal/exchange/annexa"
	"heed/internal/export"
	lists "heed/internal/extract/annexa"
)

// AnnexA is the eleven lists of Ofsted's Annex A, a table each, after a table of notes.
type AnnexA struct {
	Tables []export.Table
	// Notes say what the lists lack and why.
	Notes []string
	// Rows counts those of all lists.
	Rows int
	AsAt time.Time
}

// FindAnnexA gives the lists of Annex A as at the day of the session's question, from whatever sources the authority has.
func FindAnnexA(ctx context.Context, s *door.Session) (AnnexA, error) {
	r, err := openRecords(ctx, s, "Annex A")
	if err != nil {
		return AnnexA{}, err
	}
	held := lists.Held{Rows: map[string][]lists.Row{}, Label: r.label}
	for _, name := range lists.Sources {
		found, err := r.rows(ctx, name)
		if err != nil {
			return AnnexA{}, fmt.Errorf("reading %s: %w", name, err)
		}
		for _, one := range found {
			held.Rows[name] = append(held.Rows[name], lists.Row(one))
		}
	}
	if held.CoveredTo, err = r.covered(ctx); err != nil {
		return AnnexA{}, err
	}
	made := lists.Make(held, r.Q.AsAt)
	out := AnnexA{Notes: append(made.Notes, NotOpen), AsAt: r.Q.AsAt}
	for _, t := range made.Tables {
		out.Rows += len(t.Rows)
	}
	out.Tables = append([]export.Table{r.notes(out.Notes)}, made.Tables...)
	detail := fmt.Sprintf("Annex A as at %s: %d rows, %d records outside the scope left out", r.day(), out.Rows, r.hidden)
	return out, s.LogRows(ctx, access.Export, "", detail, childrenIn(made.Tables, lists.ChildColumn))
}

// childrenIn gives the numbers of the children whom a column of tables names, for the access log.
func childrenIn(tables []export.Table, column string) []string {
	var children []string
	for _, t := range tables {
		at := slices.IndexFunc(t.Columns, func(c export.Column) bool { return c.Heading == column })
		if at < 0 {
			continue
		}
		for _, cells := range t.Rows {
			if cells[at] != "" {
				children = append(children, cells[at])
			}
		}
	}
	return children
}

// notes gives the sheet that says what the workbook is. By its first cell Heed knows the workbook as its own.
func (r *reader) notes(notes []string) export.Table {
	t := export.Table{Name: "Notes", Columns: []export.Column{{Heading: annexa.WrittenByHeed + r.Who.Authority}, {Heading: ""}}}
	add := func(cells ...string) { t.Rows = append(t.Rows, append(cells, "")[:2]) }
	add("Annex A, as at", r.Q.AsAt.Format("2 January 2006"))
	add("As known at", export.Moment(r.Asked.KnownAt))
	add("The eleven lists have Ofsted’s headings and choices in the edition of 2021 to 2024.")
	add("Lists 1 to 8 look back six months, lists 10 and 11 twelve, by Ofsted’s guidance to inspecting local authority children’s services.")
	add("Blank is what is not held. Nothing is filled in that nobody recorded.")
	for _, note := range notes {
		add(note)
	}
	return t
}

// label gives the words of a code, blank where its list has none.
func (r *reader) label(list, code string) string {
	l := r.Catalogue().Lists[list]
	if l == nil || !l.Has(code) {
		return ""
	}
	return l.Label(code)
}

// covered gives the day to which the records of a type are complete from another on, without a gap.
func (r *reader) covered(ctx context.Context) (func(recordType, from string) string, error) {
	list, err := r.Engine.ListCoverage(ctx, r.Q)
	if err != nil {
		return nil, door.Tidy(err)
	}
	of := map[string][]engine.Coverage{}
	for _, c := range list {
		of[c.RecordType] = append(of[c.RecordType], c)
	}
	return func(recordType, from string) string {
		next, to := from, ""
		for moved := true; moved; {
			moved = false
			for _, c := range of[recordType] {
				if c.From.Format(time.DateOnly) <= next && c.To.Format(time.DateOnly) >= next {
					to, next, moved = c.To.Format(time.DateOnly), c.To.AddDate(0, 0, 1).Format(time.DateOnly), true
				}
			}
		}
		return to
	}, nil
}
