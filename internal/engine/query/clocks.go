package query

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"

	"heed/internal/engine/eval"
	"heed/rulebook"
)

// daySQL works out a clock's status where that does not change within a day: null for an open clock that counts hours. A missing date
// is never "nothing due" but cannot tell, and what the records do not cover is neither met late, missed nor overdue. A clock that counts
// days is not overdue on the day itself.
const daySQL = `case
    when case when timed then met_at <= due_at else met_on <= due_on end then 'met'
    when excused is not null then 'excused'
    when met_on is null and stopped_why is not null and stopped_on is null then 'not owed'
    when due_on is null then 'cannot tell'
    when met_on is null and case when timed then stopped_at <= due_at else stopped_on <= due_on end then 'not owed'
    when unknown = 'nothing feeds this' then 'cannot tell'
    when unknown is not null then unknown
    when met_on is null and missing is not null then 'cannot tell'
    when met_on is not null then 'met late'
    when stopped_why is not null or stopped_on is not null then 'missed'
    when timed then null
    when due_on < $as_at then 'overdue'
    when due_on <= soon_by then 'due soon'
    else 'running' end`

// momentSQL works out the status of an open clock that counts hours.
const momentSQL = `case
    when due_at < $moment then 'overdue'
    when due_on <= soon_by or due_at <= $moment::TIMESTAMPTZ + to_hours(soon_hours) then 'due soon'
    else 'running' end`

// statusSQL works out a clock's status.
const statusSQL = "coalesce(" + daySQL + ", " + momentSQL + ")"

// OwnerColumns are what is looked up for a clock or, of some of them, a finding: whose it is, and in which team.
var OwnerColumns = []string{"owner_id", "owner_name", "owner_role", "team_id", "team_name", "service"}

// withStatusSQL gives the clocks of a table with their status.
func withStatusSQL(table string) string {
	return "(select c.*, " + statusSQL + " as status from " + table + " c)"
}

// ownedSQL gives the clocks of a table with their status, whose they are and in which team.
func ownedSQL(w *eval.Workspace, table string) string { return withStatusSQL(withOwnersSQL(w, table)) }

// withOwnersSQL gives the clocks of a table with whose they are and in which team. What is known of children is kept from clocks
// about others, whose numbers may be the same.
func withOwnersSQL(w *eval.Workspace, table string) string {
	return `(select c.*,
	    case c.owner when 'allocated_worker' then a.worker_id else o.worker_id end as owner_id,
	    case c.owner when 'allocated_worker' then a.worker_name else o.worker_name end as owner_name,
	    case c.owner when 'allocated_worker' then 'social worker' else c.owner end as owner_role,
	    a.team_id, a.team_name, a.service
	from ` + table + ` c
	left join ` + w.Table(eval.WorkerView) + ` a on a.subject_id = case c.about when 'child' then c.subject_id end
	left join ` + w.Table(eval.RoleView) + ` o on o.subject_id = case c.about when 'child' then c.subject_id end and o.role = c.owner)`
}

// clocksVersion tells when what clocks are read from was last evaluated.
func clocksVersion(w *eval.Workspace) int64 {
	return w.Version(eval.ClockVersion, eval.WorkerView, eval.RoleView)
}

// duties lists the rules that the clocks of a duty are read from, or of all duties where none is named.
func (rd *Reader) duties(id string) ([]*rulebook.Rule, error) {
	if id == "" {
		return rd.rules.WithOwners(rd.rules.Kind(rulebook.Duty)), nil
	}
	r, err := rd.rules.FindKind(id, rulebook.Duty)
	if err != nil {
		return nil, err
	}
	return rd.rules.WithOwners([]*rulebook.Rule{r}), nil
}

// askClocks reads clocks once the duties that a filter names are evaluated.
func (rd *Reader) askClocks(ctx context.Context, q eval.Question, duty string, read func(*eval.Workspace) error) error {
	want, err := rd.duties(duty)
	if err != nil {
		return err
	}
	return rd.eval.Ask(ctx, q, want, read)
}

// DutiesWithoutData gives the duties none of whose clocks can be worked out, as nothing that they need is recorded, with how many
// clocks they would have. Lists and counts leave them out unless one is asked for by name.
func (rd *Reader) DutiesWithoutData(ctx context.Context, q eval.Question) (map[string]int, error) {
	var duties map[string]int
	err := rd.askClocks(ctx, q, "", func(w *eval.Workspace) error {
		duties = w.WithoutData()
		return nil
	})
	return duties, err
}

// ListClocks gives the clocks of a filter, the most urgent first: overdue longest, then those at cannot tell, then by
// due day. A broken duty asked for by name is an error.
func (rd *Reader) ListClocks(ctx context.Context, q eval.Question, f ClockFilter) ([]Clock, error) {
	if f.Subject != "" && f.Limit > 0 { // one subject's are few: all are read at once, for the list and its counts
		all := f
		all.Limit, all.Offset = 0, 0
		list, err := rd.ListClocks(ctx, q, all)
		from := min(f.Offset, len(list))
		return list[from:min(from+f.Limit, len(list))], err
	}
	var list []Clock
	err := rd.askClocks(ctx, q, f.Duty, func(w *eval.Workspace) (err error) {
		if err := w.Broken(f.Duty); err != nil {
			return err
		}
		turn, err := rd.within(ctx, w, q, f)
		if err != nil {
			return err
		}
		key := fmt.Sprintf("clocks|%d|%d|%#v", clocksVersion(w), turn, f)
		list, err = eval.Remember(ctx, w, key, func() ([]Clock, error) { return rd.readClocks(ctx, w, q, f) })
		return err
	})
	return list, err
}

func (rd *Reader) readClocks(ctx context.Context, w *eval.Workspace, q eval.Question, f ClockFilter) (list []Clock, err error) {
	where, args := f.where(q)
	from, err := rd.clocksFrom(ctx, w, q, f)
	if err != nil {
		return nil, err
	}
	query := `select duty, about, subject_id, occasion_id, status, timed, arose_on, due_on, met_on, stopped_on, arose_at, due_at, met_at, stopped_at,
	    known_to, coalesce(stopped_why, ''), coalesce(excused, ''), case when status = 'cannot tell' then coalesce(missing, unknown, '') else '' end, coalesce(detail, ''), coalesce(owner_id, ''), coalesce(owner_name, ''), owner_role,
	    coalesce(team_id, ''), coalesce(team_name, ''), coalesce(service, '')
	from ` + from + " where " + where + `
	order by case status when 'overdue' then 0 when 'cannot tell' then 1 when 'due soon' then 2 when 'running' then 3 else 4 end,
	    case when met_on is null then due_on end nulls last, met_on desc, subject_id, duty, occasion_id`
	if f.Limit > 0 {
		query += fmt.Sprintf(" limit %d offset %d", f.Limit, f.Offset)
	}
	err = w.Each(ctx, query, args, func(rows *sql.Rows) error {
		c, err := scanClock(rows)
		list = append(list, c)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("listing clocks: %w", err)
	}
	return list, nil
}

func scanClock(rows *sql.Rows) (Clock, error) {
	var c Clock
	var days, moments [4]sql.NullTime
	var knownTo sql.NullTime
	err := rows.Scan(&c.Duty, &c.About, &c.Subject, &c.Occasion, &c.Status, &c.Timed, &days[0], &days[1], &days[2], &days[3],
		&moments[0], &moments[1], &moments[2], &moments[3], &knownTo, &c.StoppedWhy, &c.Excused, &c.Missing, &c.Detail, &c.OwnerID, &c.Owner, &c.OwnerRole,
		&c.TeamID, &c.Team, &c.Service)
	times := days
	if c.Timed {
		times = moments
	}
	c.Arose, c.Due, c.Met, c.Stopped, c.KnownTo = times[0].Time, times[1].Time, times[2].Time, times[3].Time, knownTo.Time
	return c, err
}

// ClockCount is how many clocks of one duty, team and owner have one status.
type ClockCount struct {
	Duty, TeamID, Team, Service, OwnerID, Owner string
	Status                                      Status
	N                                           int
}

// CountClocks counts clocks by duty, team, owner and status. A list with the same filter has as many rows.
func (rd *Reader) CountClocks(ctx context.Context, q eval.Question, f ClockFilter) ([]ClockCount, error) {
	if f.Subject != "" && f.Duty == "" {
		f.Limit, f.Offset = 0, 0
		all, err := rd.ListClocks(ctx, q, f)
		return countsOf(all), err
	}
	var list []ClockCount
	err := rd.askClocks(ctx, q, f.Duty, func(w *eval.Workspace) (err error) {
		turn, err := rd.within(ctx, w, q, f)
		if err != nil {
			return err
		}
		key := fmt.Sprintf("counts|%d|%d|%#v", clocksVersion(w), turn, f)
		list, err = eval.Remember(ctx, w, key, func() ([]ClockCount, error) { return rd.readCounts(ctx, w, q, f) })
		return err
	})
	return list, err
}

func (rd *Reader) readCounts(ctx context.Context, w *eval.Workspace, q eval.Question, f ClockFilter) (list []ClockCount, err error) {
	where, args := f.where(q)
	from, err := rd.clocksFrom(ctx, w, q, f)
	if err != nil {
		return nil, err
	}
	err = w.Each(ctx, `select duty, coalesce(team_id, ''), coalesce(team_name, ''), coalesce(service, ''),
	    coalesce(owner_id, ''), coalesce(owner_name, ''), status, count(*)
	from `+from+" where "+where+" group by all order by all", args, func(rows *sql.Rows) error {
		var c ClockCount
		err := rows.Scan(&c.Duty, &c.TeamID, &c.Team, &c.Service, &c.OwnerID, &c.Owner, &c.Status, &c.N)
		list = append(list, c)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("counting clocks: %w", err)
	}
	return list, nil
}

// countsOf counts clocks as CountClocks does, in the same order.
func countsOf(all []Clock) (list []ClockCount) {
	counts := map[ClockCount]int{}
	for _, c := range all {
		counts[ClockCount{Duty: c.Duty, TeamID: c.TeamID, Team: c.Team, Service: c.Service, OwnerID: c.OwnerID, Owner: c.Owner, Status: c.Status}]++
	}
	for count, n := range counts {
		count.N = n
		list = append(list, count)
	}
	slices.SortFunc(list, func(a, b ClockCount) int {
		return cmp.Or(cmp.Compare(a.Duty, b.Duty), cmp.Compare(a.TeamID, b.TeamID), cmp.Compare(a.Team, b.Team), cmp.Compare(a.Service, b.Service),
			cmp.Compare(a.OwnerID, b.OwnerID), cmp.Compare(a.Owner, b.Owner), cmp.Compare(a.Status, b.Status))
	})
	return list
}
