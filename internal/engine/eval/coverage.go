package eval

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"time"

	"heed/internal/engine/store"
	"heed/rulebook"
)

// CoverageType is the record type that says from which day to which day the records of a type are complete, and CoverageView the
// rulebook's view of it. Rulebooks without the view are taken to have records of everything.
const (
	CoverageType = "record_coverage"
	CoverageView = "coverage"
)

// Days are days one after another, both ends within them.
type Days struct{ From, To time.Time }

// coverage gives, for each record type, the days for which its records are complete: in order, apart from each other. A type that sources
// cover on later days than the one asked about alone is there without days.
type coverage map[string][]Days

// readCoverage reads what the records cover, as known at the question's moment, and gives the record types for which it has changed.
func (e *Evaluator) readCoverage(ctx context.Context, conn *sql.Conn, w *Workspace) (changed map[string]bool, err error) {
	view := e.rules.book.Rule(CoverageView)
	if view == nil {
		return nil, nil
	}
	now := coverage{}
	query := "select record_type, since_on, until_on from (" + w.statement(view) + ") order by all"
	err = store.Each(ctx, conn, query, nil, func(rows *sql.Rows) error {
		var recordType string
		var d Days
		err := rows.Scan(&recordType, &d.From, &d.To)
		now[recordType] = joinDays(now[recordType], d)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("reading what the records cover: %w", err)
	}
	query = "select distinct record_type from " + store.Quote(CoverageType) + " where from_on > " + day(w.q.AsAt)
	err = store.Each(ctx, conn, query, nil, func(rows *sql.Rows) error {
		var recordType string
		err := rows.Scan(&recordType)
		now[recordType] = slices.Clip(now[recordType]) // there, if without days
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("reading what the records cover later: %w", err)
	}
	was := w.coverage.Swap(&now)
	changed = map[string]bool{}
	if was == nil {
		was = &coverage{}
	}
	for _, list := range []coverage{*was, now} {
		for recordType := range list {
			then, fed := (*was)[recordType]
			if days, feeds := now[recordType]; fed != feeds || !slices.Equal(then, days) {
				changed[recordType] = true
			}
		}
	}
	return changed, nil
}

// joinDays adds days to a list, which is in the order of first days, as part of the last of it where they meet.
func joinDays(list []Days, d Days) []Days {
	if d.To.Before(d.From) {
		return list
	}
	if n := len(list); n > 0 && !d.From.After(list[n-1].To.AddDate(0, 0, 1)) {
		if d.To.After(list[n-1].To) {
			list[n-1].To = d.To
		}
		return list
	}
	return append(list, d)
}

// common gives the days that are in both of two lists.
func common(a, b []Days) (list []Days) {
	for _, x := range a {
		for _, y := range b {
			d := x
			if y.From.After(d.From) {
				d.From = y.From
			}
			if y.To.Before(d.To) {
				d.To = y.To
			}
			if !d.To.Before(d.From) {
				list = append(list, d)
			}
		}
	}
	return list
}

// Covered gives the days for which nothing that a duty or measure hangs on can be missing from the records. all says that nothing is
// known of what the records cover, so that every day is taken as covered.
func (w *Workspace) Covered(r *rulebook.Rule) (days []Days, all bool) {
	c := w.coverage.Load()
	if c == nil {
		return nil, true
	}
	types := w.hangsOn(r)
	if len(types) == 0 {
		return nil, true
	}
	days = (*c)[types[0]]
	for _, t := range types[1:] {
		days = common(days, (*c)[t])
	}
	// Of a promise nothing is known once it is not known whether it is still owed.
	if last, ok := c.lastOf(r.RestsOn); ok && r.Kind == rulebook.Duty {
		days = common(days, []Days{{To: last}})
	}
	return days, false
}

// Uncovered says why nothing is known of a duty or measure none of whose days are covered: a record type that it hangs on has no source at
// all, or else the sources do not cover it on the days of the others, or only later.
func (w *Workspace) Uncovered(r *rulebook.Rule) string {
	if c := w.coverage.Load(); c != nil {
		for _, t := range w.hangsOn(r) {
			if _, fed := (*c)[t]; !fed {
				return NothingFeeds
			}
		}
	}
	return BeforeRecords
}

// hangsOn lists the record types that must cover a day before anything is known of it: those that show a duty met, or that a measure counts.
func (w *Workspace) hangsOn(r *rulebook.Rule) []string {
	types := r.MetBy
	if r.Kind != rulebook.Duty {
		types = r.RestsOn
	}
	return slices.DeleteFunc(slices.Clone(types), w.standing)
}

// standing says whether records of a type are local numbers and the like, which no source covers day by day.
func (w *Workspace) standing(recordType string) bool {
	t := w.e.Catalogue().Type(recordType)
	return t != nil && t.Area == "settings"
}

// lastOf gives the first of the last days that some record types cover; those that have no coverage say nothing.
func (c coverage) lastOf(types []string) (last time.Time, ok bool) {
	for _, t := range types {
		if n := len(c[t]); n > 0 && (!ok || c[t][n-1].To.Before(last)) {
			last, ok = c[t][n-1].To, true
		}
	}
	return last, ok
}

// The words for why it is not known whether a promise was kept.
const (
	// BeforeRecords says that the records do not hold all of the days in which it could have been kept.
	BeforeRecords = "before the records"
	// NotKnownYet says that it fell due after the last day that the records cover.
	NotKnownYet = "not known yet"
	// NothingFeeds says that no source holds records that would show it kept.
	NothingFeeds = "nothing feeds this"
)

// unknownSQL gives, as two columns of a duty's clocks, why it is not known whether an occasion was met by its due day, null where it
// is known; and, where it is known of a day before the one asked about, the last day that the records then cover.
func (w *Workspace) unknownSQL(r *rulebook.Rule) string {
	days, all := w.Covered(r)
	if all {
		return "null::VARCHAR as unknown, null::DATE as known_to"
	}
	if len(days) == 0 {
		return store.Text(w.Uncovered(r)) + " as unknown, null::DATE as known_to"
	}
	asAt := w.q.AsAt
	var known, to []string
	for _, d := range days {
		within := firstDay(r) + " >= " + day(d.From)
		if d.To.Before(asAt) {
			within += " and due_on <= " + day(d.To)
			to = append(to, "when "+within+" then "+day(d.To))
		}
		known = append(known, "when "+within+" then null")
	}
	unknown := "case " + strings.Join(known, " ")
	if last := days[len(days)-1].To; last.Before(asAt) {
		unknown += " when due_on > " + day(last) + " then " + store.Text(NotKnownYet)
	}
	unknown += " else " + store.Text(BeforeRecords) + " end as unknown"
	if len(to) == 0 {
		return unknown + ", null::DATE as known_to"
	}
	return unknown + ", case " + strings.Join(to, " ") + " end as known_to"
}

// firstDay is the first day that the records must cover for an occasion of a duty without proof to be known as unmet: the day on which
// it arose, as it could have been met from then on. Where what opens an occasion is also what shows it met, the record that there is
// tells both, and its due day is enough.
func firstDay(r *rulebook.Rule) string {
	for _, t := range r.MetBy {
		if !slices.Contains(r.RestsOn, t) {
			return "coalesce(arose_on, due_on)"
		}
	}
	return "due_on"
}

// slack is how many days longer than a duty allows must have gone by from the first day of the records, as holidays lengthen what is counted
// in working days.
const slack = 7

// sinceRecordsSQL has the occasions of a duty that recurs, where they arose before the records begin and went unmet for longer afterwards than the
// duty allows, count from the first day of the records: however shortly before it they were last met, they are late.
func (w *Workspace) sinceRecordsSQL(r *rulebook.Rule, clocks string) string {
	days, all := w.Covered(r)
	if all || len(days) == 0 || !r.Recurs || r.Timed {
		return clocks
	}
	last := days[len(days)-1]
	from, to := day(last.From), day(last.To)
	late := fmt.Sprintf("arose_on < %s and due_on >= arose_on and %s + (due_on - arose_on)::INTEGER + %d < least(coalesce(met_on, stopped_on, %s), %s)", from, from, slack, to, to)
	return "select * replace (case when " + late + " then " + from + " else arose_on end as arose_on, case when " + late + " then " + from +
		" + (due_on - arose_on)::INTEGER else due_on end as due_on, case when " + late + " then 'Counted from the first day that the records cover' else detail end as detail) from (" + clocks + ")"
}

// outsideSQL gives why a row of a measure is not counted where its day lies outside what the records cover, null where it does not.
func (w *Workspace) outsideSQL(r *rulebook.Rule) string {
	days, all := w.Covered(r)
	if all {
		return "null"
	}
	if len(days) == 0 {
		return store.Text(w.Uncovered(r))
	}
	var known []string
	for _, d := range days {
		known = append(known, "when r.on_date between "+day(d.From)+" and "+day(d.To)+" then null")
	}
	return "case " + strings.Join(known, " ") + " when r.on_date > " + day(days[len(days)-1].To) + " then " + store.Text(NotKnownYet) +
		" when r.on_date is not null then " + store.Text(BeforeRecords) + " end"
}

func day(d time.Time) string { return "date " + store.Text(d.Format(time.DateOnly)) }
