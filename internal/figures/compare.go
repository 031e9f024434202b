package figures

import (
	"context"
	"fmt"
	"strings"
	"time"

	"heed/internal/door"
	"heed/internal/engine"
	"heed/internal/published"
	"heed/internal/words"
	"heed/rulebook"
)

// IsRelative says whether a measure is of a kind that compares between a small and a large area.
func IsRelative(r *rulebook.Rule) bool {
	return r.Statistic != rulebook.Count && r.Statistic != rulebook.Sum
}

// publishedBeside gives what is published beside a measure for an authority, and whether anything in its unit is.
func publishedBeside(ctx context.Context, s *door.Session, r *rulebook.Rule, authority string) (published.Beside, bool) {
	table, err := s.Published(ctx)
	if err != nil {
		s.Logger().ErrorContext(ctx, "the published figures cannot be read", "error", err)
		return published.Beside{}, false
	}
	series := table.Find(r.Published.Series)
	if series == nil || IsRelative(r) && series.Unit != r.Unit {
		return published.Beside{}, false
	}
	council, _ := table.Council(authority)
	return table.Beside(series, council), true
}

// HasOthers says whether anything that is published stands beside a measure's figure as at a day, each year by itself.
func HasOthers(ctx context.Context, s *door.Session, r *rulebook.Rule, day time.Time) bool {
	all, ok := publishedBeside(ctx, s, r, s.Who.Authority)
	return ok && len(all.UpTo(day).Steps) > 0
}

// ChangeOf sets a figure beside that of a year ago: "1.7 points below a year ago".
func ChangeOf(r *rulebook.Rule, now, then engine.Figure) words.Change {
	if now.Value == nil || then.Value == nil {
		return words.Change{}
	}
	by := *now.Value - *then.Value
	c := words.Change{Direction: words.Up, Size: max(by, -by)}
	if by < 0 {
		c.Direction = words.Down
	}
	size := sizeWords(r, c.Size)
	switch {
	case size == "0":
		return words.Change{Direction: words.Same, Words: "the same as a year ago"}
	case r.Unit == "%":
		c.Words = fmt.Sprintf("%s %s %s a year ago", size, words.Either(size == "1.0", "point", "points"), words.Either(by < 0, "below", "above"))
	default:
		c.Words = fmt.Sprintf("%s %s than a year ago", size, words.Either(by < 0, "fewer", "more"))
	}
	return c
}

// sizeWords prints how far a figure moved, and 0 where that is less than it is printed to.
func sizeWords(r *rulebook.Rule, size float64) string {
	number := words.Decimal(size, 1)
	switch {
	case r.Unit == "%" && size >= 0.05:
		return number
	case r.Statistic == rulebook.Count || r.Statistic == rulebook.Sum:
		return words.Decimal(size, 0)
	}
	return strings.TrimSuffix(number, ".0")
}

// spanWords says what days a figure covers: "in the 12 months to 31 October 2026", "on 31 October 2026", or the days that were asked about.
func spanWords(r *rulebook.Rule, s, over engine.Span) string {
	to := words.LongDate(s.To)
	if !over.IsZero() {
		return "from " + daysWords(over)
	}
	switch r.Period {
	case rulebook.Snapshot:
		return "on " + to
	case rulebook.YearToMarch:
		return "on " + to
	case rulebook.ThreeYears:
		return "in the three years to " + to
	default:
	}
	return "in the " + string(r.Period) + " to " + to
}

// sentence says what a figure is in one line: "264 of 333 were held in time, in the 12 months to 31 October 2026".
func sentence(r *rulebook.Rule, f engine.Figure, over engine.Span) string {
	span := spanWords(r, f.Span, over)
	switch {
	case f.Unknown != "":
		return "There is no figure " + span
	case f.Value == nil && r.Statistic == rulebook.Rate:
		return fmt.Sprintf("%s %s; no population is known to divide by", words.Thousands(f.Rows), span)
	case f.Value == nil:
		return "Nothing was counted " + span
	case r.Statistic == rulebook.Share:
		yes, of := int(*f.Numerator), int(*f.Denominator)
		return fmt.Sprintf("%s of %s %s, %s", words.Thousands(yes), words.Thousands(of), words.Either(yes == 1, ofOne(r.CountedAs), r.CountedAs), span)
	case r.Statistic == rulebook.Rate:
		return fmt.Sprintf("%s among %s children, %s", words.Thousands(int(*f.Numerator)), words.Thousands(int(*f.Denominator)), span)
	case r.Statistic == rulebook.Mean || r.Statistic == rulebook.Median:
		return fmt.Sprintf("The %s of %s, %s", words.Either(r.Statistic == rulebook.Mean, "average", "median"), words.Count(f.Rows, "row"), span)
	case f.Subjects > 0 && f.Subjects != f.Rows:
		return fmt.Sprintf("%s, about %s, %s", words.ValueWords(r, f.Value), words.Either(f.Subjects == 1, "1 child", words.Thousands(f.Subjects)+" children"), span)
	}
	return words.ValueWords(r, f.Value) + " " + span
}

// FollowsWords says which published series a measure follows, blank where its header does not say.
func FollowsWords(ctx context.Context, s *door.Session, r *rulebook.Rule) string {
	id := r.Published.Series
	if quoted := s.Quoted(id); len(quoted) > 0 {
		return quoted[0].Title + ", of which Heed has single values and no file"
	}
	table, err := s.Published(ctx)
	if err != nil {
		return id
	}
	if s := table.Find(id); s != nil {
		return s.Title + ", " + s.When + ": " + s.Sources[0].Words()
	}
	return id
}
