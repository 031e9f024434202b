package eval

import (
	"fmt"
	"strings"
	"time"

	"heed/internal/engine/store"
	"heed/rulebook"
)

// optional writes a rule's own rows r with the columns that it may leave out, null where it does.
func optional(query string, columns ...string) string {
	for i, column := range columns {
		name, sqlType, _ := strings.Cut(column, " ")
		columns[i] = "null::" + sqlType + " as " + name
	}
	return "(select " + strings.Join(columns, ", ") + " where false union all by name (" + query + ")) r"
}

// clockSQL turns a duty's own rows into clocks.
func (e *Evaluator) clockSQL(w *Workspace, r *rulebook.Rule, query string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "select %s as duty, %s as about, %s as owner, r.subject_id::VARCHAR as subject_id, r.occasion_id::VARCHAR as occasion_id, %t as timed, %s, hash(r.subject_id::VARCHAR) as subject_hash",
		store.Text(r.ID), store.Text(r.Subject), store.Text(r.Owner), r.Timed, e.soonSQL(w.q.AsAt, r))
	for _, name := range []string{"arose", "due", "met", "stopped"} {
		if r.Timed {
			at := "coalesce(r." + name + "_at::TIMESTAMPTZ, r." + name + "_on::TIMESTAMPTZ)"
			fmt.Fprintf(&b, ", %s as %s_at, (%s)::DATE as %s_on", at, name, at, name)
		} else {
			fmt.Fprintf(&b, ", coalesce(r.%s_on::DATE, r.%s_at::DATE) as %s_on", name, name, name)
		}
	}
	b.WriteString(", r.stopped_why::VARCHAR as stopped_why, r.excused::VARCHAR as excused, r.missing::VARCHAR as missing, r.detail::VARCHAR as detail from " +
		optional(query, "arose_on DATE", "due_on DATE", "met_on DATE", "stopped_on DATE", "arose_at TIMESTAMPTZ", "due_at TIMESTAMPTZ", "met_at TIMESTAMPTZ",
			"stopped_at TIMESTAMPTZ", "stopped_why VARCHAR", "excused VARCHAR", "missing VARCHAR", "detail VARCHAR"))
	return "select *, " + w.unknownSQL(r) + " from (" + w.sinceRecordsSQL(r, b.String()) + ")" + inForceSQL(r.InForce)
}

// inForceSQL keeps the occasions that arose while the rule was in force: an older one was owed under another rule. An
// occasion whose day is not known is kept, and its status is cannot tell.
func inForceSQL(i rulebook.Interval) string {
	where := " where true"
	if !i.From.IsZero() {
		where += fmt.Sprintf(" and coalesce(arose_on >= date '%s', true)", i.From.Format(time.DateOnly))
	}
	if !i.To.IsZero() {
		where += fmt.Sprintf(" and coalesce(arose_on <= date '%s', true)", i.To.Format(time.DateOnly))
	}
	return where
}

// measuredSQL turns a measure's own rows into measured rows: one whose day the records do not cover, or that lacks the date or answer
// that its statistic needs, is left out, and says so.
func (w *Workspace) measuredSQL(r *rulebook.Rule, query string) string {
	leftOut := "coalesce(r.left_out::VARCHAR, " + w.outsideSQL(r) + ")"
	const cannotTell = ", case when r.%s is null then 'cannot tell: a date or answer is missing' end)"
	switch r.Statistic {
	case rulebook.Share:
		leftOut = "coalesce(" + leftOut + fmt.Sprintf(cannotTell, "counted")
	case rulebook.Mean, rulebook.Median, rulebook.Sum:
		leftOut = "coalesce(" + leftOut + fmt.Sprintf(cannotTell, "value")
	default:
	}
	return `select r.subject_id::VARCHAR as subject_id, r.occasion_id::VARCHAR as occasion_id, r.on_date::DATE as on_date,
	    r.counted::BOOLEAN as counted, r.value::DOUBLE as value, r.category::VARCHAR as category, ` + leftOut + ` as left_out,
	    r.arose_on::DATE as arose_on, r.due_on::DATE as due_on, r.met_on::DATE as met_on,
	    r.arose_at::TIMESTAMPTZ as arose_at, r.due_at::TIMESTAMPTZ as due_at, r.met_at::TIMESTAMPTZ as met_at, r.detail::VARCHAR as detail
	from ` + optional(query, "counted BOOLEAN", "value DOUBLE", "category VARCHAR", "left_out VARCHAR", "arose_on DATE", "due_on DATE", "met_on DATE",
		"arose_at TIMESTAMPTZ", "due_at TIMESTAMPTZ", "met_at TIMESTAMPTZ", "detail VARCHAR")
}

// findingSQL turns a check's own rows into findings.
func findingSQL(r *rulebook.Rule, query string) string {
	return `select ` + store.Text(r.ID) + ` as check_id, r.subject_id::VARCHAR as subject_id, r.record_type::VARCHAR as record_type,
	    r.record_id::VARCHAR as record_id, r.field::VARCHAR as field, r.reason::VARCHAR as reason, r.begun_on::DATE as begun_on
	from ` + optional(query, "begun_on DATE")
}
