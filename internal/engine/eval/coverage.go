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

// coverage gives, for each record type, the days for which its records are complete, by source and in the order of their first days. A
// source that begins after the day asked about is there without days.
type coverage map[string][]covered

// covered is what one source covers of a record type, and the fields that it says nothing of.
type covered struct {
	Days

	lacks string
}

// of gives the days for which the records of a type are complete, or those of one field of it: review, assessment.authorised_on. Of several
// any of which is enough it gives the days of any. They are in order and apart from each other.
func (c coverage) of(name string) []Days {
	return JoinDays(c.sources(name))
}

// sources gives the days of each source that says anything of a name that of takes.
func (c coverage) sources(name string) (list []Days) {
	for _, one := range rulebook.Either(name) {
		recordType, field, _ := strings.Cut(one, ".")
		for _, source := range c[recordType] {
			if field == "" || !slices.Contains(strings.Split(source.lacks, ";"), field) {
				list = append(list, source.Days)
			}
		}
	}
	return list
}

// coverageSQL gives what the view of coverage does, and of a source that begins after the day asked about that it has no day yet.
const coverageSQL = `select record_type, since_on, until_on, array_to_string(lacks, ';') from (%[1]s)
	union all select record_type, from_on, from_on - 1, coalesce(lacks, '') from ` + CoverageType + ` where from_on > %[2]s
	order by all`

// readCoverage reads what the records cover, as known at the question's moment, and gives the record types for which it has changed.
func (e *Evaluator) readCoverage(ctx context.Context, conn *sql.Conn, w *Workspace) (changed map[string]bool, err error) {
	view := e.rules.book.Rule(CoverageView)
	if view == nil {
		return nil, nil
	}
	now := coverage{}
	err = store.Each(ctx, conn, fmt.Sprintf(coverageSQL, w.statement(view), day(w.q.AsAt)), nil, func(rows *sql.Rows) error {
		var recordType string
		var one covered
		err := rows.Scan(&recordType, &one.From, &one.To, &one.lacks)
		now[recordType] = append(now[recordType], one)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("reading what the records cover: %w", err)
	}
	was := w.coverage.Swap(&now)
	changed = map[string]bool{}
	if was == nil {
		was = &coverage{}
	}
	for _, list := range []coverage{*was, now} {
		for recordType := range list {
			if !slices.Equal((*was)[recordType], now[recordType]) {
				changed[recordType] = true
			}
		}
	}
	return changed, nil
}

// JoinDays gives what several sources cover as days in order and apart from each other: those that overlap, or follow one another without a
// day between, are one. Days that end before they begin are none.
func JoinDays(all []Days) (list []Days) {
	all = slices.Clone(all)
	slices.SortFunc(all, func(a, b Days) int { return a.From.Compare(b.From) })
	for _, d := range all {
		n := len(list)
		switch {
		case d.To.Before(d.From):
		case n == 0 || d.From.After(list[n-1].To.AddDate(0, 0, 1)):
			list = append(list, d)
		case d.To.After(list[n-1].To):
			list[n-1].To = d.To
		}
	}
	return list
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

// Covered gives the days for which nothing that a duty, measure or view with drift hangs on can be missing from the records. all says that nothing is
// known of what the records cover, so that every day is taken as covered.
func (w *Workspace) Covered(r *rulebook.Rule) (days []Days, all bool) {
	c := w.coverage.Load()
	if c == nil {
		return nil, true
	}
	types := r.MetBy
	if r.Kind != rulebook.Duty {
		types = r.RestsOn
	}
	types = slices.DeleteFunc(slices.Clone(types), w.standing)
	if len(types) == 0 {
		return nil, true
	}
	days = c.of(types[0])
	for _, t := range types[1:] {
		days = common(days, c.of(t))
	}
	if r.Kind != rulebook.Duty {
		return days, false
	}
	// Of a promise nothing is known once it is not known whether it is still owed.
	for _, t := range r.RestsOn {
		if w.standing(t) {
			continue
		}
		list := c.of(t)
		if len(list) == 0 {
			return nil, false
		}
		days = common(days, []Days{{To: list[len(list)-1].To}})
	}
	return days, false
}

// Fed says whether any source holds records of a name in met_by or rests_on, on whatever days.
func (w *Workspace) Fed(name string) bool {
	c := w.coverage.Load()
	return c == nil || len(c.of(name)) > 0
}

// standing says whether records of a name's type are local numbers and the like, which no source covers day by day.
func (w *Workspace) standing(name string) bool {
	t := w.e.Catalogue().Type(rulebook.TypesOf(name)[0])
	return t != nil && t.Area == "settings"
}

// Unfed says why no day at all is covered of what a duty or measure hangs on: nothing feeds one of its record types, or what feeds them
// is of different days, or of later ones alone.
func (w *Workspace) Unfed(r *rulebook.Rule) string {
	c := w.coverage.Load()
	for _, t := range slices.Concat(r.MetBy, r.RestsOn) {
		if !w.standing(t) && len(c.sources(t)) == 0 {
			return NothingFeeds
		}
	}
	return BeforeRecords
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
// is known; and, where the records end before the day asked about, the last day that they cover. It takes the SQL of the three days.
func (w *Workspace) unknownSQL(r *rulebook.Rule, arose, due, met string) string {
	days, all := w.Covered(r)
	if all {
		return "null::VARCHAR as unknown, null::DATE as known_to"
	}
	if len(days) == 0 {
		return store.Text(w.Unfed(r)) + " as unknown, null::DATE as known_to"
	}
	first, last := firstDay(r, arose, due), days[len(days)-1]
	unknown, knownTo := "case", "null::DATE as known_to"
	for _, d := range days {
		within := first + " >= " + day(d.From)
		if d.To.Before(w.q.AsAt) {
			within += " and " + due + " <= " + day(d.To)
		}
		if d != last { // it may have been done in the gap that follows: that it was late is known, and not that it was never done
			unknown += " when " + within + " and " + met + " is null then " + store.Text(BeforeRecords)
		}
		unknown += " when " + within + " then null"
	}
	if last.To.Before(w.q.AsAt) {
		unknown += " when " + due + " > " + day(last.To) + " then " + store.Text(NotKnownYet)
		knownTo = "case when " + first + " >= " + day(last.From) + " and " + due + " <= " + day(last.To) + " then " + day(last.To) + " end as known_to"
	}
	return unknown + " else " + store.Text(BeforeRecords) + " end as unknown, " + knownTo
}

// firstDay is the first day that the records must cover for an occasion of a duty without proof to be known as unmet: the day on which
// it arose, as it could have been met from then on. Where what opens an occasion is also what shows it met, the record that there is
// tells both, and its due day is enough.
func firstDay(r *rulebook.Rule, arose, due string) string {
	owed := rulebook.TypesOf(r.RestsOn...)
	for _, t := range rulebook.TypesOf(r.MetBy...) {
		if !slices.Contains(owed, t) {
			return "coalesce(" + arose + ", " + due + ")"
		}
	}
	return due
}

// slack is how many days longer than a duty allows must have gone by from the first day of the records, as holidays lengthen what is counted
// in working days.
const slack = 7

// sinceRecords has the occasions of a duty that recurs, where they arose before the records begin and went unmet for longer afterwards than the
// duty allows, count from the first day of the records: however shortly before it they were last met, they are late.
func (w *Workspace) sinceRecords(r *rulebook.Rule, own ownRows) ownRows {
	days, all := w.Covered(r)
	if all || len(days) == 0 || !r.Recurs || r.Timed {
		return own
	}
	last := days[len(days)-1]
	from, to := day(last.From), day(last.To)
	arose, due, met, stopped := own.day("arose", false), own.day("due", false), own.day("met", false), own.day("stopped", false)
	late := fmt.Sprintf("case when %[1]s < %[2]s and %[3]s >= %[1]s and %[2]s + (%[3]s - %[1]s)::INTEGER + %[4]d < least(coalesce(%[5]s, %[6]s, %[7]s), %[7]s) then ",
		arose, from, due, slack, met, stopped, to)
	columns := "select " + own.column("VARCHAR", "subject_id") + " as subject_id" + own.each("VARCHAR", "occasion_id", "stopped_why", "excused", "missing") +
		", " + met + " as met_on, " + stopped + " as stopped_on, " + late + from + " else " + arose + " end as arose_on, " +
		late + from + " + (" + due + " - " + arose + ")::INTEGER else " + due + " end as due_on, " +
		late + "'Counted from the first day that the records cover' else " + own.column("VARCHAR", "detail") + " end as detail"
	return ownRows{"(" + columns + " from " + own.from + ") r", []string{"arose_at", "due_at", "met_at", "stopped_at"}}
}

// outsideSQL gives why a row of a measure is not counted where its day lies outside what the records cover, null where it does not.
func (w *Workspace) outsideSQL(r *rulebook.Rule) string {
	days, all := w.Covered(r)
	if all {
		return "null"
	}
	if len(days) == 0 {
		return store.Text(w.Unfed(r))
	}
	var known []string
	for _, d := range days {
		known = append(known, "when r.on_date between "+day(d.From)+" and "+day(d.To)+" then null")
	}
	return "case " + strings.Join(known, " ") + " when r.on_date > " + day(days[len(days)-1].To) + " then " + store.Text(NotKnownYet) +
		" when r.on_date is not null then " + store.Text(BeforeRecords) + " end"
}

func day(d time.Time) string { return "date " + store.Text(d.Format(time.DateOnly)) }
