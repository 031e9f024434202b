package clocks

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"time"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/export"
)

// Export writes every clock of a list as CSV, whatever page is shown.
func Export(ctx context.Context, s *door.Session, f Filter, w io.Writer) error {
	if err := s.Allow(ctx, access.Export, "clocks"); err != nil {
		return err
	}
	f.PerPage = -1
	page, err := clockPage(ctx, s, f)
	if err != nil {
		return door.Tidy(err)
	}
	detail := fmt.Sprintf("clocks as at %s, %s: %d rows", page.Asked.AsAt.Format(time.DateOnly), page.filterWords(), len(page.Clocks))
	if err := s.LogRows(ctx, access.Export, page.subject(), detail, page.children()); err != nil {
		return err
	}
	out := export.New(w)
	out.Row("duty", "duty_title", "as_at", "known_at", "about", "subject", "occasion", "status", "arose", "due", "met", "days_late", "old_gap", "stopped", "stopped_why", "excused", "missing", "detail", "known_to", "owner", "owner_name", "owner_role", "team", "service", "when")
	for _, c := range page.Clocks {
		out.Row(c.Duty, c.DutyTitle, export.Day(page.Asked.AsAt), export.Moment(page.Asked.KnownAt), c.About, c.Subject, c.Occasion, string(c.Status),
			export.Stamp(c.Arose, c.Timed), export.Stamp(c.Due, c.Timed), export.Stamp(c.Met, c.Timed), number(c.DaysLate), strconv.FormatBool(c.OldGap),
			export.Stamp(c.Stopped, c.Timed), c.StoppedWhy, c.Excused, c.Missing, c.Detail, export.Day(c.KnownTo), c.OwnerID, c.Owner, c.OwnerRole, c.Team, c.Service, c.When)
	}
	return out.Flush()
}

// number writes a number, blank where there is none.
func number(n *int) string {
	if n == nil {
		return ""
	}
	return strconv.Itoa(*n)
}
