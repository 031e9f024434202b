package query

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"

	"heed/internal/engine/eval"
	"heed/internal/engine/linkage"
	"heed/internal/engine/store"
	"heed/rulebook"
)

// Person is a child as those who work with them know them: who they are, and who works with them on the day.
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
	by     map[string]Person
	groups *linkage.Groups
}

// First gives the number by which a child goes, whichever of the child's numbers is asked for.
func (p *People) First(number string) string { return p.groups.First(number) }

// Numbers lists all numbers of a child, the one by which the child goes first.
func (p *People) Numbers(number string) []string { return p.groups.Numbers(number) }

// Find gives a child, by any of the child's numbers. One that no record names is known by the subject alone.
func (p *People) Find(subject string) (Person, bool) {
	subject = p.groups.First(subject)
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

// People gives the children known for a question, and who works with them. Permission is decided on this, so a broken view
// among those it is read from is an error: nobody is let in by mistake.
func (rd *Reader) People(ctx context.Context, q eval.Question) (*People, error) {
	person := rd.rules.View(personView)
	if person == nil {
		return nil, fmt.Errorf("%w: the view %s", eval.ErrNotFound, personView)
	}
	var people *People
	err := rd.eval.Ask(ctx, q, []*rulebook.Rule{person}, func(w *eval.Workspace) (err error) {
		if err := w.Broken(personView); err != nil {
			return err
		}
		key := fmt.Sprintf("people|%d|%d", w.Version(personView), w.RecordVersion(peopleTypes...))
		people, err = eval.Remember(ctx, w, key, func() (*People, error) { return readPeople(ctx, w) })
		return err
	})
	return people, err
}

func readPeople(ctx context.Context, w *eval.Workspace) (*People, error) {
	people := &People{by: map[string]Person{}, groups: w.Groups()}
	err := w.EachNamed(ctx, peopleSQL, nil, func(rows *sql.Rows) error {
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
	return strings.Split(ids, store.Separator)
}
