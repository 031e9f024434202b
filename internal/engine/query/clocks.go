package query

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"heed/internal/engine/eval"
	"heed/internal/engine/store"
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

// statusOf gives the clocks of a table with their status and whether they are old gaps.
func statusOf(table, status string) string {
	return "(select *, status = 'overdue' and " + gapSQL + " as old_gap from (select *, " + status + " as status from " + table + "))"
}

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

// clocksVersion tells when what clocks are read from was last evaluated, and which local numbers say when they are old gaps.
func (rd *Reader) clocksVersion(w *eval.Workspace) string {
	return fmt.Sprintf("%d|%s", w.Version(eval.ClockVersion, eval.WorkerView, eval.RoleView), strings.Join(rd.ownGaps(w), ","))
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

// BeginClocks says whether the clocks of a question are worked out. Where they are not it has them worked out in the background, so that
// a page which can do without them need not wait.
func (rd *Reader) BeginClocks(q eval.Question) bool {
	return rd.eval.Begin(q, rd.rules.WithOwners(rd.rules.Kind(rulebook.Duty)))
}

// DutiesWithoutData gives the duties none of whose clocks can be worked out, as nothing that they need is recorded, with how many
// clocks they would have without those of some children. Lists and counts leave them out unless one is asked for by name.
func (rd *Reader) DutiesWithoutData(ctx context.Context, q eval.Question, without []string) (map[string]int, error) {
	var duties map[string]int
	err := rd.askClocks(ctx, q, "", func(w *eval.Workspace) (err error) {
		if duties = w.WithoutData(); len(without) == 0 || len(duties) == 0 {
			return nil
		}
		names := NamesOf(without)
		key := fmt.Sprintf("without data|%d|%q", w.Version(eval.ClockVersion), names)
		duties, err = eval.Remember(ctx, w, key, func() (map[string]int, error) { return readWithoutData(ctx, w, duties, names) })
		return err
	})
	return duties, err
}

// readWithoutData counts the clocks of duties that are about none of some children.
func readWithoutData(ctx context.Context, w *eval.Workspace, duties map[string]int, without Names) (map[string]int, error) {
	found := map[string]int{}
	args := []any{sql.Named("without", string(without)), sql.Named("duties", store.List(slices.Collect(maps.Keys(duties))))}
	query := "select duty, count(*) from " + w.AllClocks() + " where " + store.Among("duty", "duties") + " and (about <> 'child' or " + outside + ") group by duty"
	err := w.Each(ctx, query, args, func(rows *sql.Rows) error {
		var duty string
		var n int
		err := rows.Scan(&duty, &n)
		found[duty] = n
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("counting the clocks that cannot be told: %w", err)
	}
	return found, nil
}

// ListClocks gives the clocks of a filter, the most urgent first: what is late and can still be done, what is due soon, what cannot be
// told, what runs, old gaps, and what is done. Within each, what may do most harm is first, then what rests on the strongest law, then
// what has the most time left to make good, or the least until it is due: never what is oldest. A broken duty asked for by name is an error.
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
		key := fmt.Sprintf("clocks|%s|%d|%#v", rd.clocksVersion(w), turn, f)
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
	query := `select duty, about, subject_id, occasion_id, status, old_gap, timed, arose_on, due_on, met_on, stopped_on, arose_at, due_at, met_at, stopped_at,
	    known_to, coalesce(stopped_why, ''), coalesce(excused, ''), case when status = 'cannot tell' then coalesce(missing, unknown, '') else '' end, coalesce(detail, ''), coalesce(owner_id, ''), coalesce(owner_name, ''), owner_role,
	    coalesce(team_id, ''), coalesce(team_name, ''), coalesce(service, '')
	from ` + from + " where " + where + `
order by ` + urgencySQL
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
	err := rows.Scan(&c.Duty, &c.About, &c.Subject, &c.Occasion, &c.Status, &c.OldGap, &c.Timed, &days[0], &days[1], &days[2], &days[3],
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
	// OldGap says that they are overdue for so long that they are old gaps.
	OldGap bool
	N      int
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
		key := fmt.Sprintf("counts|%s|%d|%#v", rd.clocksVersion(w), turn, f)
		list, err = eval.Remember(ctx, w, key, func() ([]ClockCount, error) { return rd.readCounts(ctx, w, q, f) })
		return err
	})
	return list, err
}

// CountedThen is what the records covered at a moment that has passed and, where they were Counted, how many clocks there were, to the hour of
// the moment.
type CountedThen struct {
	Moment   time.Time
	Coverage []Coverage
	Counted  bool
	Counts   []ClockCount
}

// CountLater counts clocks as known at a moment that has passed, where what the records covered then is worth it: no day is evaluated in vain. Until
// that has been done it has it done and says that it is not ready, and nobody waits. worth is asked later too, and must hold on to nothing that
// ends with whoever asks. Of one day, hours count to whichever moment was first asked about.
func (rd *Reader) CountLater(q eval.Question, f ClockFilter, worth func([]Coverage) bool) (then CountedThen, ready bool) {
	find := func(worth func([]Coverage) bool) func(context.Context) (CountedThen, error) {
		return func(ctx context.Context) (then CountedThen, err error) {
			then.Moment = q.Moment
			if then.Coverage, err = rd.ListCoverage(ctx, q); err != nil || !worth(then.Coverage) {
				return then, err
			}
			then.Counted = true
			then.Counts, err = rd.CountClocks(ctx, q, f)
			return then, err
		}
	}
	key := fmt.Sprintf("%#v", f)
	then, ready = eval.Later(rd.eval, q, "where worth|"+key, find(worth))
	if ready && !then.Counted && worth(then.Coverage) { // it was not when it was looked at
		return eval.Later(rd.eval, q, "all the same|"+key, find(func([]Coverage) bool { return true }))
	}
	return then, ready
}

func (rd *Reader) readCounts(ctx context.Context, w *eval.Workspace, q eval.Question, f ClockFilter) (list []ClockCount, err error) {
	where, args := f.where(q)
	from, err := rd.clocksFrom(ctx, w, q, f)
	if err != nil {
		return nil, err
	}
	err = w.Each(ctx, `select duty, coalesce(team_id, ''), coalesce(team_name, ''), coalesce(service, ''),
	    coalesce(owner_id, ''), coalesce(owner_name, ''), status, old_gap, count(*)
	from `+from+" where "+where+" group by all order by all", args, func(rows *sql.Rows) error {
		var c ClockCount
		err := rows.Scan(&c.Duty, &c.TeamID, &c.Team, &c.Service, &c.OwnerID, &c.Owner, &c.Status, &c.OldGap, &c.N)
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
		counts[ClockCount{Duty: c.Duty, TeamID: c.TeamID, Team: c.Team, Service: c.Service, OwnerID: c.OwnerID, Owner: c.Owner, Status: c.Status, OldGap: c.OldGap}]++
	}
	for count, n := range counts {
		count.N = n
		list = append(list, count)
	}
	slices.SortFunc(list, func(a, b ClockCount) int {
		return cmp.Or(cmp.Compare(a.Duty, b.Duty), cmp.Compare(a.TeamID, b.TeamID), cmp.Compare(a.Team, b.Team), cmp.Compare(a.Service, b.Service),
			cmp.Compare(a.OwnerID, b.OwnerID), cmp.Compare(a.Owner, b.Owner), cmp.Compare(a.Status, b.Status), boolOrder(a.OldGap, b.OldGap))
	})
	return list
}
