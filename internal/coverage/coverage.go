// Package coverage says what the records cover: from which day to which day those of each type are complete, and why.
package coverage

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/engine"
	"heed/rulebook"
)

// Kind is one record type with all that is covered of it.
type Kind struct {
	Type, Title, Area string
	// Spans are in the order of days, and may overlap where several sources hold the type.
	Spans []Span
	// From is the first day that any source covers, To the last.
	From, To time.Time
	// Runs are the days that any covers, and Gaps those between that none does.
	Runs []Run
	Gaps []Gap
	// FellDue is how many of the actor's clocks are not known yet since these records end.
	FellDue int
	// duties are those whose clocks these are, with how many of each, and figures the measures that cannot be told since these records end.
	duties  []Waiting
	figures []*rulebook.Rule
}

// Span is the days of a record type that one source covers.
type Span = engine.Coverage

// Gap is days one after another, both ends within them.
type Gap = engine.CoveredDays

// Need is a record type that rules need and nothing feeds, with the duties and the measures that hang on it.
type Need struct {
	Type, Title     string
	Duties, Figures []*rulebook.Rule
}

// Page is what the records of an authority cover.
type Page struct {
	door.Asked

	Kinds []Kind
	// Unfed are the types that nothing feeds, those that most duties hang on first.
	Unfed []Need
	// Next is what must come in next, so that more is known: what most clocks wait for first.
	Next []Sending
	// ToDay, Before and WithGaps count the kinds that reach the day asked about, that end before it, and that have a gap inside.
	ToDay, Before, WithGaps int
	// Counted says that the actor may list clocks. NotKnownYet is how many of theirs fell due after the records end, nought for whom they are not
	// counted, as is FellDue of every kind: that says nothing then.
	Counted     bool
	NotKnownYet int
}

// List gives what the records cover, up to the day asked about and as known at its moment.
func List(ctx context.Context, s *door.Session) (Page, error) {
	if err := s.Allow(ctx, access.ReadFigure, "what the records cover"); err != nil {
		return Page{}, err
	}
	in, err := s.OpenCoverage(ctx)
	if err != nil {
		return Page{}, door.Tidy(err)
	}
	page := Page{Asked: in.Asked}
	if err := page.fill(ctx, in); err != nil {
		return Page{}, door.Tidy(err)
	}
	return page, s.Log(ctx, access.ReadFigure, "", "what the records cover")
}

// FindNext gives, beside the page, one of what must come in next by its id; or, where nothing feeds the record type of that id, the need.
// ErrNotFound says that it is neither.
func FindNext(ctx context.Context, s *door.Session, id string) (Page, Sending, Need, error) {
	page, err := List(ctx, s)
	if err != nil {
		return Page{}, Sending{}, Need{}, err
	}
	for _, next := range page.Next {
		if next.ID == id {
			return page, next, Need{}, nil
		}
	}
	for _, need := range page.Unfed {
		if need.Type == id {
			return page, Sending{}, need, nil
		}
	}
	return Page{}, Sending{}, Need{}, fmt.Errorf("%w: nothing waits for %q", door.ErrNotFound, id)
}

func (p *Page) fill(ctx context.Context, in *door.Inquiry) error {
	spans, err := in.Engine.ListCoverage(ctx, in.Q)
	if err != nil {
		return err
	}
	for _, span := range spans {
		n := len(p.Kinds)
		if n == 0 || p.Kinds[n-1].Type != span.RecordType {
			kind := Kind{Type: span.RecordType, Title: span.RecordType, From: span.From}
			if t := in.Catalogue().Type(span.RecordType); t != nil {
				kind.Title, kind.Area = t.Title, t.Area
			}
			p.Kinds = append(p.Kinds, kind)
			n++
		}
		p.Kinds[n-1].Spans = append(p.Kinds[n-1].Spans, span)
	}
	for i := range p.Kinds {
		p.Kinds[i].join()
		switch {
		case p.Kinds[i].To.Before(in.Q.AsAt):
			p.Before++
		default:
			p.ToDay++
		}
		if len(p.Kinds[i].Gaps) > 0 {
			p.WithGaps++
		}
	}
	fed, err := fedLater(ctx, in)
	if err != nil {
		return err
	}
	p.unfed(in, fed)
	if err := p.fellDue(ctx, in); err != nil {
		return err
	}
	if err := p.unknownFigures(ctx, in); err != nil {
		return err
	}
	p.Next = sendings(p.Kinds, in.Q.AsAt)
	slices.SortStableFunc(p.Kinds, func(a, b Kind) int { return cmp.Or(cmp.Compare(a.Area, b.Area), cmp.Compare(a.Title, b.Title)) })
	return nil
}

// hangsOn lists, once each, the record types whose coverage a duty or measure hangs on.
func hangsOn(r *rulebook.Rule) []string {
	return rulebook.TypesOf(slices.Concat(r.MetBy, r.RestsOn)...)
}

// fedLater gives the types that a source covers on any day up to today, as known at the question's moment: of a day before its first the
// records do not tell, which is not that nothing feeds it.
func fedLater(ctx context.Context, in *door.Inquiry) (map[string]bool, error) {
	q := engine.Ask(in.Day(), in.Now())
	q.KnownAt = in.Q.KnownAt
	spans, err := in.Engine.ListCoverage(ctx, q)
	fed := map[string]bool{}
	for _, span := range spans {
		fed[span.RecordType] = true
	}
	return fed, err
}

// unfed lists the types that duties hang on and nothing feeds. What Heed keeps of who may see what holds as it stands, and is fed by nothing.
func (p *Page) unfed(in *door.Inquiry, fed map[string]bool) {
	for _, r := range in.Book().Kind(rulebook.Duty) {
		for _, id := range hangsOn(r) {
			if fed[id] || !in.Catalogue().Type(id).Covered() || slices.ContainsFunc(p.Kinds, func(k Kind) bool { return k.Type == id }) {
				continue
			}
			at := slices.IndexFunc(p.Unfed, func(n Need) bool { return n.Type == id })
			if at < 0 {
				at = len(p.Unfed)
				p.Unfed = append(p.Unfed, Need{Type: id, Title: in.Catalogue().Type(id).Title})
			}
			p.Unfed[at].Duties = append(p.Unfed[at].Duties, r)
		}
	}
	slices.SortFunc(p.Unfed, func(a, b Need) int { return cmp.Or(len(b.Duties)-len(a.Duties), cmp.Compare(a.Title, b.Title)) })
}

// fellDue counts the clocks that are not known yet, each with the records that end first of those that its duty hangs on.
func (p *Page) fellDue(ctx context.Context, in *door.Inquiry) error {
	if p.Counted = in.May(access.ListClocks); !p.Counted {
		return nil
	}
	waiting := in.Scope.Clocks()
	waiting.Statuses = []engine.Status{engine.NotKnownYet}
	counts, err := in.Engine.CountClocks(ctx, in.Q, waiting)
	if err != nil {
		return err
	}
	for _, c := range counts {
		p.NotKnownYet += c.N
		r := in.Book().Rule(c.Duty)
		if r == nil {
			continue
		}
		if at := p.endsFirst(r); at >= 0 {
			p.Kinds[at].FellDue += c.N
			p.Kinds[at].wait(r, c.N)
		}
	}
	return nil
}

// endsFirst gives the place of the records that end first of those that a rule hangs on, less than nought where none is covered.
func (p *Page) endsFirst(r *rulebook.Rule) int {
	first := -1
	for _, id := range hangsOn(r) {
		at := slices.IndexFunc(p.Kinds, func(k Kind) bool { return k.Type == id })
		if at >= 0 && (first < 0 || p.Kinds[at].To.Before(p.Kinds[first].To)) {
			first = at
		}
	}
	return first
}

// wait adds clocks of a duty to those that wait for a kind of record.
func (k *Kind) wait(r *rulebook.Rule, n int) {
	at := slices.IndexFunc(k.duties, func(w Waiting) bool { return w.Rule == r })
	if at < 0 {
		at = len(k.duties)
		k.duties = append(k.duties, Waiting{Rule: r})
	}
	k.duties[at].Clocks += n
}

// unknownFigures says of each figure that is not known yet for want of which records, and of each that nothing feeds what it lacks.
func (p *Page) unknownFigures(ctx context.Context, in *door.Inquiry) error {
	for _, r := range in.Book().Kind(rulebook.Measure) {
		reach, err := in.Engine.Reach(ctx, in.Q, r.ID)
		if err != nil {
			return err
		}
		switch at := p.endsFirst(r); {
		case reach.Unknown == string(engine.NotKnownYet) && at >= 0:
			p.Kinds[at].figures = append(p.Kinds[at].figures, r)
		case reach.Unknown == engine.NothingFeeds:
			for i := range p.Unfed {
				if slices.Contains(hangsOn(r), p.Unfed[i].Type) {
					p.Unfed[i].Figures = append(p.Unfed[i].Figures, r)
				}
			}
		}
	}
	return nil
}
