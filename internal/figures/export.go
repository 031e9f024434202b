package figures

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/engine"
	"heed/internal/export"
	"heed/rulebook"
)

// RowsFile begins a file of rows in the form that the end of its name says: a workbook (.xlsx) or CSV.
func RowsFile(w io.Writer, name string) export.Rows {
	if strings.HasSuffix(name, ".xlsx") {
		return export.NewBook(w, "Rows", 24, 40, 8, 16, 12, 22, 10, 14, 24, 12, 10, 12, 12, 28, 40, 12, 12, 12, 8, 14, 40, 40)
	}
	return export.New(w)
}

// Export writes every row behind a figure that is about children whose record the actor may open. Each row carries where it comes from: the
// rule with its title, version and digest, the days it is counted over, as at and known at. Children are given by record number, never by name.
func Export(ctx context.Context, s *door.Session, id string, f Filter, out export.Rows) error {
	r, err := Measure(s.Book(), id)
	if err != nil {
		return err
	}
	if err := s.Allow(ctx, access.Export, id); err != nil {
		return err
	}
	in, err := s.Open(ctx)
	if err != nil {
		return door.Tidy(err)
	}
	if err := checkDays(ctx, in, r, f.Over); err != nil {
		return err
	}
	figure, err := in.Engine.FindFigure(ctx, in.Q, r.ID, f.part(in, r))
	if err != nil {
		return door.Tidy(err)
	}
	rows, outside, err := rowsWithin(ctx, in, r, engine.RowFilter{Slice: f.part(in, r)})
	if err != nil {
		return door.Tidy(err)
	}
	detail := fmt.Sprintf("%s %s: %d rows, %d outside the scope left out", id, askedWords(in.Q.AsAt, f.Over), len(rows), outside)
	list := make([]Row, len(rows))
	for i, row := range rows {
		list[i] = figureRow(in, r, row, figure)
	}
	if err := s.LogRows(ctx, access.Export, "", detail, childrenOf(r, list)); err != nil {
		return err
	}
	out.Row("measure", "measure_title", "rule_version", "rule_digest", "as_at", "known_at", "about", "subject", "occasion", "on_date", "counted", "value", "category", "category_words", "left_out",
		"arose", "due", "met", "late", "late_unit", "why", "detail", "age_band", "sex", "ethnicity", "disability", "team", "placement", "from", "to", "known_to", "unknown")
	for _, dressed := range list {
		out.Row(r.ID, r.Title, strconv.Itoa(r.Version), r.Digest, export.Day(in.Q.AsAt), export.Moment(in.Asked.KnownAt), r.Subject, dressed.Subject, dressed.Occasion, export.Day(dressed.On),
			export.Truth(dressed.Counted), export.Number(dressed.Value), dressed.Category, dressed.CategoryLabel, dressed.LeftOut,
			export.Stamp(dressed.Arose, r.Timed), export.Stamp(dressed.Due, r.Timed), export.Stamp(dressed.Met, r.Timed), export.Whole(dressed.Late), lateUnit(r, dressed), dressed.Why, dressed.Detail, dressed.AgeBand, sliceLabel(in.Catalogue(), r, engine.Slice{Dimension: "sex", Value: dressed.Sex}), dressed.Ethnicity, dressed.Disability, dressed.Team, dressed.Placement, export.Day(figure.Span.From()), export.Day(figure.Span.To), export.Day(figure.KnownTo), figure.Unknown)
	}
	return out.Flush()
}

// lateUnit names the unit of by how much a row was late, blank where it was not.
func lateUnit(r *rulebook.Rule, row Row) string {
	if row.Late == nil {
		return ""
	}
	return string(r.Counts)
}
