package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"heed/internal/access"
	"heed/internal/engine"
	"heed/internal/ledger"
	"heed/rulebook"
)

// ChildPage is what an actor sees of one child.
type ChildPage struct {
	Asked

	Child ChildRef
	// Facts say who this is and how they stand: legal status, placement, plan, worker.
	Facts []Fact
	// Clocks are those not finished yet, the most urgent first, then the latest of those that are. Finished is how many
	// more are finished and not among them.
	Clocks   []Clock
	Finished int
	// Chronology is all that is recorded, the latest first.
	Chronology []Event
	Involved   []Involvement
	// Figures are the measures that count the child today.
	Figures []*rulebook.Rule
	// Missing says what the record lacks.
	Missing []string
	// Why says why the actor may see this.
	Why        string
	Restricted bool
}

// Fact is one thing that says who a child is.
type Fact struct{ Label, Value string }

// finishedShown is how many finished clocks a child's page shows.
const finishedShown = 12

// Child gives one child's page. It is logged before it is given. ErrForbidden says that the actor may not see the child,
// which is also the answer about a child that is not known to one who may not see every child.
func (a *App) Child(ctx context.Context, who Actor, id string, q Question) (ChildPage, error) {
	d, err := a.desk(ctx, who, q)
	if err != nil {
		return ChildPage{}, tidy(err)
	}
	v := d.sight.of(id)
	if !v.read {
		return ChildPage{}, a.refuse(ctx, who, access.ReadChild, id, "child", v.reason)
	}
	id = d.sight.people.First(id)
	entries, err := a.known(ctx, d, id)
	if err != nil {
		return ChildPage{}, err
	}
	person, known := d.sight.people.Find(id)
	if !known && len(entries) == 0 {
		return ChildPage{}, fmt.Errorf("%w: there is no child of that number", ErrNotFound)
	}
	page := ChildPage{Asked: d.asked, Child: d.sight.ref(id, d.q.AsAt), Why: v.reason, Restricted: person.Restricted}
	if err := a.fillChild(ctx, d, id, entries, &page); err != nil {
		return ChildPage{}, tidy(err)
	}
	return page, a.logShown(ctx, who, access.ReadChild, id, "child as at "+d.q.AsAt.Format(time.DateOnly))
}

// known gives the entries about a subject that had been recorded by the question's moment.
func (a *App) known(ctx context.Context, d *desk, id string) ([]ledger.Entry, error) {
	var entries []ledger.Entry
	for _, number := range d.sight.people.Numbers(id) {
		some, err := a.ledger.SubjectEntries(ctx, d.authority, number)
		if err != nil {
			return nil, err
		}
		entries = append(entries, some...)
	}
	slices.SortStableFunc(entries, func(x, y ledger.Entry) int { return cmp.Compare(x.Seq, y.Seq) })
	if d.q.KnownAt.IsZero() {
		return entries, nil
	}
	return slices.DeleteFunc(entries, func(e ledger.Entry) bool { return e.RecordedAt.After(d.q.KnownAt) }), nil
}

func (a *App) fillChild(ctx context.Context, d *desk, id string, entries []ledger.Entry, page *ChildPage) error {
	if err := a.childClocks(ctx, d, id, page); err != nil {
		return err
	}
	l, err := a.life(ctx, d, id, entries)
	if err != nil {
		return err
	}
	page.Facts = a.facts(l, d.q.AsAt)
	if others := d.sight.people.Numbers(id)[1:]; len(others) > 0 {
		page.Facts = append(page.Facts, Fact{Label: "Other numbers", Value: strings.Join(others, ", ")})
	}
	page.Missing = l.missing(d.q.AsAt)
	page.Involved = l.involved(d.q.AsAt)
	names, err := a.staffNames(ctx, d.authority)
	if err != nil {
		return err
	}
	tell := teller{catalogue: a.catalogue, names: names, asAt: d.q.AsAt, sensitive: d.sight.sensitive(id), close: d.sight.of(id).name}
	page.Chronology = tell.chronology(entries)
	page.Figures, err = a.counting(ctx, d, id)
	return err
}

// counting lists the measures whose figure has a row about a child. It is asked of today only, whose figures are kept
// ready: for another day every measure would have to be worked out.
func (a *App) counting(ctx context.Context, d *desk, id string) ([]*rulebook.Rule, error) {
	if !d.asked.Today || !d.asked.KnownNow {
		return nil, nil
	}
	ids, err := d.engine.SubjectMeasures(ctx, d.q, id)
	if err != nil {
		return nil, err
	}
	var list []*rulebook.Rule
	for _, id := range ids {
		list = append(list, a.book.Rule(id))
	}
	return list, nil
}

func (a *App) childClocks(ctx context.Context, d *desk, id string, page *ChildPage) error {
	all, err := a.listClocks(ctx, d, engine.ClockFilter{Subject: id})
	if err != nil {
		return err
	}
	finished := 0
	for _, c := range all {
		switch c.Status {
		case engine.Met, engine.MetLate, engine.Excused:
			if finished++; finished > finishedShown {
				page.Finished++
				continue
			}
		case engine.Overdue, engine.CannotTell, engine.DueSoon, engine.Running:
		}
		page.Clocks = append(page.Clocks, c)
	}
	return nil
}

// foundAtMost is how many children a search gives.
const foundAtMost = 50

// FindChildren finds children by the beginning of their record number or, for those who may see names, by any part of
// their name. Only children whose record the actor may open are found.
func (a *App) FindChildren(ctx context.Context, who Actor, query string) ([]ChildRef, error) {
	if err := a.allow(ctx, who, access.ListClocks, "find a child"); err != nil {
		return nil, err
	}
	d, err := a.desk(ctx, who, Question{})
	if err != nil {
		return nil, tidy(err)
	}
	words := strings.Fields(strings.ToLower(query))
	var found []ChildRef
	for _, p := range d.sight.readable {
		if len(words) == 0 || len(found) == foundAtMost {
			break
		}
		ref := d.sight.ref(p.Subject, d.q.AsAt)
		if matches(ref, words) || slices.ContainsFunc(d.sight.people.Numbers(p.Subject), func(number string) bool {
			return len(words) == 1 && strings.HasPrefix(strings.ToLower(number), words[0])
		}) {
			found = append(found, ref)
		}
	}
	// The words may be a name, so that the log keeps only how many were found.
	return found, a.logShown(ctx, who, access.ListClocks, "", fmt.Sprintf("find a child: %d found", len(found)))
}

func matches(ref ChildRef, words []string) bool {
	if len(words) == 1 && strings.HasPrefix(strings.ToLower(ref.ID), words[0]) {
		return true
	}
	if ref.Name == "" {
		return false
	}
	name := strings.ToLower(ref.Name)
	for _, w := range words {
		if !strings.Contains(name, w) {
			return false
		}
	}
	return true
}
