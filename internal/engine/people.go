package engine

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"heed/rulebook"
)

// Person is a child as those who work with them know them: who they are, and who stands where towards them on the day.
type Person struct {
	Subject, Name string
	// BornOn is zero where it is not known; DueOn is the day an unborn child is expected.
	BornOn, DueOn time.Time
	// WorkerIDs are all who hold a role towards the child on the day.
	WorkerIDs []string
	// WorkerID and Worker are the one worker whose child it is, blank where nobody is allocated.
	WorkerID, Worker string
	// TeamID, Team and Service are that worker's or, where nobody is allocated, those of the last who was.
	TeamID, Team, Service string
	LookedAfter           bool
	// Missing says that the child is missing or has been within the last twelve months.
	Missing bool
	// Restricted records open only for those in Granted.
	Restricted bool
	Granted    []string
}

// People are the children known on a day, by subject. They do not change; the next answer is another People.
type People struct {
	by   map[string]Person
	same *Same
}

// First gives the number by which a child goes, whichever of the child's numbers is asked for.
func (p *People) First(number string) string { return p.same.First(number) }

// Numbers lists all numbers of a child, the one by which the child goes first.
func (p *People) Numbers(number string) []string { return p.same.Numbers(number) }

// Find gives a child, by any of the child's numbers. One that no record names is known by the subject alone.
func (p *People) Find(subject string) (Person, bool) {
	subject = p.same.First(subject)
	person, ok := p.by[subject]
	if !ok {
		person.Subject = subject
	}
	return person, ok
}

// All gives every child, in no order.
func (p *People) All(yield func(Person) bool) {
	for _, person := range p.by {
		if !yield(person) {
			return
		}
	}
}

// Len is how many children there are.
func (p *People) Len() int { return len(p.by) }

// apart stands between the ids of a list that is read as one text.
const apart = "\x1f"

// peopleSQL gives the people of a question. Somebody must see that nobody is allocated, so a child without a worker
// keeps the team of the last one.
const peopleSQL = `
with held as (
    select subject_id, worker_id from allocation
    where started_on <= getvariable('as_at') and (ended_on is null or ended_on > getvariable('as_at'))
    union
    select subject_id, worker_id from allocation_as_at
),
workers as (
    select subject_id, string_agg(worker_id, chr(31) order by worker_id) as ids from held group by subject_id
),
last_worker as (
    select x.subject_id, arg_max(coalesce(x.team_id, w.team_id, ''), x.started_on) as team_id
    from allocation x left join worker w on w.worker_id = x.worker_id
    where x.role in ('social worker', 'personal adviser') and x.started_on <= getvariable('as_at')
    group by x.subject_id
),
restricted as (
    select distinct subject_id from restriction
    where started_on <= getvariable('as_at') and (ended_on is null or ended_on > getvariable('as_at'))
),
granted as (
    select subject_id, string_agg(distinct worker_id, chr(31)) as ids from access_grant
    where started_on <= getvariable('as_at') and (ended_on is null or ended_on > getvariable('as_at'))
    group by subject_id
),
names as (
    select subject_id, max(concat_ws(' ', coalesce(nullif(known_as, ''), given_name), family_name)) as name from child_name group by subject_id
),
expected as (select subject_id, max(expected_birth_on) as due_on from child group by subject_id),
missed as (
    select distinct subject_id from missing_episode
    where started_on <= getvariable('as_at')
      and coalesce(ended_on, getvariable('as_at')) >= getvariable('as_at') - interval 1 year
),
known as (
    select subject_id from child union select subject_id from allocation union select subject_id from restriction
    union select subject_id from child_name union select subject_id from allocation_as_at
)
select k.subject_id, coalesce(n.name, ''), c.born_on, x.due_on, coalesce(w.ids, ''), coalesce(a.worker_id, ''), coalesce(a.worker_name, ''),
    coalesce(a.team_id, t.team_id, ''), coalesce(a.team_name, t.name, ''), coalesce(a.service, t.service, ''),
    %s, m.subject_id is not null, r.subject_id is not null, coalesce(g.ids, '')
from known k
left join child_as_at c on c.subject_id = k.subject_id
left join expected x on x.subject_id = k.subject_id
left join names n on n.subject_id = k.subject_id
left join workers w on w.subject_id = k.subject_id
left join allocation_as_at a on a.subject_id = k.subject_id
left join last_worker l on l.subject_id = case when a.subject_id is null then k.subject_id end
left join team t on t.team_id = l.team_id
left join restricted r on r.subject_id = k.subject_id
left join granted g on g.subject_id = k.subject_id
left join missed m on m.subject_id = k.subject_id
where k.subject_id is not null`

// lookedAfterSQL needs the rulebook's periods of care.
const lookedAfterSQL = `exists (select 1 from care_spell s where s.subject_id = k.subject_id
    and s.started_on <= getvariable('as_at') and (s.ended_on is null or s.ended_on > getvariable('as_at')))`

// peopleTypes are the record types that people are read from, beside the rulebook's views.
var peopleTypes = []string{"child", "child_name", "allocation", "worker", "team", "restriction", "access_grant", "missing_episode"}

// People gives the children known for a question, and who stands where towards them. Permission is decided on this, so a
// view it stands on that is broken is an error: nobody is let in by mistake.
func (e *Engine) People(ctx context.Context, q Question) (*People, error) {
	var want []*rulebook.Rule
	lookedAfter := "false"
	for _, id := range []string{"child_as_at", "allocation_as_at", "care_spell"} {
		r := e.cfg.Book.Rule(id)
		if r == nil {
			continue
		}
		want = append(want, r)
		if id == "care_spell" {
			lookedAfter = lookedAfterSQL
		}
	}
	var people *People
	err := e.ask(ctx, q, want, func(w *workspace) error {
		for _, r := range want {
			if err := w.isBroken(r.ID); err != nil {
				return err
			}
		}
		key := fmt.Sprintf("people|%s|%d|%d", w.name, w.marks.of("child_as_at", "allocation_as_at", "care_spell"), e.changes.of(peopleTypes...))
		var err error
		people, err = remember(e, key, func() (*People, error) {
			return e.readPeople(ctx, w, fmt.Sprintf(peopleSQL, lookedAfter))
		})
		return err
	})
	return people, err
}

func (e *Engine) readPeople(ctx context.Context, w *workspace, query string) (*People, error) {
	people := &People{by: map[string]Person{}, same: w.same.Load()}
	err := e.within(ctx, w, query, nil, func(rows *sql.Rows) error {
		var p Person
		var born, due sql.NullTime
		var workers, granted string
		err := rows.Scan(&p.Subject, &p.Name, &born, &due, &workers, &p.WorkerID, &p.Worker, &p.TeamID, &p.Team, &p.Service,
			&p.LookedAfter, &p.Missing, &p.Restricted, &granted)
		p.BornOn, p.DueOn = born.Time, due.Time
		p.WorkerIDs, p.Granted = split(workers), split(granted)
		people.by[p.Subject] = p
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("listing the children known: %w", err)
	}
	return people, nil
}

func split(ids string) []string {
	if ids == "" {
		return nil
	}
	return strings.Split(ids, apart)
}

// within runs a query in a question: rulebook views and record types by their names.
func (e *Engine) within(ctx context.Context, w *workspace, query string, args []any, row func(*sql.Rows) error) error {
	return e.inside(ctx, w, func(conn *sql.Conn) error { return each(ctx, conn, query, args, row) })
}

// inside runs work on a connection that stands in a question and knows its rulebook views and record types by their names.
func (e *Engine) inside(ctx context.Context, w *workspace, work func(*sql.Conn) error) error {
	return e.session(ctx, w, func(conn *sql.Conn) (err error) {
		if _, err := conn.ExecContext(ctx, w.path(e.main)); err != nil {
			return err
		}
		defer func() {
			_, reset := conn.ExecContext(context.WithoutCancel(ctx), "reset search_path")
			err = errors.Join(err, reset)
		}()
		return work(conn)
	})
}

// each calls row with every row of a query.
func each(ctx context.Context, conn *sql.Conn, query string, args []any, row func(*sql.Rows) error) (err error) {
	rows, err := conn.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		if err := row(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}
