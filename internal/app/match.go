package app

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"heed/internal/access"
	"heed/internal/engine"
	"heed/internal/ledger"
)

// matchType is the record type in which a decision on two numbers is kept.
const matchType = "identity_decision"

// The states of a match.
const (
	MatchDoubtful   = string(engine.Doubtful)
	MatchJoined     = string(engine.Joined)
	MatchDecidedOne = string(engine.DecidedOne)
	MatchDecidedTwo = string(engine.DecidedTwo)
)

// Match is two numbers that are, may be, or were said not to be of one child; or one number that may be of two.
type Match struct {
	// First is the number first known, by which the child goes where they are one.
	First, Other ChildRef
	// One says that both are the same number, to which sources give two unique pupil numbers.
	One   bool
	State string
	// Agrees and Differs name items that are the same of both, or not; Against says what else speaks against one child.
	Agrees, Differs, Against []string
	// DecidedOn is zero where nobody has decided.
	DecidedOn         time.Time
	DecidedBy, Reason string
}

// MatchList is what an actor may see of an authority's matches.
type MatchList struct {
	Matches []Match
	// Hidden is how many more there are of children whose record the actor may not open.
	Hidden int
}

// Matches lists the numbers that are, may be, or were said not to be of one child, the doubtful first. Never is anything
// joined by name: what is doubtful waits for a person.
func (a *App) Matches(ctx context.Context, who Actor) (MatchList, error) {
	if err := a.allow(ctx, who, access.DecideMatch, "matches"); err != nil {
		return MatchList{}, err
	}
	d, err := a.desk(ctx, who, Question{})
	if err != nil {
		return MatchList{}, tidy(err)
	}
	pairs, err := d.engine.Matches(ctx, d.q)
	if err != nil {
		return MatchList{}, tidy(err)
	}
	names, err := a.staffNames(ctx, who.Authority)
	if err != nil {
		return MatchList{}, err
	}
	var list MatchList
	for _, p := range pairs {
		if !d.sight.of(p.First).read || !d.sight.of(p.Other).read {
			list.Hidden++
			continue
		}
		m := Match{
			First: d.sight.number(p.First, d.q.AsAt), Other: d.sight.number(p.Other, d.q.AsAt), One: p.First == p.Other, State: string(p.State),
			Agrees: p.Agrees, Differs: p.Differs, Against: p.Against, DecidedOn: p.DecidedOn, DecidedBy: names[p.DecidedBy], Reason: p.Reason,
		}
		if m.DecidedBy == "" {
			m.DecidedBy = p.DecidedBy
		}
		list.Matches = append(list.Matches, m)
	}
	return list, a.logShown(ctx, who, access.DecideMatch, "", fmt.Sprintf("matches: %d shown", len(list.Matches)))
}

// number names a child by one of the child's numbers.
func (s *sight) number(number string, asAt time.Time) ChildRef {
	ref := s.ref(number, asAt)
	ref.ID = number
	return ref
}

// MatchDecision is what a person says of two numbers.
type MatchDecision struct {
	First, Other string
	// Same says that they are of one child.
	Same bool
	// Reason is why, in the person's words.
	Reason string
	// Source is "cli" or "form".
	Source string
}

// DecideMatch writes down that two numbers are of one child, or of two. From then on every answer takes them so; what each
// source said of either stays as it was said. The decision can be undone.
func (a *App) DecideMatch(ctx context.Context, who Actor, m MatchDecision) error {
	if strings.TrimSpace(m.Reason) == "" {
		return fmt.Errorf("%w: say why they are one child, or two", ErrInvalid)
	}
	d, err := a.matchDesk(ctx, who, m.First, m.Other)
	if err != nil {
		return err
	}
	if _, known := d.sight.people.Find(m.First); !known {
		return fmt.Errorf("%w: there is no child of the first number", ErrNotFound)
	}
	if _, known := d.sight.people.Find(m.Other); !known {
		return fmt.Errorf("%w: there is no child of the other number", ErrNotFound)
	}
	t := a.catalogue.Type(matchType)
	was, err := a.decided(ctx, who.Authority, m.First, m.Other)
	if err != nil {
		return err
	}
	values := make([]string, len(t.Fields))
	for field, value := range map[string]string{
		"child_id": m.First, "other_child_id": m.Other, "same": fmt.Sprint(m.Same), "reason": strings.TrimSpace(m.Reason),
		"decided_on": a.Today().Format(time.DateOnly), "decided_by": who.ID,
	} {
		values[t.Index(field)] = value
	}
	if was.Version > 0 && was.Subject == m.Other {
		values[t.Index("child_id")], values[t.Index("other_child_id")] = m.Other, m.First // it is decided anew, not twice
	}
	record, faults, ok := t.Canonical(values)
	if !ok || len(faults) > 0 {
		return fmt.Errorf("%w: %d of the values cannot be taken", ErrInvalid, len(faults))
	}
	if err := a.logShown(ctx, who, access.DecideMatch, m.First, "decided of two numbers: one child "+fmt.Sprint(m.Same)); err != nil {
		return err
	}
	_, err = a.ledger.Append(ctx, ledger.AppendRequest{Authority: who.Authority, Record: record, By: who.ID, Source: m.Source, At: a.cfg.Now()})
	if err != nil {
		return err
	}
	return a.Follow(ctx, who.Authority)
}

// UndoMatch takes back what was decided of two numbers: they stand again as they did before anybody decided.
func (a *App) UndoMatch(ctx context.Context, who Actor, first, other, reason string) error {
	if strings.TrimSpace(reason) == "" {
		return fmt.Errorf("%w: say why the decision is undone", ErrInvalid)
	}
	if _, err := a.matchDesk(ctx, who, first, other); err != nil {
		return err
	}
	was, err := a.decided(ctx, who.Authority, first, other)
	if err != nil {
		return err
	}
	if was.Version == 0 || was.Withdrawn {
		return fmt.Errorf("%w: nobody has decided of these two numbers", ErrNotFound)
	}
	if err := a.logShown(ctx, who, access.DecideMatch, first, "undid a decision of two numbers"); err != nil {
		return err
	}
	if err := a.ledger.Withdraw(ctx, who.Authority, matchType, was.RecordID, who.ID, strings.TrimSpace(reason), a.cfg.Now()); err != nil {
		return err
	}
	return a.Follow(ctx, who.Authority)
}

// matchDesk asks whether an actor may decide of two numbers: their role must, and both records must be open to them.
func (a *App) matchDesk(ctx context.Context, who Actor, first, other string) (*desk, error) {
	if err := a.allow(ctx, who, access.DecideMatch, "decide of two numbers"); err != nil {
		return nil, err
	}
	d, err := a.desk(ctx, who, Question{})
	if err != nil {
		return nil, tidy(err)
	}
	for _, number := range []string{first, other} {
		if v := d.sight.of(number); !v.read {
			return nil, a.refuse(ctx, who, access.ReadChild, number, "decide of two numbers", v.reason)
		}
	}
	return d, nil
}

// decided finds the latest version of what was decided of two numbers, whichever was named first.
func (a *App) decided(ctx context.Context, authority, first, other string) (ledger.Entry, error) {
	t := a.catalogue.Type(matchType)
	var found ledger.Entry
	for _, pair := range [][2]string{{first, other}, {other, first}} {
		values := make([]string, len(t.Fields))
		values[t.Index("child_id")], values[t.Index("other_child_id")] = pair[0], pair[1]
		values[t.Index("same")], values[t.Index("decided_on")] = "true", a.Today().Format(time.DateOnly)
		record, _, ok := t.Canonical(values)
		if !ok {
			return found, fmt.Errorf("%w: these cannot be numbers of children", ErrInvalid)
		}
		entry, err := a.ledger.FindLatest(ctx, authority, matchType, record.ID)
		switch {
		case err == nil && (found.Version == 0 || found.Withdrawn):
			found = entry
		case err != nil && !errors.Is(err, ErrNotFound):
			return found, err
		}
	}
	return found, nil
}

// countMatches counts the numbers taken as of one child for their UPN, and the pairs that wait for a person, for whoever has
// just imported.
func (a *App) countMatches(ctx context.Context, authority string) (joined, doubtful int, err error) {
	h, err := a.house(ctx, authority)
	if err != nil {
		return 0, 0, err
	}
	pairs, err := h.engine.Matches(ctx, a.today())
	if err != nil {
		return 0, 0, tidy(err)
	}
	count := func(state engine.MatchState) int {
		return len(slices.DeleteFunc(slices.Clone(pairs), func(p engine.Pair) bool { return p.State != state }))
	}
	return count(engine.Joined), count(engine.Doubtful), nil
}
