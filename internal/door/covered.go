package door

import (
	"context"
	"slices"
	"strings"
	"time"

	"heed/internal/engine"
)

// Run is up to which day a kind of source covers what it holds.
type Run struct {
	// Source is the kind: "returns", "safeguarding dataset", "Annex A" or "lists".
	Source string
	// To is the latest day that a source of the kind covers. Of lists, each of which may end on a day of its own, it is that of the
	// latest.
	To time.Time
}

// runsOf gives how far each kind of source runs, the latest first as they come.
func runsOf(coverage []engine.Coverage) []Run {
	var runs []Run
	for _, kind := range []string{"returns", "safeguarding dataset", "Annex A", "lists"} {
		run := Run{Source: kind}
		for _, c := range coverage {
			if sourceKind(c.Source) == kind && !ofOneDay(c) && c.To.After(run.To) {
				run.To = c.To
			}
		}
		if !run.To.IsZero() {
			runs = append(runs, run)
		}
	}
	return runs
}

// ofOneDay says that nothing is known of a source but the day on which it came in, such as of a list of teams: it says of no other list how
// far it goes.
func ofOneDay(c engine.Coverage) bool { return c.Assumed && c.From.Equal(c.To) }

// sourceKind gives the kind of a source by its name, blank for what Heed itself keeps: a return of one year is one of the returns.
func sourceKind(source string) string {
	switch lower := strings.ToLower(source); {
	case strings.HasPrefix(lower, "ssda903"), strings.Contains(lower, "census"):
		return "returns"
	case strings.HasPrefix(lower, "safeguarding dataset"):
		return "safeguarding dataset"
	case strings.HasPrefix(lower, "annex a"):
		return "Annex A"
	case lower == "kept in heed":
		return ""
	}
	return "lists"
}

// latestDay gives the day that is asked about where nobody says: the latest that any source covers, as known at a moment, where that is
// before today. What fell due later is not known yet. A list of which nobody knows how far it goes moves no day.
func (d *Door) latestDay(ctx context.Context, a *authority, knownAt time.Time) (day time.Time, coverage []engine.Coverage, err error) {
	q := d.today()
	q.KnownAt = knownAt
	coverage, err = a.engine.ListCoverage(ctx, q)
	if day = coveredTo(coverage); day.IsZero() || day.After(q.AsAt) {
		day = q.AsAt
	}
	return day, coverage, err
}

// coveredTo gives the latest day that any source covers, zero where nothing says how far one goes.
func coveredTo(coverage []engine.Coverage) (day time.Time) {
	for _, c := range coverage {
		if !ofOneDay(c) && c.To.After(day) {
			day = c.To
		}
	}
	return day
}

// workersKnown says whether any source covers who works with whom on a day: the list of allocations, as the social workers of the SSDA903 are
// those of looked-after children alone. Where nothing is known of what records cover, it does.
func workersKnown(coverage []engine.Coverage, day time.Time) bool {
	return len(coverage) == 0 || slices.ContainsFunc(coverage, func(c engine.Coverage) bool {
		return c.RecordType == "allocation" && !day.Before(c.From) && !day.After(c.To)
	})
}
