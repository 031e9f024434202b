package children

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"heed/internal/access"
	"heed/internal/clocks"
	"heed/internal/door"
	"heed/internal/engine"
	"heed/internal/ledger"
	"heed/internal/words"
	"heed/rulebook"
)

// Page is what an actor sees of one child.
type Page struct {
	door.Asked

	Child door.ChildRef
	// Facts say who this is and how they stand: legal status, placement, plan, worker.
	Facts []words.Fact
	// Clocks are those not finished yet, the most urgent first, then the latest of those that are. Finished is how many
	// more are finished and not among them.
	Clocks   []clocks.Clock
	Finished int
	// Chronology is all that is recorded, the latest first.
	Chronology []Event
	Involved   []Involvement
	// Figures are the measures that count the child today.
	Figures []*rulebook.Rule
	// Missing says what the record lacks, Paused which rows cannot be right, and Closed when work with the child ended, as the journey does.
	Missing, Paused []string
	Closed          string
	// Why says why the actor may see this.
	Why        string
	Restricted bool
}

// finishedShown is how many finished clocks a child's page shows.
const finishedShown = 12

// Find gives one child's page. It is logged before it is given. A ClosedError says that the actor may not see the child or that there is none
// of that number.
func Find(ctx context.Context, s *door.Session, id string) (Page, error) {
	in, err := s.Open(ctx)
	if err != nil {
		return Page{}, door.Tidy(err)
	}
	if err := in.OpenChild(ctx, id, "child"); err != nil {
		return Page{}, err
	}
	id = in.Scope.People.First(id)
	v := in.Scope.Of(id)
	entries, err := knownEntries(ctx, in, id)
	if err != nil {
		return Page{}, err
	}
	page := Page{Asked: in.Asked, Child: in.Ref(id), Why: v.Reason, Restricted: in.Scope.Restricted(id)}
	if err := fillChild(ctx, in, id, entries, &page); err != nil {
		return Page{}, door.Tidy(err)
	}
	return page, s.Log(ctx, access.ReadChild, id, "child as at "+in.Q.AsAt.Format(time.DateOnly))
}

// knownEntries gives the entries about a subject that had been recorded by the question's moment.
func knownEntries(ctx context.Context, in *door.Inquiry, id string) ([]ledger.Entry, error) {
	var entries []ledger.Entry
	for _, number := range in.Scope.People.Numbers(id) {
		some, err := in.Ledger().SubjectEntries(ctx, in.Who.Authority, number)
		if err != nil {
			return nil, err
		}
		entries = append(entries, some...)
	}
	slices.SortStableFunc(entries, func(x, y ledger.Entry) int { return cmp.Compare(x.Seq, y.Seq) })
	if in.Q.KnownAt.IsZero() {
		return entries, nil
	}
	return slices.DeleteFunc(entries, func(e ledger.Entry) bool { return e.RecordedAt.After(in.Q.KnownAt) }), nil
}

func fillChild(ctx context.Context, in *door.Inquiry, id string, entries []ledger.Entry, page *Page) error {
	if err := childClocks(ctx, in, id, page); err != nil {
		return err
	}
	l, err := findLife(ctx, in, id, entries)
	if err != nil {
		return err
	}
	j, err := findJourney(ctx, in, l, entries)
	if err != nil {
		return err
	}
	var years JourneyPage
	j.fill(&years)
	page.Missing, page.Paused, page.Closed = years.Missing, years.Paused, years.Closed
	standing, err := Standings(ctx, in, []string{id})
	if err != nil {
		return err
	}
	page.Facts = factsOf(in.Catalogue(), l, j.cover)
	if seen := standing[id]; page.Closed == "" || !seen.LastSeen.IsZero() {
		page.Facts = append(page.Facts, words.Fact{Label: "Last seen", Value: words.Capital(seen.SeenWords())})
	}
	if others := in.Scope.People.Numbers(id)[1:]; len(others) > 0 {
		page.Facts = append(page.Facts, words.Fact{Label: "Other numbers", Value: strings.Join(others, ", ")})
	}
	page.Involved = l.involved(in.Q.AsAt)
	names, err := in.StaffNames(ctx)
	if err != nil {
		return err
	}
	tell := Teller{Catalogue: in.Catalogue(), names: names, asAt: in.Q.AsAt, sensitive: in.Scope.Sensitive(id), close: in.Scope.Of(id).Name}
	if page.Chronology, err = tell.chronology(entries); err != nil {
		return err
	}
	page.Figures, err = countingMeasures(ctx, in, id)
	return err
}

// countingMeasures lists the measures whose figure has a row about a child. It is asked of today only, whose figures are kept
// ready: for another day every measure would have to be worked out.
func countingMeasures(ctx context.Context, in *door.Inquiry, id string) ([]*rulebook.Rule, error) {
	if !in.Asked.Today || !in.Asked.KnownNow {
		return nil, nil
	}
	ids, err := in.Engine.SubjectMeasures(ctx, in.Q, id)
	if err != nil {
		return nil, err
	}
	var list []*rulebook.Rule
	for _, id := range ids {
		list = append(list, in.Book().Rule(id))
	}
	return list, nil
}

func childClocks(ctx context.Context, in *door.Inquiry, id string, page *Page) error {
	all, err := clocks.Within(ctx, in, engine.ClockFilter{Subject: id})
	if err != nil {
		return err
	}
	finished := 0
	for _, c := range all {
		if c.Status.Done() {
			if finished++; finished > finishedShown {
				page.Finished++
				continue
			}
		}
		page.Clocks = append(page.Clocks, c)
	}
	return nil
}

// foundAtMost is how many children a search gives.
const foundAtMost = 50

// Search finds children by the beginning of their record number or, for those who may see names, by any part of
// their name. Only children whose record the actor may open are found.
func Search(ctx context.Context, s *door.Session, query string) ([]door.ChildRef, error) {
	if err := s.Allow(ctx, access.ListClocks, "find a child"); err != nil {
		return nil, err
	}
	in, err := s.Today().Open(ctx)
	if err != nil {
		return nil, door.Tidy(err)
	}
	words := strings.Fields(strings.ToLower(query))
	var found []door.ChildRef
	for _, p := range in.Scope.Readable() {
		if len(words) == 0 || len(found) == foundAtMost {
			break
		}
		ref := in.Ref(p.Subject)
		if matches(ref, words) || slices.ContainsFunc(in.Scope.People.Numbers(p.Subject), func(number string) bool {
			return len(words) == 1 && strings.HasPrefix(strings.ToLower(number), words[0])
		}) {
			found = append(found, ref)
		}
	}
	// The words may be a name, so that the log keeps only how many were found.
	return found, s.Log(ctx, access.ListClocks, "", fmt.Sprintf("find a child: %d found", len(found)))
}

func matches(ref door.ChildRef, words []string) bool {
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
