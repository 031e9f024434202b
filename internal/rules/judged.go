package rules

import (
	"context"
	"time"

	"heed/internal/door"
	"heed/internal/figures"
	"heed/rulebook"
)

// Judge is a measure that judges a duty, with what is published to set beside its figure.
type Judge struct {
	Measure     *rulebook.Rule
	Comparators []figures.Comparator
	// ByYear says that a series of others stands beside it, year by year.
	ByYear bool
}

// Judges lists the measures that judge a duty, each with what is published of the period that had last ended by a day.
func Judges(ctx context.Context, s *door.Session, duty *rulebook.Rule, day time.Time) []Judge {
	var list []Judge
	for _, r := range s.Book().Judging(duty.ID) {
		list = append(list, Judge{r, figures.Comparators(ctx, s, r, day, figures.Span{}), figures.HasOthers(ctx, s, r, day)})
	}
	return list
}
