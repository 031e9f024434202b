package query

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync/atomic"
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
}

// People are the children known on a day, by subject. They do not change; the next answer is another People.
type People struct {
	by     map[string]*Person
	groups *linkage.Groups
	// person and records are the versions of what they were read from.
	person, records int64
	// steps are the latest changes that led to these, each with the People that it was made to.
	steps []peopleStep
	id    int64
}

// peopleStep is whom a change of the people with an id was about.
type peopleStep struct {
	id       int64
	subjects store.Subjects
}

// keptSteps is how many changes people remember.
const keptSteps = 8

// ChangedSince gives the children of whom something may be other than it was in earlier people, and false where that may be anybody.
func (p *People) ChangedSince(earlier *People) (subjects []string, ok bool) {
	if earlier == nil {
		return nil, false
	}
	from := slices.IndexFunc(p.steps, func(s peopleStep) bool { return s.id == earlier.id })
	if from < 0 {
		return nil, p == earlier
	}
	changed := store.Subjects{}
	for _, s := range p.steps[from:] {
		maps.Copy(changed, s.subjects)
	}
	return slices.Sorted(maps.Keys(changed)), true
}

// First gives the number by which a child goes, whichever of the child's numbers is asked for.
func (p *People) First(number string) string { return p.groups.First(number) }

// Numbers lists all numbers of a child, the one by which the child goes first.
func (p *People) Numbers(number string) []string { return p.groups.Numbers(number) }

// Find gives a child, by any of the child's numbers. One that no record names is known by the subject alone.
func (p *People) Find(subject string) (Person, bool) {
	subject = p.groups.First(subject)
	if person, ok := p.by[subject]; ok {
		return *person, true
	}
	return Person{Subject: subject}, false
}

// All gives every child, in no order.
func (p *People) All(yield func(Person) bool) {
	for _, person := range p.by {
		if !yield(*person) {
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

// latestPeople is what the people last read are kept under.
const latestPeople = "people"

// peopleIDs counts what was read, so that no two People have one id.
var peopleIDs atomic.Int64

// readPeople reads everybody, or those of whom something has changed since everybody was read.
func readPeople(ctx context.Context, w *eval.Workspace) (*People, error) {
	people := &People{groups: w.Groups(), person: w.Version(personView), records: w.RecordVersion(peopleTypes...), id: peopleIDs.Add(1)}
	among := "true"
	if last, ok := eval.Recall[*People](w, latestPeople); ok && last.groups.Equal(people.groups) {
		if changed := last.changed(w); changed != nil {
			people.by = maps.Clone(last.by)
			people.steps = append(slices.Clone(last.steps[max(0, len(last.steps)+1-keptSteps):]), peopleStep{last.id, changed})
			ids := []string{"''"}
			for subject := range changed {
				delete(people.by, subject)
				ids = append(ids, store.Text(subject))
			}
			among = "subject_id in (" + strings.Join(ids, ", ") + ")"
		}
	}
	if people.by == nil {
		people.by = map[string]*Person{}
	}
	if err := people.read(ctx, w, among); err != nil {
		return nil, fmt.Errorf("listing the children known: %w", err)
	}
	eval.Cache(w, latestPeople, people)
	return people, nil
}

// changed gives of whom something has changed since these people were read, by the number that each goes by; nil where it may be anybody.
func (p *People) changed(w *eval.Workspace) store.Subjects {
	changed := w.ChangedSince(p.person, personView)
	named := w.RecordsChangedSince(p.records, peopleTypes...)
	if changed == nil || named == nil {
		return nil
	}
	first := store.Subjects{}
	for number := range named {
		first[p.groups.First(number)] = true
	}
	return changed.And(first)
}

// read reads those of the people among whom a condition holds.
func (p *People) read(ctx context.Context, w *eval.Workspace, among string) error {
	return w.EachNamed(ctx, strings.ReplaceAll(peopleSQL, "$among", among), nil, func(rows *sql.Rows) error {
		var one Person
		var born, due sql.NullTime
		var workers string
		err := rows.Scan(&one.Subject, &one.Name, &born, &due, &workers, &one.WorkerID, &one.Worker, &one.TeamID, &one.Team, &one.Service,
			&one.LookedAfter, &one.Missing)
		one.BornOn, one.DueOn = born.Time, due.Time
		one.WorkerIDs = split(workers)
		p.by[one.Subject] = &one
		return err
	})
}

func split(ids string) []string {
	if ids == "" {
		return nil
	}
	return strings.Split(ids, store.Separator)
}
