package figures

import (
	"context"
	"fmt"
	"io"
	"strconv"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/export"
)

// ExportBreakdown writes a figure's breakdown as CSV, with what its page shows and where it comes from. What is hidden on the
// page is blank here, and says so.
func ExportBreakdown(ctx context.Context, s *door.Session, id, by string, over Span, w io.Writer) error {
	if err := s.Allow(ctx, access.Export, "a figure by groups"); err != nil {
		return err
	}
	b, err := buildBreakdown(ctx, s, id, by, over)
	if err != nil {
		return door.Tidy(err)
	}
	if b.Broken != "" {
		return fmt.Errorf("rule %s is broken: %s", id, b.Broken)
	}
	detail := fmt.Sprintf("%s by %s %s: %d groups", id, b.By, askedWords(b.AsAt, over), len(b.Rows))
	if err := s.Log(ctx, access.Export, "", detail); err != nil {
		return err
	}
	out := export.New(w)
	out.Row("measure", "measure_title", "rule_version", "rule_digest", "as_at", "known_at", "by", "group", "hidden", "rows", "value", "numerator", "denominator",
		"share_of_figure", "population", "share_of_population", "rate_per_10000", "times_all_others", "gap_to_whole", "warning", "words",
		"population_counted_on", "population_source", "from", "to", "known_to", "unknown")
	counted, source := "", ""
	if b.Population != nil {
		counted, source = export.Day(b.Population.CountedOn), b.Population.Source
	}
	if b.Figure.Unknown != "" { // a file without a line would not say why
		b.Rows = []BreakdownRow{{Words: UnknownWords(b.Figure)}}
	}
	for _, row := range b.Rows {
		rows := strconv.Itoa(row.Figure.Rows)
		if row.Hidden || b.Figure.Unknown != "" {
			rows = ""
		}
		out.Row(b.Rule.ID, b.Rule.Title, strconv.Itoa(b.Rule.Version), b.Rule.Digest, export.Day(b.AsAt), export.Moment(b.KnownAt), b.By, row.Label, strconv.FormatBool(row.Hidden), rows,
			export.Number(row.Figure.Value), export.Number(row.Figure.Numerator), export.Number(row.Figure.Denominator), export.Number(row.Share), export.Number(row.Persons),
			export.Number(row.PopulationShare), export.Number(row.Rate), export.Number(row.Times), export.Number(row.Gap), row.Warning, row.Words, counted, source, export.Day(b.Figure.Span.From()), export.Day(b.Figure.Span.To), export.Day(b.Figure.KnownTo), b.Figure.Unknown)
	}
	return out.Flush()
}
