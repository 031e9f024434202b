package figures

import (
	"context"
	"time"

	"heed/internal/door"
	"heed/internal/engine"
	"heed/internal/published"
	"heed/internal/words"
	"heed/rulebook"
)

// Comparator is a value to compare with, of the period that is asked about.
type Comparator struct {
	// Label says where and when: "England, year to 31 March 2025".
	Label string
	// Value is nil where nothing is published up to the period asked about.
	Value *float64
	// Unit is the figure's unit, and Source where the value comes from; it says where it is from memory only.
	Unit, Source string
	// Note says that the value is of another period than the figure, and is blank where it is of the same.
	Note string
}

// Comparators gives the values to set beside a measure on a card or in a list, in the measure's own unit: England's and what was quoted, of the
// period that had last ended by a day; where none is published for it, the nearest before it with a note that says so. Over are the days that
// were asked about instead of the measure's own period. A count of England compares with nothing. Where the figures cannot be read there are
// none.
func Comparators(ctx context.Context, s *door.Session, r *rulebook.Rule, day time.Time, over engine.Span) []Comparator {
	var list []Comparator
	if b, ok := publishedBeside(ctx, s, r, ""); ok && IsRelative(r) {
		found := b.OfPeriod(day, freeWords(b, over), knownOfEngland)
		c := Comparator{Label: "England", Unit: r.Unit, Source: b.Series.Sources[0].Words(), Note: found.Words()}
		if found.Step != nil {
			value, _ := found.Step.England.Number()
			c.Label, c.Value = "England, "+b.Series.On(found.Step.Period), &value
		}
		list = append(list, c)
	}
	asked := engine.LastYearEnd(day).Year()
	for _, q := range s.Quoted(r.Published.Series) {
		if q.Unit != r.Unit {
			continue
		}
		c := Comparator{Label: q.Place + ", " + q.When, Value: &q.Value, Unit: q.Unit, Source: q.Source}
		if free := freeQuoted(over); q.Ending() != asked || free != "" {
			if free == "" {
				free = published.FinancialYear(asked)
			}
			c.Note = "Heed has nothing published for " + free + "; the nearest is " + published.FinancialYear(q.Ending())
		}
		if q.Ending() > asked {
			c.Label, c.Value = q.Place, nil // what was published of a later time is not what it was set beside then
		}
		list = append(list, c)
	}
	return list
}

func knownOfEngland(s published.Step) bool {
	_, known := s.England.Number()
	return known
}

// freeWords names days that are no year of a series, blank where they are one or none were asked about.
func freeWords(b published.Beside, over engine.Span) string {
	if over.IsZero() || b.IsYear(over.From(), over.To) {
		return ""
	}
	return daysWords(over)
}

// freeQuoted does the same for quoted values, which are of years to 31 March.
func freeQuoted(over engine.Span) string {
	if over.IsZero() || engine.LastYearEnd(over.To).Equal(over.To) && over.From().Equal(over.To.AddDate(-1, 0, 1)) {
		return ""
	}
	return daysWords(over)
}

// daysWords names days, both included: "1 October 2014 to 31 December 2014".
func daysWords(over engine.Span) string {
	return words.LongDate(over.From()) + " to " + words.LongDate(over.To)
}
