package engine

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"heed/rulebook"
)

// Status is how a clock stands. It is worked out from the clock and the question, never stored.
type Status string

// The words for a clock's status.
const (
	Met        Status = "met"
	MetLate    Status = "met late"
	Excused    Status = "excused"
	CannotTell Status = "cannot tell"
	Overdue    Status = "overdue"
	DueSoon    Status = "due soon"
	Running    Status = "running"
)

// Statuses lists every status, the most urgent first.
var Statuses = []Status{Overdue, CannotTell, DueSoon, Running, MetLate, Met, Excused}

// ParseStatus reads a status as people type it: "due soon", "due-soon" or "due_soon".
func ParseStatus(s string) (Status, bool) {
	s = strings.ToLower(strings.NewReplacer("-", " ", "_", " ").Replace(strings.TrimSpace(s)))
	for _, status := range Statuses {
		if string(status) == s {
			return status, true
		}
	}
	return "", false
}

// Clock is one occasion of a duty for one subject.
type Clock struct {
	Duty, Subject, Occasion string
	// About is the kind of thing the subject is: child, carer household, body or authority.
	About  string
	Status Status
	// Timed says that the duty counts hours: the three moments are set. Otherwise the three are civil days.
	Timed           bool
	Arose, Due, Met time.Time
	Excused, Detail string
	OwnerID, Owner  string
	OwnerRole       string
	TeamID, Team    string
	Service         string
}

// ClockFilter narrows a list of clocks. A blank field does not narrow.
type ClockFilter struct {
	Duty, Subject, Owner, Team, Service string
	// Subject and Subjects keep only clocks of these children, and Duties only those of these duties. Nil keeps all; an empty list
	// keeps none.
	Subjects, Duties []string
	Statuses         []Status
	// MetSince leaves out clocks met before a day, so that a list of what is done stays short. One without a due day is
	// kept: it cannot be told. Zero keeps all.
	MetSince time.Time
	// Unallocated keeps only clocks whose child has no worker.
	Unallocated   bool
	Limit, Offset int
}

// statusSQL works out a clock's status. A missing date is never "nothing due": it cannot be told. A clock that counts
// days is not overdue on the day itself.
const statusSQL = `case
    when case when timed then met_at <= due_at else met_on <= due_on end then 'met'
    when excused is not null then 'excused'
    when due_on is null then 'cannot tell'
    when met_on is not null then 'met late'
    when timed and due_at < $moment then 'overdue'
    when not timed and due_on < $as_at then 'overdue'
    when due_on <= soon_by or due_at <= $moment::TIMESTAMPTZ + to_hours(soon_hours) then 'due soon'
    else 'running' end`

// The rulebook views that tell whose a clock or finding is. They are looked up when one is read, so that a change of worker
// leaves every rule's rows as they are.
const (
	workerView = "allocation_as_at"
	roleView   = "role_holder"
)

// whose lists the rules with the views that tell whose their rows are.
func (e *Engine) whose(rules []*rulebook.Rule) []*rulebook.Rule {
	for _, id := range []string{workerView, roleView} {
		if e.isView(id) {
			rules = append(rules, e.cfg.Book.Rule(id))
		}
	}
	return rules
}

// clocksSQL gives the clocks with their status, whose they are and in which team. What is known of children is kept from
// clocks about others, whose numbers may be the same. Of one duty only its area is read.
func (e *Engine) clocksSQL(w *workspace, duty string) string {
	table := w.table("clock")
	if r := e.cfg.Book.Rule(duty); r != nil {
		table = w.clocks(r.Area)
	}
	return `(select c.*, ` + statusSQL + ` as status,
	    case c.owner when 'allocated_worker' then a.worker_id else o.worker_id end as owner_id,
	    case c.owner when 'allocated_worker' then a.worker_name else o.worker_name end as owner_name,
	    case c.owner when 'allocated_worker' then 'social worker' else c.owner end as owner_role,
	    a.team_id, a.team_name, a.service
	from ` + table + ` c
	left join ` + w.table(workerView) + ` a on a.subject_id = case c.about when 'child' then c.subject_id end
	left join ` + w.table(roleView) + ` o on o.subject_id = case c.about when 'child' then c.subject_id end and o.role = c.owner)`
}

// clocksMark tells when what clocks are read from was last evaluated.
func (w *workspace) clocksMark() int64 { return w.marks.of("clock", workerView, roleView) }

// unblind leaves out the clocks of duties that nothing feeds, unless one is asked for by name.
func (f ClockFilter) unblind(w *workspace) string {
	w.state.Lock()
	defer w.state.Unlock()
	if f.Duty != "" || len(w.blind) == 0 {
		return ""
	}
	ids := make([]string, 0, len(w.blind))
	for _, id := range slices.Sorted(maps.Keys(w.blind)) {
		ids = append(ids, text(id))
	}
	return " and duty not in (" + strings.Join(ids, ", ") + ")"
}

// Blind gives the duties of which no clock can be told, as nothing that they need is recorded, with how many clocks they
// would have. Lists and counts leave them out unless one is asked for by name.
func (e *Engine) Blind(ctx context.Context, q Question) (map[string]int, error) {
	want, err := e.duties("")
	if err != nil {
		return nil, err
	}
	var blind map[string]int
	err = e.ask(ctx, q, want, func(w *workspace) error {
		w.state.Lock()
		defer w.state.Unlock()
		blind = maps.Clone(w.blind)
		return nil
	})
	return blind, err
}

// where gives the conditions of a filter and their arguments, with the question's own.
func (f ClockFilter) where(q Question) (string, []any) {
	args := []any{sql.Named("moment", q.Moment.UTC()), sql.Named("as_at", q.AsAt)}
	conditions := []string{"true"}
	add := func(column, value string) {
		if value != "" {
			conditions = append(conditions, column+" = $"+column)
			args = append(args, sql.Named(column, value))
		}
	}
	add("duty", f.Duty)
	add("subject_id", f.Subject)
	if f.Subject != "" || f.Subjects != nil {
		conditions = append(conditions, "about = 'child'")
	}
	add("owner_id", f.Owner)
	add("team_id", f.Team)
	add("service", f.Service)
	among := func(column string, values []string) {
		if values != nil {
			// One text for the whole list: thousands of literals would take longer to parse than to look up.
			conditions = append(conditions, column+" in (select unnest(string_split($among_"+column+", chr(31))))")
			args = append(args, sql.Named("among_"+column, strings.Join(append([]string{""}, values...), apart)))
		}
	}
	among("subject_id", f.Subjects)
	among("duty", f.Duties)
	if f.Unallocated {
		conditions = append(conditions, "team_id is null")
	}
	if !f.MetSince.IsZero() {
		conditions = append(conditions, "(met_on is null or due_on is null or met_on >= $since)")
		args = append(args, sql.Named("since", f.MetSince))
	}
	if len(f.Statuses) > 0 {
		words := make([]string, 0, len(f.Statuses))
		for _, s := range f.Statuses {
			words = append(words, "'"+strings.ReplaceAll(string(s), "'", "''")+"'")
		}
		conditions = append(conditions, "status in ("+strings.Join(words, ", ")+")")
	}
	return strings.Join(conditions, " and "), args
}

func (e *Engine) duties(id string) ([]*rulebook.Rule, error) {
	if id == "" {
		var all []*rulebook.Rule
		for _, r := range e.order {
			if r.Kind == rulebook.Duty {
				all = append(all, r)
			}
		}
		return e.whose(all), nil
	}
	r, err := e.rule(id, rulebook.Duty)
	if err != nil {
		return nil, err
	}
	return e.whose([]*rulebook.Rule{r}), nil
}

// ListClocks gives the clocks of a filter, the most urgent first: overdue longest, then what cannot be told, then by
// due day. A broken duty asked for by name is an error.
func (e *Engine) ListClocks(ctx context.Context, q Question, f ClockFilter) ([]Clock, error) {
	want, err := e.duties(f.Duty)
	if err != nil {
		return nil, err
	}
	var list []Clock
	err = e.ask(ctx, q, want, func(w *workspace) error {
		if f.Duty != "" {
			if err := w.isBroken(f.Duty); err != nil {
				return err
			}
		}
		key := fmt.Sprintf("clocks|%s|%d|%d|%#v", w.name, w.clocksMark(), q.Moment.Unix(), f)
		list, err = remember(e, key, func() ([]Clock, error) { return e.readClocks(ctx, w, q, f) })
		return err
	})
	return list, err
}

func (e *Engine) readClocks(ctx context.Context, w *workspace, q Question, f ClockFilter) (list []Clock, err error) {
	where, args := f.where(q)
	where += f.unblind(w)
	query := `select duty, about, subject_id, occasion_id, status, timed, arose_on, due_on, met_on, arose_at, due_at, met_at,
	    coalesce(excused, ''), coalesce(detail, ''), coalesce(owner_id, ''), coalesce(owner_name, ''), owner_role,
	    coalesce(team_id, ''), coalesce(team_name, ''), coalesce(service, '')
	from ` + e.clocksSQL(w, f.Duty) + " where " + where + `
	order by case status when 'overdue' then 0 when 'cannot tell' then 1 when 'due soon' then 2 when 'running' then 3 else 4 end,
	    case when met_on is null then due_on end nulls last, met_on desc, subject_id, duty, occasion_id`
	if f.Limit > 0 {
		query += fmt.Sprintf(" limit %d offset %d", f.Limit, f.Offset)
	}
	rows, err := e.db.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, fmt.Errorf("listing clocks: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		c, err := scanClock(rows)
		if err != nil {
			return nil, fmt.Errorf("listing clocks: %w", err)
		}
		list = append(list, c)
	}
	return list, rows.Err()
}

func scanClock(rows *sql.Rows) (Clock, error) {
	var c Clock
	var days, moments [3]sql.NullTime
	err := rows.Scan(&c.Duty, &c.About, &c.Subject, &c.Occasion, &c.Status, &c.Timed, &days[0], &days[1], &days[2],
		&moments[0], &moments[1], &moments[2], &c.Excused, &c.Detail, &c.OwnerID, &c.Owner, &c.OwnerRole,
		&c.TeamID, &c.Team, &c.Service)
	times := days
	if c.Timed {
		times = moments
	}
	c.Arose, c.Due, c.Met = times[0].Time, times[1].Time, times[2].Time
	return c, err
}

// ClockCount is how many clocks of one duty, team and owner stand at one status.
type ClockCount struct {
	Duty, TeamID, Team, Service, OwnerID, Owner string
	Status                                      Status
	N                                           int
}

// CountClocks counts clocks by duty, team, owner and status. A list with the same filter has as many rows.
func (e *Engine) CountClocks(ctx context.Context, q Question, f ClockFilter) ([]ClockCount, error) {
	want, err := e.duties(f.Duty)
	if err != nil {
		return nil, err
	}
	var list []ClockCount
	err = e.ask(ctx, q, want, func(w *workspace) error {
		key := fmt.Sprintf("counts|%s|%d|%d|%#v", w.name, w.clocksMark(), q.Moment.Unix(), f)
		list, err = remember(e, key, func() ([]ClockCount, error) { return e.readCounts(ctx, w, q, f) })
		return err
	})
	return list, err
}

func (e *Engine) readCounts(ctx context.Context, w *workspace, q Question, f ClockFilter) (list []ClockCount, err error) {
	where, args := f.where(q)
	where += f.unblind(w)
	rows, err := e.db.QueryContext(ctx, `select duty, coalesce(team_id, ''), coalesce(team_name, ''), coalesce(service, ''),
	    coalesce(owner_id, ''), coalesce(owner_name, ''), status, count(*)
	from `+e.clocksSQL(w, f.Duty)+" where "+where+" group by all order by all", args...)
	if err != nil {
		return nil, fmt.Errorf("counting clocks: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var c ClockCount
		if err := rows.Scan(&c.Duty, &c.TeamID, &c.Team, &c.Service, &c.OwnerID, &c.Owner, &c.Status, &c.N); err != nil {
			return nil, fmt.Errorf("counting clocks: %w", err)
		}
		list = append(list, c)
	}
	return list, rows.Err()
}
