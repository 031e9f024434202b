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

// peopleSQL gives the people of a question: what the rulebook's view person says of each, and what no rule may know, the name
// and who may open a restricted record.
const peopleSQL = `
with restricted as (
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
known as (select subject_id from person union select subject_id from restriction)
select k.subject_id, coalesce(n.name, ''), p.born_on, p.due_on, coalesce(array_to_string(p.worker_ids, chr(31)), ''), coalesce(p.worker_id, ''),
    coalesce(p.worker_name, ''), coalesce(p.team_id, ''), coalesce(p.team_name, ''), coalesce(p.service, ''),
    coalesce(p.looked_after, false), coalesce(p.missing, false), r.subject_id is not null, coalesce(g.ids, '')
from known k
left join person p on p.subject_id = k.subject_id
left join names n on n.subject_id = k.subject_id
left join restricted r on r.subject_id = k.subject_id
left join granted g on g.subject_id = k.subject_id
where k.subject_id is not null`

// personView is the rulebook's view of who stands where towards a child, and peopleTypes are the record types that people are
// read from beside it.
const personView = "person"

var peopleTypes = []string{"child_name", "restriction", "access_grant"}

// People gives the children known for a question, and who stands where towards them. Permission is decided on this, so a
// view it stands on that is broken is an error: nobody is let in by mistake.
func (e *Engine) People(ctx context.Context, q Question) (*People, error) {
	person, err := e.rule(personView, rulebook.View)
	if err != nil {
		return nil, err
	}
	var people *People
	err = e.ask(ctx, q, []*rulebook.Rule{person}, func(w *workspace) error {
		if err := w.isBroken(personView); err != nil {
			return err
		}
		key := fmt.Sprintf("people|%s|%d|%d", w.name, w.marks.of(personView), e.changes.of(peopleTypes...))
		var err error
		people, err = remember(e, key, func() (*People, error) { return e.readPeople(ctx, w, peopleSQL) })
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
