package figures

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"time"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/engine"
	"heed/internal/export"
)

// Export writes every row behind a figure that is about children within the actor's scope as CSV. Each row carries
// where it comes from: the rule with its version and digest, as at and known at. Children are given by record number,
// never by name, and a restricted one not at all.
func Export(ctx context.Context, s *door.Session, id string, part Slice, w io.Writer) error {
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
	rows, outside, err := rowsWithin(ctx, in, r, engine.RowFilter{Slice: part})
	if err != nil {
		return door.Tidy(err)
	}
	detail := fmt.Sprintf("%s as at %s: %d rows, %d outside the scope left out", id, in.Q.AsAt.Format(time.DateOnly), len(rows), outside)
	if err := s.Log(ctx, access.Export, "", detail); err != nil {
		return err
	}
	out := export.New(w)
	out.Row("measure", "rule_version", "rule_digest", "as_at", "known_at", "about", "subject", "occasion", "on_date", "counted", "value", "category", "left_out",
		"age_band", "sex", "ethnicity", "disability", "team", "placement")
	for _, row := range rows {
		f := figureRow(in, r, row)
		out.Row(r.ID, strconv.Itoa(r.Version), r.Digest, export.Day(in.Q.AsAt), export.Moment(in.Asked.KnownAt), r.Subject, f.Subject, f.Occasion, export.Day(f.On),
			export.Truth(f.Counted), export.Number(f.Value), f.Category, f.LeftOut, f.AgeBand, f.Sex, f.Ethnicity, f.Disability, f.Team, f.Placement)
	}
	return out.Flush()
}
