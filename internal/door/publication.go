package door

import (
	"context"
	"slices"
	"sync"
	"time"

	"heed/internal/engine"
	"heed/internal/ledger"
)

// publishedQuarters is how many ends of quarters a publication is of: two years of them, with the first of both.
const publishedQuarters = 9

// quarterPublished gives the latest quarter that is published by a moment, and when that was: at the end of the month after it.
func quarterPublished(now time.Time) (quarter, at time.Time) {
	quarter = QuarterEnd(engine.Today(now))
	for {
		at = engine.EndOfDay(time.Date(quarter.Year(), quarter.Month()+2, 0, 0, 0, 0, 0, time.UTC))
		if !at.After(now) {
			return quarter, at
		}
		quarter = QuarterEnd(quarter.AddDate(0, 0, -1))
	}
}

// Publication gives the question that answers all who see totals only: the latest quarter that is published, with what had been recorded when it was.
// Whatever quarter they ask about is told from its rows, so that the same days have one number, and what is recorded late changes nothing before the
// next publication. A quarter is published a month after it ends or, where the records did not cover it by then, with the imports of the first day on
// which they do. Until one does, the last quarter that they cover is published again.
func (s *Session) Publication(ctx context.Context) (engine.Question, error) {
	a, err := s.door.authority(ctx, s.Who.Authority)
	if err != nil {
		return engine.Question{}, err
	}
	return s.door.publication(ctx, a)
}

func (d *Door) publication(ctx context.Context, a *authority) (engine.Question, error) {
	quarter, due := quarterPublished(d.Now())
	list, err := d.batches(ctx, a)
	if err != nil {
		return engine.Question{}, err
	}
	a.published.mu.Lock()
	defer a.published.mu.Unlock()
	if a.published.due.Equal(due) && a.published.batches == len(list) {
		return a.published.question, nil
	}
	at, covered, err := d.firstCovering(ctx, a, publishable(list, due), quarter)
	if err != nil {
		return engine.Question{}, err
	}
	if covered = QuarterEnd(covered); covered.Before(quarter) {
		quarter = covered
	}
	a.published.due, a.published.batches = due, len(list)
	a.published.question = engine.Question{AsAt: quarter, Moment: engine.EndOfDay(quarter), KnownAt: at}
	return a.published.question, nil
}

// firstCovering gives the first of some moments by which the records covered a quarter, and up to which day they did. Where none does it is the first by
// which they covered any day, and where nothing says what they cover, the last.
func (d *Door) firstCovering(ctx context.Context, a *authority, moments []time.Time, quarter time.Time) (at, covered time.Time, err error) {
	q := d.today()
	for _, q.KnownAt = range moments {
		coverage, err := a.engine.ListCoverage(ctx, q)
		if err != nil {
			return at, covered, err
		}
		to := coveredTo(coverage)
		if !to.IsZero() && (covered.IsZero() || !to.Before(quarter)) {
			at, covered = q.KnownAt, to
		}
		if !to.Before(quarter) {
			return at, covered, nil
		}
	}
	if covered.IsZero() {
		return moments[len(moments)-1], quarter, nil
	}
	return at, covered, nil
}

// latestPublication is kept for as long as no other is due and nothing has been imported since.
type latestPublication struct {
	mu       sync.Mutex
	due      time.Time
	batches  int
	question engine.Question
}

// publishable gives the moments of which a publication may be, the earliest first: the one at which it is due and, for records that come later, the
// end of the imports of each day since. Where nothing had been imported when it was due, it is not among them.
func publishable(batches []ledger.BatchInfo, due time.Time) []time.Time {
	moments := []time.Time{due}
	before := false
	for _, b := range slices.Backward(batches) { // the earliest first
		last := len(moments) - 1
		switch {
		case b.Kind == ledger.KindUndo || !b.UndoneAt.IsZero():
		case !b.At.After(due):
			before = true
		case last > 0 && Civil(b.At, true).Equal(Civil(moments[last], true)):
			moments[last] = b.At
		default:
			moments = append(moments, b.At)
		}
	}
	if !before && len(moments) > 1 {
		return moments[1:]
	}
	return moments
}

// publishedQuarter gives the quarter of a publication that a day is moved to: the one that had ended by it, no later than the latest and no earlier than the
// first. No day named is the latest.
func publishedQuarter(latest, day time.Time) time.Time {
	if day.IsZero() || !day.Before(latest) {
		return latest
	}
	first := latest
	for range publishedQuarters - 1 {
		first = QuarterEnd(first.AddDate(0, 0, -1))
	}
	if day.Before(first) {
		return first
	}
	return QuarterEnd(day)
}
