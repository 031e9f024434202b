package home

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"time"

	"heed/internal/clocks"
	"heed/internal/door"
	"heed/internal/engine"
	"heed/internal/ledger"
	"heed/internal/words"
	"heed/rulebook"
)

// overdueThen is a count of what was overdue as at a day, as known at a moment, with the words for both.
type overdueThen struct {
	q       engine.Question
	counts  engine.CountedThen
	words   string
	skipped int
	// counted says that the two may be set beside each other.
	counted bool
	// like are the duties whose records reach both days, or neither: others are not compared.
	like map[string]bool
}

// weekAgo gives what was overdue a week before: as known then, where Heed held records then that reach as far; else by the records as they stand
// now. It is nil where the records tell of neither, and ready is false while it is being worked out.
func weekAgo(ctx context.Context, in *door.Inquiry, batches []ledger.BatchInfo, now []engine.ClockCount) (then *overdueThen, ready bool, err error) {
	on := in.Q.AsAt.AddDate(0, 0, -weekBack)
	known := engine.EndOfDay(on)
	if at := in.Q.KnownAt; !at.IsZero() && at.Before(known) {
		known = at
	}
	held := slices.ContainsFunc(batches, func(b ledger.BatchInfo) bool { return !b.At.After(known) })
	asKnown := overdueThen{q: engine.Question{AsAt: on, Moment: engine.EndOfDay(on), KnownAt: known}, words: "as known then"}
	latest := overdueThen{
		q:     engine.Question{AsAt: on, Moment: engine.EndOfDay(on), KnownAt: in.Q.KnownAt},
		words: "by the records of the latest import, as " + words.Either(held, "those held then do not reach both days", "Heed held none then"),
	}
	if latest.q.KnownAt.IsZero() && len(batches) > 0 {
		latest.q.KnownAt = latestOf(batches)
	}
	for _, one := range []overdueThen{asKnown, latest} {
		if one.q == asKnown.q && !held || one.q.KnownAt.IsZero() {
			continue
		}
		ready, err := one.work(ctx, in, now, one.q == asKnown.q)
		if err != nil || !ready {
			return nil, ready, err
		}
		if one.counted {
			return &one, true, nil
		}
	}
	return nil, true, nil
}

// latestOf gives the moment of the latest import or undo.
func latestOf(batches []ledger.BatchInfo) (at time.Time) {
	for _, b := range batches {
		for _, moment := range []time.Time{b.At, b.UndoneAt} {
			if moment.After(at) {
				at = moment
			}
		}
	}
	return at
}

// overdueOf is the filter of what is overdue of all that the reader may see.
func overdueOf(in *door.Inquiry) engine.ClockFilter {
	overdue := in.Scope.Clocks()
	overdue.Statuses = []clocks.Status{engine.Overdue}
	return overdue
}

// work counts what was overdue then, where any duty may be compared; whole asks that all may of which something is overdue. It is not ready, and
// goes on in the background, where the day has to be evaluated.
func (t *overdueThen) work(ctx context.Context, in *door.Inquiry, now []engine.ClockCount, whole bool) (ready bool, err error) {
	reachNow, err := in.Engine.ListCoverage(ctx, in.Q)
	if err != nil {
		return true, err
	}
	duties, today, then := in.Book().Kind(rulebook.Duty), in.Q.AsAt, t.q.AsAt
	alike := func(reachThen []engine.Coverage) map[string]bool {
		like := map[string]bool{}
		for _, r := range duties {
			like[r.ID] = reach(r, reachNow, today) == reach(r, reachThen, then)
		}
		return like
	}
	worth := func(reachThen []engine.Coverage) bool {
		like := alike(reachThen)
		return slices.Contains(slices.Collect(maps.Values(like)), true) && (!whole || skipped(now, like) == 0)
	}
	if t.counts, ready = in.Engine.CountLater(t.q, overdueOf(in), worth); !ready {
		return false, nil
	}
	t.like = alike(t.counts.Coverage)
	t.skipped = skipped(slices.Concat(now, t.counts.Counts), t.like)
	t.counted = worth(t.counts.Coverage) && (!whole || t.skipped == 0)
	return true, nil
}

// skipped counts the duties of which something is overdue and that may not be compared.
func skipped(counts []engine.ClockCount, like map[string]bool) int {
	unlike := map[string]bool{}
	for _, c := range counts {
		if c.Status == engine.Overdue && !like[c.Duty] {
			unlike[c.Duty] = true
		}
	}
	return len(unlike)
}

// reach says, of each record type that a duty hangs on, whether the records of it reach a day.
func reach(r *rulebook.Rule, coverage []engine.Coverage, day time.Time) string {
	var b []byte
	for _, recordType := range rulebook.TypesOf(slices.Concat(r.MetBy, r.RestsOn)...) {
		b = strconv.AppendBool(b, slices.ContainsFunc(coverage, func(c engine.Coverage) bool {
			return c.RecordType == recordType && !day.Before(c.From) && !day.After(c.To)
		}))
	}
	return string(b)
}
