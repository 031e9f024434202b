package app

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"heed/internal/access"
	"heed/internal/engine"
)

// ExportFigure writes every row behind a figure that is about children within the actor's scope as CSV. Each row carries
// where it comes from: the rule with its version and digest, as at and known at. Children are given by record number,
// never by name, and a restricted one not at all.
func ExportFigure(ctx context.Context, s *Session, id string, part Slice, w io.Writer) error {
	r, err := findMeasure(s.Book(), id)
	if err != nil {
		return err
	}
	if err := s.Allow(ctx, access.Export, id); err != nil {
		return err
	}
	in, err := s.Open(ctx)
	if err != nil {
		return Tidy(err)
	}
	rows, outside, err := rowsWithin(ctx, in, r, engine.RowFilter{Slice: part})
	if err != nil {
		return Tidy(err)
	}
	detail := fmt.Sprintf("%s as at %s: %d rows, %d outside the scope left out", id, in.Q.AsAt.Format(time.DateOnly), len(rows), outside)
	if err := s.Log(ctx, access.Export, "", detail); err != nil {
		return err
	}
	out := newSheet(w)
	out.row("measure", "rule_version", "rule_digest", "as_at", "known_at", "about", "subject", "occasion", "on_date", "counted", "value", "category", "left_out",
		"age_band", "sex", "ethnicity", "disability", "team", "placement")
	for _, row := range rows {
		f := figureRow(in, r, row)
		out.row(r.ID, strconv.Itoa(r.Version), r.Digest, iso(in.Q.AsAt), moment(in.Asked.KnownAt), r.Subject, f.Subject, f.Occasion, iso(f.On),
			truth(f.Counted), number(f.Value), f.Category, f.LeftOut, f.AgeBand, f.Sex, f.Ethnicity, f.Disability, f.Team, f.Placement)
	}
	return out.flush()
}

// ExportClocks writes every clock of a list as CSV, whatever page is shown.
func ExportClocks(ctx context.Context, s *Session, f ClockFilter, w io.Writer) error {
	if err := s.Allow(ctx, access.Export, filterWords(f)); err != nil {
		return err
	}
	f.PerPage = -1
	page, err := clockPage(ctx, s, f)
	if err != nil {
		return Tidy(err)
	}
	detail := fmt.Sprintf("clocks as at %s, %s: %d rows", page.Asked.AsAt.Format(time.DateOnly), filterWords(f), len(page.Clocks))
	if err := s.Log(ctx, access.Export, f.Subject, detail); err != nil {
		return err
	}
	out := newSheet(w)
	out.row("duty", "as_at", "known_at", "about", "subject", "occasion", "status", "arose", "due", "met", "excused", "detail", "owner", "owner_role", "team", "service", "when")
	for _, c := range page.Clocks {
		out.row(c.Duty, iso(page.Asked.AsAt), moment(page.Asked.KnownAt), c.About, c.Subject, c.Occasion, string(c.Status),
			stamp(c.Arose, c.Timed), stamp(c.Due, c.Timed), stamp(c.Met, c.Timed), c.Excused, c.Detail,
			c.OwnerID, c.OwnerRole, c.Team, c.Service, c.When)
	}
	return out.flush()
}

// sheet writes CSV that a spreadsheet opens as text, whatever is in it.
type sheet struct {
	w   *csv.Writer
	err error
}

func newSheet(w io.Writer) *sheet { return &sheet{w: csv.NewWriter(w)} }

func (s *sheet) row(cells ...string) {
	if s.err != nil {
		return
	}
	for i, cell := range cells {
		cells[i] = harmless(cell)
	}
	s.err = s.w.Write(cells)
}

func (s *sheet) flush() error {
	s.w.Flush()
	if s.err != nil {
		return fmt.Errorf("writing the export: %w", s.err)
	}
	return s.w.Error()
}

// harmless keeps a spreadsheet from taking a text for a formula. A number may begin with a minus.
func harmless(cell string) string {
	if cell == "" || !strings.ContainsRune("=+-@\t\r\n", rune(cell[0])) {
		return cell
	}
	if _, err := strconv.ParseFloat(cell, 64); err == nil {
		return cell
	}
	return "'" + cell
}

func iso(day time.Time) string {
	if day.IsZero() {
		return ""
	}
	return day.Format(time.DateOnly)
}

func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

func stamp(t time.Time, timed bool) string {
	if timed {
		return moment(t)
	}
	return iso(t)
}

func truth(b *bool) string {
	if b == nil {
		return ""
	}
	return strconv.FormatBool(*b)
}

func number(v *float64) string {
	if v == nil {
		return ""
	}
	return strconv.FormatFloat(*v, 'f', -1, 64)
}
