package engine

import (
	"fmt"
	"strings"
	"time"

	"heed/rulebook"
)

// pick gives the first of the columns that the rule has, cast, or a null of that type.
func pick(columns map[string]bool, sqlType string, names ...string) string {
	for _, name := range names {
		if columns[name] {
			return "r." + name + "::" + sqlType
		}
	}
	return "null::" + sqlType
}

// soonSQL gives when a clock turns due soon: its due time less the duty's warning.
func soonSQL(w rulebook.Warn, due string, timed bool) string {
	if w.N == 0 {
		w = rulebook.Warn{N: 5, Unit: "working days"}
	}
	day := due
	if timed {
		day = due + "::DATE"
	}
	switch w.Unit {
	case "hours":
		if timed {
			return fmt.Sprintf("%s - interval %d hour", due, w.N)
		}
		return fmt.Sprintf("(%s - interval %d hour)::DATE", due, w.N)
	case "working days":
		return fmt.Sprintf("working_days_after(%s, -%d)", day, w.N)
	case "weeks":
		return fmt.Sprintf("%s - interval %d day", due, 7*w.N)
	case "months":
		return fmt.Sprintf("%s - interval %d month", due, w.N)
	default:
		return fmt.Sprintf("%s - interval %d day", due, w.N)
	}
}

// clockSQL turns a duty's own rows into clocks: with the time it turns due soon, whose it is and in which team.
func (e *Engine) clockSQL(w *workspace, res result) string {
	c, r := res.columns, res.rule
	timed := c["due_at"]
	at := func(name string) string {
		if timed {
			return pick(c, "TIMESTAMPTZ", name+"_at", name+"_on")
		}
		return "null::TIMESTAMPTZ"
	}
	on := func(name string) string {
		if timed {
			return "(" + at(name) + ")::DATE"
		}
		return pick(c, "DATE", name+"_on", name+"_at")
	}
	// Only what is neither met nor excused can turn due soon.
	waiting := func(due, met string) string {
		return "case when " + met + " is null and " + pick(c, "VARCHAR", "excused") + " is null then " + due + " end"
	}
	soonOn, soonAt := "("+soonSQL(r.Warn, "("+waiting(on("due"), on("met"))+")", false)+")::DATE", "null::TIMESTAMPTZ"
	if timed {
		soonAt = "(" + soonSQL(r.Warn, "("+waiting(at("due"), at("met"))+")", true) + ")::TIMESTAMPTZ"
		soonOn = "(" + soonAt + ")::DATE"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "select '%s' as duty, %s as about, r.subject_id::VARCHAR as subject_id, r.occasion_id::VARCHAR as occasion_id, %t as timed",
		r.ID, text(r.Subject), timed)
	for _, name := range []string{"arose", "due", "met"} {
		fmt.Fprintf(&b, ", %s as %s_on, %s as %s_at", on(name), name, at(name), name)
	}
	fmt.Fprintf(&b, ", %s as soon_on, %s as soon_at", soonOn, soonAt)
	fmt.Fprintf(&b, ", %s as excused, %s as detail", pick(c, "VARCHAR", "excused"), pick(c, "VARCHAR", "detail"))
	if r.Owner == "allocated_worker" {
		b.WriteString(", a.worker_id as owner_id, a.worker_name as owner_name, 'social worker' as owner_role")
	} else {
		fmt.Fprintf(&b, ", o.worker_id as owner_id, o.worker_name as owner_name, %s as owner_role", text(r.Owner))
	}
	b.WriteString(", a.team_id, a.team_name, a.service from " + w.rows(r) + " r left join allocation_as_at a on " + aboutChild(r) + "a.subject_id = r.subject_id")
	if r.Owner != "allocated_worker" {
		fmt.Fprintf(&b, " left join role_holder o on %so.subject_id = r.subject_id and o.role = %s", aboutChild(r), text(r.Owner))
	}
	b.WriteString(inForceSQL(r.InForce, on("arose")))
	return b.String()
}

// aboutChild keeps what is known of children from rows about others, whose numbers may be the same.
func aboutChild(r *rulebook.Rule) string {
	if r.AboutChild() {
		return ""
	}
	return "false and "
}

// inForceSQL keeps the occasions that arose while the rule was in force: an older one was owed under another rule. An
// occasion whose day is not known is kept, since it cannot be told.
func inForceSQL(i rulebook.Interval, arose string) string {
	where := " where true"
	if !i.From.IsZero() {
		where += fmt.Sprintf(" and coalesce(%s >= date '%s', true)", arose, i.From.Format(time.DateOnly))
	}
	if !i.To.IsZero() {
		where += fmt.Sprintf(" and coalesce(%s <= date '%s', true)", arose, i.To.Format(time.DateOnly))
	}
	return where
}

// ageBandSQL gives the age band that the DfE's statistics use, on the row's day.
const ageBandSQL = `case
    when c.born_on is null then 'Not known'
    when r.on_date is null then 'Not known'
    when c.born_on > r.on_date then 'Unborn'
    when date_sub('year', c.born_on, r.on_date) < 1 then 'Under 1'
    when date_sub('year', c.born_on, r.on_date) < 5 then '1 to 4'
    when date_sub('year', c.born_on, r.on_date) < 10 then '5 to 9'
    when date_sub('year', c.born_on, r.on_date) < 16 then '10 to 15'
    when date_sub('year', c.born_on, r.on_date) < 18 then '16 and 17'
    else '18 and over' end`

// measuredSQL turns a measure's own rows into measured rows: with what each can be sliced by, as on the row's day.
func (e *Engine) measuredSQL(w *workspace, res result) string {
	c, r := res.columns, res.rule
	counted, value := pick(c, "BOOLEAN", "counted"), pick(c, "DOUBLE", "value")
	leftOut := pick(c, "VARCHAR", "left_out")
	switch r.Statistic {
	case "share":
		leftOut = "coalesce(" + leftOut + ", case when " + counted + " is null then 'cannot tell: a date or answer is missing' end)"
	case "mean", "median", "sum":
		leftOut = "coalesce(" + leftOut + ", case when " + value + " is null then 'cannot tell: a date or answer is missing' end)"
	}
	return fmt.Sprintf(`select '%s' as measure, r.subject_id::VARCHAR as subject_id, r.occasion_id::VARCHAR as occasion_id,
	    r.on_date::DATE as on_date, %s as counted, %s as value, %s as category, %s as left_out,
	    %s as age_band, coalesce(c.sex, 'Not known') as sex, coalesce(c.ethnic_group, 'Not known') as ethnicity,
	    case c.disabled when true then 'Disabled' when false then 'Not disabled' else 'Not known' end as disability,
	    case when a.subject_id is null or a.ended_on <= r.on_date then 'Not allocated' else coalesce(a.team_name, 'Not known') end as team
	from %s r left join child_as_at c on %sc.subject_id = r.subject_id
	asof left join allocation_history a on r.subject_id = a.subject_id and r.on_date >= a.started_on`,
		r.ID, counted, value, pick(c, "VARCHAR", "category"), leftOut, ageBandSQL, w.rows(r), aboutChild(r))
}

// findingSQL turns a check's own rows into findings: with the team that works with whom the record is about.
func findingSQL(w *workspace, res result) string {
	return fmt.Sprintf(`select %s as check_id, r.subject_id::VARCHAR as subject_id, r.record_type::VARCHAR as record_type,
	    r.record_id::VARCHAR as record_id, r.field::VARCHAR as field, r.reason::VARCHAR as reason, %s as since_on,
	    a.team_id, a.team_name, a.service
	from %s r left join allocation_as_at a using (subject_id)`,
		text(res.rule.ID), pick(res.columns, "DATE", "since_on"), w.rows(res.rule))
}
