package figures

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"heed/internal/door"
	"heed/internal/engine"
	"heed/internal/words"
	"heed/rulebook"
)

// ClaimRow is what somebody said a figure of the authority was, with what Heed gives for the same days where it can be compared.
type ClaimRow struct {
	SaidBy, About, Definition string
	// Value is what was said, in its unit; blank where no number was given.
	Value string
	// Period says which days it is about: "31 December 2014", "1 October 2014 to 31 December 2014", "Days not stated".
	Period string
	// Ours says what Heed gives for those days, and over which days it has a figure where those are others. It is blank where the claim
	// names no days.
	Ours string
	// Difference sets the two beside each other, or says why they are not compared.
	Difference string
	// Disagrees says that another claim of the same days and definition has another value.
	Disagrees bool
}

// What is said where a claim is not compared.
const (
	undated         = "They name no days: not compared"
	otherPeriod     = "Over another period: not compared"
	otherDefinition = "Counted another way: not compared"
	otherUnit       = "In another unit: not compared"
	noNumber        = "No number was given"
	nothingThen     = "Nothing recorded of those days"
)

// listClaims sets what others said of the authority beside what Heed gives for the days they spoke of, with what is known now. Shown are the days
// of the figure of the page, and over those that were asked about instead of its own. A claim of other days than a figure of the measure has is never set beside a number.
func listClaims(ctx context.Context, in *door.Inquiry, r *rulebook.Rule, shown, over engine.Span, rel *release) ([]ClaimRow, error) {
	claims := r.ClaimsOf(in.Who.Authority)
	rows := make([]ClaimRow, 0, len(claims))
	for _, c := range claims {
		row := ClaimRow{SaidBy: c.SaidBy, About: c.About, Definition: c.Definition, Value: ClaimValue(r, c), Period: ClaimPeriod(c), Disagrees: disagrees(claims, c)}
		switch {
		case !c.Dated():
			row.Difference = undated
		case !r.SamePeriod(c):
			row.Ours, row.Difference = "The figure of this page is that "+spanWords(r, shown, over), otherPeriod
		default:
			if err := setBeside(ctx, in, r, c, rel, &row); err != nil {
				return nil, err
			}
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// setBeside works out what Heed gives for exactly the days of a claim: what a release holds of them, where there is one.
func setBeside(ctx context.Context, in *door.Inquiry, r *rulebook.Rule, c rulebook.Claim, rel *release, row *ClaimRow) error {
	if rel != nil {
		ours, text := rel.besideClaim(claimSpan(r, c))
		if row.Ours = text; text == "" {
			row.Ours, row.Difference = againstClaim(r, c, ours)
		}
		return nil
	}
	q := engine.Question{AsAt: c.To, Moment: engine.EndOfDay(c.To), KnownAt: in.Q.KnownAt}
	var part engine.Slice
	if r.Period != rulebook.Snapshot {
		part.Over = engine.Days(c.From, c.To)
	}
	ours, err := in.Engine.FindFigureOf(ctx, in.Q, q, r.ID, part)
	if _, broken := errors.AsType[*engine.BrokenError](err); broken {
		row.Ours, row.Difference = "The rule is broken for those days", ""
		return nil
	}
	if err != nil {
		return err
	}
	row.Ours, row.Difference = againstClaim(r, c, ours)
	return nil
}

// claimSpan gives the days of a claim, those of a snapshot being its one day.
func claimSpan(r *rulebook.Rule, c rulebook.Claim) Span {
	if r.Period == rulebook.Snapshot {
		return engine.Days(c.To, c.To)
	}
	return engine.Days(c.From, c.To)
}

// againstClaim says what Heed gives for a claim's days and how far the two are apart, or why they are not compared.
func againstClaim(r *rulebook.Rule, c rulebook.Claim, ours engine.Figure) (text, difference string) {
	switch {
	case ours.Unknown != "":
		return strings.TrimSuffix(UnknownWords(ours), "."), ""
	case ours.Rows == 0 && ours.TotalLeftOut() == 0:
		return nothingThen, ""
	case ours.Value == nil:
		return words.ValueWords(r, nil), ""
	}
	text = words.ValueWords(r, ours.Value)
	if r.Statistic == rulebook.Share {
		text += " (" + words.Decimal(*ours.Numerator, 0) + " of " + words.Decimal(*ours.Denominator, 0) + ")"
	}
	text += ", " + ClaimPeriod(c)
	switch {
	case c.Value == nil:
		return text, noNumber
	case c.Unit != "" && c.Unit != r.Unit:
		return text, otherUnit
	case !c.SameDefinition:
		return text, otherDefinition
	}
	return text, gapWords(r, *ours.Value-*c.Value)
}

// gapWords says how far Heed's figure lies from a claim: "Heed gives 1.7 points more".
func gapWords(r *rulebook.Rule, gap float64) string {
	size := words.ValueWords(r, new(max(gap, -gap)))
	if size == words.ValueWords(r, new(0.0)) {
		return "The same"
	}
	if r.Unit == "%" {
		size = strings.TrimSuffix(size, "%") + words.Either(size == "1.0%", " point", " points")
	}
	return "Heed gives " + size + words.Either(gap < 0, " less", " more")
}

// ClaimPeriod says which days a claim is about.
func ClaimPeriod(c rulebook.Claim) string {
	switch {
	case !c.Dated():
		return "Days not stated"
	case c.OneDay():
		return words.LongDate(c.To)
	}
	return words.LongDate(c.From) + " to " + words.LongDate(c.To)
}

// ClaimValue writes what was claimed, in its own unit.
func ClaimValue(r *rulebook.Rule, c rulebook.Claim) string {
	if c.Value == nil {
		return ""
	}
	unit := c.Unit
	if unit == "" {
		unit = r.Unit
	}
	number := strconv.FormatFloat(*c.Value, 'f', -1, 64)
	if *c.Value >= 1000 && *c.Value == float64(int(*c.Value)) {
		number = words.Thousands(int(*c.Value))
	}
	switch unit {
	case "%":
		return number + "%"
	case "£":
		return "£" + number
	}
	return strings.TrimSpace(number + " " + unit)
}

// disagrees says whether another claim says otherwise of the same thing: in the same unit, by the same definition and of the same days. Two
// claims of one source that name no days are of the same ones.
func disagrees(claims []rulebook.Claim, c rulebook.Claim) bool {
	for _, other := range claims {
		if c.Value == nil || other.Value == nil || *c.Value == *other.Value || other.Unit != c.Unit || other.Definition != c.Definition {
			continue
		}
		if other.From.Equal(c.From) && other.To.Equal(c.To) && (c.Dated() || other.SaidBy == c.SaidBy) {
			return true
		}
	}
	return false
}
