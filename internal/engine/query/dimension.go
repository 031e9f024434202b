package query

import (
	"fmt"
	"slices"
	"strings"

	"heed/internal/engine/eval"
	"heed/internal/engine/store"
	"heed/rulebook"
)

// dimension is something that every measure can be sliced by, and the rulebook view that gives it for a row. It is looked up
// where a question asks for it and not kept with the rows: most questions ask for none, and it would be worked out again
// for every measure at every change.
type dimension struct{ name, view, sql string }

// The rulebook views that give dimensions.
const (
	childView     = "child_as_at"
	teamView      = "allocation_history"
	placementView = "placement_spell"
)

var dimensions = []dimension{
	{"age_band", childView, ageBandSQL()},
	{"sex", childView, "coalesce(c.sex, 'Not known')"},
	{"ethnicity", childView, "coalesce(c.ethnic_group, 'Not known')"},
	{"disability", childView, "case c.disabled when true then 'Disabled' when false then 'Not disabled' else 'Not known' end"},
	{"category", "", ""}, // what the rows themselves say
	{"team", teamView, "case when a.subject_id is null then 'Not allocated' else coalesce(a.team_name, 'Not known') end"},
	{"service", teamView, "case when a.subject_id is null then 'Not allocated' else coalesce(a.service, 'Not known') end"},
	{"placement", placementView, `case
	    when p.subject_id is null or p.spell.ended_on < m.on_date then 'Not looked after'
	    when p.spell.short_breaks then 'Short breaks'
	    else coalesce(p.spell.placement_group, 'Not known') end`},
}

// sqlIn gives the SQL of a dimension in a workspace. A child of whom no worker is recorded is not allocated only where anything feeds the
// records of who works with whom.
func (d dimension) sqlIn(w *eval.Workspace) string {
	if d.view == teamView && !w.Fed("allocation") {
		return "'Not known'"
	}
	return d.sql
}

// ageBandSQL gives the rulebook's age band of a child on the row's day.
func ageBandSQL() string {
	var b strings.Builder
	fmt.Fprintf(&b, `case
    when c.born_on is null or m.on_date is null then %s
    when c.born_on > m.on_date then %s`, store.Text(rulebook.NotKnown), store.Text(rulebook.Unborn))
	for _, band := range rulebook.AgeBands {
		fmt.Fprintf(&b, "\n    when date_sub('year', c.born_on, m.on_date) < %d then %s", band.To+1, store.Text(band.Name))
	}
	return b.String() + "\n    else " + store.Text(rulebook.Adult) + " end"
}

// Dimensions are what every measure can be sliced by. Category is what the record itself has, such as the category of
// abuse.
var Dimensions = func() []string {
	names := make([]string, 0, len(dimensions))
	for _, d := range dimensions {
		names = append(names, d.name)
	}
	return names
}()

// joinOf writes how a measure's rows m find their row of a dimension's view. An open end is one in infinity: with an "or" in its
// condition a join compares every row with every other.
func joinOf(w *eval.Workspace, view string) string {
	table := w.Table(view)
	switch view {
	case teamView:
		return " left join " + table + " a on a.subject_id = m.subject_id and m.on_date >= a.started_on and m.on_date < coalesce(a.ended_on, date 'infinity')"
	case placementView:
		// The day a placement ends still counts as in it, so that children who leave care are counted where they left from;
		// where another began that day, it is that one.
		return ` left join (
		    select subject_id, started_on, lead(started_on, 1, date 'infinity') over (partition by subject_id order by started_on) as next_on,
		        arg_max({'ended_on': ended_on, 'placement_group': placement_group, 'short_breaks': short_breaks}, placement_id) as spell
		    from ` + table + ` group by subject_id, started_on
		) p on p.subject_id = m.subject_id and m.on_date >= p.started_on and m.on_date < p.next_on`
	default:
		return " left join " + table + " c on c.subject_id = m.subject_id"
	}
}

// fromViews gives those of the named dimensions that a rulebook view gives for a measure's rows.
func fromViews(rules *eval.Rules, r *rulebook.Rule, names []string) []dimension {
	return slices.DeleteFunc(slices.Clone(dimensions), func(d dimension) bool {
		return r.Kind != rulebook.Measure || !r.AboutChild() || !slices.Contains(names, d.name) || rules.View(d.view) == nil
	})
}

// measureSources lists the rules that a measure's rows with some dimensions are read from.
func measureSources(rules *eval.Rules, r *rulebook.Rule, names ...string) []*rulebook.Rule {
	list := []*rulebook.Rule{r}
	for _, d := range fromViews(rules, r, names) {
		if view := rules.View(d.view); !slices.Contains(list, view) {
			list = append(list, view)
		}
	}
	return list
}

// rowsFor names what a measure's rows with some dimensions are read from. A dimension that no view gives is not known.
func (rd *Reader) rowsFor(w *eval.Workspace, r *rulebook.Rule, names ...string) string {
	var columns, joins strings.Builder
	given := fromViews(rd.rules, r, names)
	for _, d := range dimensions {
		switch {
		case d.view == "" || !slices.Contains(names, d.name):
		case slices.Contains(given, d):
			columns.WriteString(", " + d.sqlIn(w) + " as " + d.name)
		default:
			columns.WriteString(", 'Not known' as " + d.name)
		}
	}
	if columns.Len() == 0 {
		return w.Measured(r.ID)
	}
	for _, view := range measureSources(rd.rules, r, names...)[1:] {
		joins.WriteString(joinOf(w, view.ID))
	}
	return "(select m.*" + columns.String() + " from " + w.Measured(r.ID) + " m" + joins.String() + ")"
}

// versionOf tells when what a measure's rows with some dimensions are read from was last evaluated.
func (rd *Reader) versionOf(w *eval.Workspace, r *rulebook.Rule, names ...string) int64 {
	var ids []string
	for _, source := range measureSources(rd.rules, r, names...) {
		ids = append(ids, source.ID)
	}
	return w.Version(ids...)
}
