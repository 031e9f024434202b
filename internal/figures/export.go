package figures

import (
	"context"
	"fmt"
	"io"
	"strconv"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/engine"
	"heed/internal/export"
)

// Export writes every row behind a figure that is about children within the actor's scope as CSV. Each row carries
// where it comes from: the rule with its version and digest, the days it is counted over, as at and known at. Children are given by record number,
// never by name, and a restricted one not at all.
func Export(ctx context.Context, s *door.Session, id string, f Filter, w io.Writer) error {
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
	if err := checkDays(in, r, f.Over); err != nil {
		return err
	}
	figure, err := in.Engine.FindFigure(ctx, in.Q, r.ID, f.part())
	if err != nil {
		return door.Tidy(err)
	}
	rows, outside, err := rowsWithin(ctx, in, r, engine.RowFilter{Slice: f.part()})
	if err != nil {
		return door.Tidy(err)
	}
	detail := fmt.Sprintf("%s %s: %d rows, %d outside the scope left out", id, askedWords(in.Q.AsAt, f.Over), len(rows), outside)
	if err := s.Log(ctx, access.Export, "", detail); err != nil {
		return err
	}
	out := export.New(w)
	out.Row("measure", "rule_version", "rule_digest", "as_at", "known_at", "about", "subject", "occasion", "on_date", "counted", "value", "category", "left_out",
		"age_band", "sex", "ethnicity", "disability", "team", "placement", "from", "to", "known_to", "unknown")
	for _, row := range rows {
		dressed := figureRow(in, r, row)
		out.Row(r.ID, strconv.Itoa(r.Version), r.Digest, export.Day(in.Q.AsAt), export.Moment(in.Asked.KnownAt), r.Subject, dressed.Subject, dressed.Occasion, export.Day(dressed.On),
			export.Truth(dressed.Counted), export.Number(dressed.Value), dressed.Category, dressed.LeftOut, dressed.AgeBand, dressed.Sex, dressed.Ethnicity, dressed.Disability, dressed.Team, dressed.Placement, export.Day(figure.Span.From()), export.Day(figure.Span.To), export.Day(figure.KnownTo), figure.Unknown)
	}
	return out.Flush()
}
