package figures

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"heed/internal/door"
	"heed/internal/engine"
	"heed/internal/words"
	"heed/rulebook"
)

// ClaimRow is what somebody said a figure was, with what Heed gives for the same day.
type ClaimRow struct {
	SaidBy, About, Definition string
	// Value is what was said, in its unit; blank where no number was given.
	Value string
	// AsAt is the day it is about, zero where it does not say.
	AsAt time.Time
	// Ours says what Heed gives for that day, blank where there is no day to give it for; Difference sets the two beside
	// each other, blank where they cannot be.
	Ours, Difference string
	// Disagrees says that another claim of the same thing has another value.
	Disagrees bool
}

// listClaims sets what others said a measure was beside what Heed gives for the days they spoke of, with what is known now.
func listClaims(ctx context.Context, in *door.Inquiry, r *rulebook.Rule, opens bool) ([]ClaimRow, error) {
	rows := make([]ClaimRow, 0, len(r.Claims))
	for _, c := range r.Claims {
		row := ClaimRow{SaidBy: c.SaidBy, About: c.About, Definition: c.Definition, Value: ClaimValue(r, c), AsAt: c.AsAt, Disagrees: disagrees(r, c)}
		if !c.AsAt.IsZero() {
			q := engine.Question{AsAt: c.AsAt, Moment: engine.EndOfDay(c.AsAt), KnownAt: in.Q.KnownAt}
			ours, err := in.Engine.FindFigureOf(ctx, in.Q, q, r.ID)
			if _, broken := errors.AsType[*engine.BrokenError](err); broken {
				row.Ours = "The rule is broken for that day"
			} else if err != nil {
				return nil, err
			} else {
				row.Ours, row.Difference = againstClaim(r, c, ours, opens)
			}
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// againstClaim says what Heed gives for a claim's day and how far the two are apart.
func againstClaim(r *rulebook.Rule, c rulebook.Claim, ours engine.Figure, opens bool) (text, difference string) {
	switch {
	case ours.Rows == 0 && ours.TotalLeftOut() == 0:
		return "Nothing recorded of that day", ""
	case !opens && tells(ours):
		return "Hidden: the numbers are small", ""
	case ours.Value == nil:
		return words.ValueWords(r, nil), ""
	}
	text = words.ValueWords(r, ours.Value)
	if r.Statistic == rulebook.Share {
		text += " (" + words.Decimal(*ours.Numerator, 0) + " of " + words.Decimal(*ours.Denominator, 0) + ")"
	}
	if c.Value == nil || c.Unit != "" && c.Unit != r.Unit {
		return text, ""
	}
	gap := *ours.Value - *c.Value
	size := words.ValueWords(r, new(max(gap, -gap)))
	if r.Unit == "%" {
		size = strings.TrimSuffix(size, "%") + words.Either(size == "1.0%", " point", " points")
	}
	if zero := words.ValueWords(r, new(0.0)); zero == words.ValueWords(r, new(max(gap, -gap))) {
		return text, "The same"
	}
	return text, "Heed gives " + size + words.Either(gap < 0, " less", " more")
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

// disagrees says whether another claim of a measure says otherwise of the same thing: in the same unit and of the same day.
// Two shares without a day are of the same thing; two counts without one may be of different parts of it.
func disagrees(r *rulebook.Rule, c rulebook.Claim) bool {
	for _, other := range r.Claims {
		if c.Value == nil || other.Value == nil || *c.Value == *other.Value || other.Unit != c.Unit || !other.AsAt.Equal(c.AsAt) {
			continue
		}
		if !c.AsAt.IsZero() || IsRelative(r) {
			return true
		}
	}
	return false
}
