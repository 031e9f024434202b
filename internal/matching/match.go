package matching

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/engine"
	"heed/internal/ledger"
)

// matchType is the record type in which a decision on two numbers is kept.
const matchType = "identity_decision"

// The states of a match.
const (
	Doubtful   = string(engine.Doubtful)
	Joined     = string(engine.Joined)
	DecidedOne = string(engine.DecidedOne)
	DecidedTwo = string(engine.DecidedTwo)
)

// Match is two numbers that are, may be, or were said not to be of one child; or one number that may be of two.
type Match struct {
	// First is the number first known, by which the child goes where they are one.
	First, Other door.ChildRef
	// One says that both are the same number, to which sources give two unique pupil numbers.
	One   bool
	State string
	// Agrees and Differs name items that are the same of both, or not; Against says what else speaks against one child.
	Agrees, Differs, Against []string
	// DecidedOn is zero where nobody has decided.
	DecidedOn         time.Time
	DecidedBy, Reason string
}

// Page is what an actor may see of an authority's matches: those of children whose record they may open.
type Page struct {
	Matches []Match
}

// List lists the numbers that are, may be, or were said not to be of one child, the doubtful first. Never is anything
// joined by name: what is doubtful waits for a person.
func List(ctx context.Context, s *door.Session) (Page, error) {
	if err := s.Allow(ctx, access.DecideMatch, "matches"); err != nil {
		return Page{}, err
	}
	in, err := s.Today().Open(ctx)
	if err != nil {
		return Page{}, door.Tidy(err)
	}
	pairs, err := in.Engine.Matches(ctx, in.Q)
	if err != nil {
		return Page{}, door.Tidy(err)
	}
	names, err := s.StaffNames(ctx)
	if err != nil {
		return Page{}, err
	}
	var list Page
	for _, p := range open(in, pairs) {
		m := Match{
			First: in.Scope.Number(p.First, in.Q.AsAt), Other: in.Scope.Number(p.Other, in.Q.AsAt), One: p.First == p.Other, State: string(p.State),
			Agrees: p.Agrees, Differs: p.Differs, Against: p.Against, DecidedOn: p.DecidedOn, DecidedBy: names[p.DecidedBy], Reason: p.Reason,
		}
		if m.DecidedBy == "" {
			m.DecidedBy = p.DecidedBy
		}
		list.Matches = append(list.Matches, m)
	}
	children := append(door.ChildrenOf(list.Matches, func(m Match) door.ChildRef { return m.First }), door.ChildrenOf(list.Matches, func(m Match) door.ChildRef { return m.Other })...)
	return list, s.LogRows(ctx, access.DecideMatch, "", fmt.Sprintf("matches: %d shown", len(list.Matches)), children)
}

// open gives the pairs of children whose record the actor may open.
func open(in *door.Inquiry, pairs []engine.Pair) []engine.Pair {
	return slices.DeleteFunc(slices.Clone(pairs), func(p engine.Pair) bool { return !in.Scope.Of(p.First).Read || !in.Scope.Of(p.Other).Read })
}

// Decision is what a person says of two numbers.
type Decision struct {
	First, Other string
	// Same says that they are of one child.
	Same bool
	// Reason is why, in the person's words.
	Reason string
	// Source is "cli" or "form".
	Source string
}

// Decide writes down that two numbers are of one child, or of two. From then on every answer takes them so; what each
// source said of either stays as it was said. The decision can be undone.
func Decide(ctx context.Context, s *door.Session, m Decision) error {
	if strings.TrimSpace(m.Reason) == "" {
		return fmt.Errorf("%w: say why they are one child, or two", door.ErrInvalid)
	}
	if err := openMatch(ctx, s, m.First, m.Other); err != nil {
		return err
	}
	t := s.Catalogue().Type(matchType)
	was, err := latestDecision(ctx, s, m.First, m.Other)
	if err != nil {
		return err
	}
	values := make([]string, len(t.Fields))
	for field, value := range map[string]string{
		"child_id": m.First, "other_child_id": m.Other, "same": fmt.Sprint(m.Same), "reason": strings.TrimSpace(m.Reason),
		"decided_on": s.Day().Format(time.DateOnly), "decided_by": s.Who.By(),
	} {
		values[t.Index(field)] = value
	}
	if was.Version > 0 && was.Subject == m.Other {
		values[t.Index("child_id")], values[t.Index("other_child_id")] = m.Other, m.First // it is decided anew, not twice
	}
	record, faults, ok := t.Canonical(values)
	if !ok || len(faults) > 0 {
		return fmt.Errorf("%w: %d of the values cannot be taken", door.ErrInvalid, len(faults))
	}
	return s.Commit(ctx, door.Write{
		Action: access.DecideMatch, Subject: m.First, Detail: "decide of two numbers: one child " + fmt.Sprint(m.Same),
		Append: func(ctx context.Context) (string, bool, error) {
			_, err := s.Ledger().Append(ctx, ledger.AppendRequest{
				Authority: s.Who.Authority, Record: record, By: s.Who.By(), Source: m.Source, At: s.Now(),
			})
			return "decided", err == nil, err
		},
	})
}

// Undo takes back what was decided of two numbers: they stand again as they did before anybody decided.
func Undo(ctx context.Context, s *door.Session, first, other, reason string) error {
	if strings.TrimSpace(reason) == "" {
		return fmt.Errorf("%w: say why the decision is undone", door.ErrInvalid)
	}
	if err := openMatch(ctx, s, first, other); err != nil {
		return err
	}
	was, err := latestDecision(ctx, s, first, other)
	if err != nil {
		return err
	}
	if was.Version == 0 || was.Withdrawn {
		return fmt.Errorf("%w: nobody has decided of these two numbers", door.ErrNotFound)
	}
	return s.Commit(ctx, door.Write{
		Action: access.DecideMatch, Subject: first, Detail: "undo a decision of two numbers",
		Append: func(ctx context.Context) (string, bool, error) {
			err := s.Ledger().Withdraw(ctx, s.Who.Authority, matchType, was.RecordID, s.Who.By(), strings.TrimSpace(reason), s.Now())
			return "undone", err == nil, err
		},
	})
}

// openMatch asks whether an actor may decide of two numbers: their role must, and both records must be open to them.
func openMatch(ctx context.Context, s *door.Session, first, other string) error {
	if err := s.Allow(ctx, access.DecideMatch, "decide of two numbers"); err != nil {
		return err
	}
	in, err := s.Today().Open(ctx)
	if err != nil {
		return door.Tidy(err)
	}
	for _, number := range []string{first, other} {
		if err := in.OpenChild(ctx, number, "decide of two numbers"); err != nil {
			return err
		}
	}
	return nil
}

// latestDecision finds the latest version of what was decided of two numbers, whichever was named first.
func latestDecision(ctx context.Context, s *door.Session, first, other string) (ledger.Entry, error) {
	t := s.Catalogue().Type(matchType)
	var found ledger.Entry
	for _, pair := range [][2]string{{first, other}, {other, first}} {
		values := make([]string, len(t.Fields))
		values[t.Index("child_id")], values[t.Index("other_child_id")] = pair[0], pair[1]
		values[t.Index("same")], values[t.Index("decided_on")] = "true", s.Day().Format(time.DateOnly)
		record, _, ok := t.Canonical(values)
		if !ok {
			return found, fmt.Errorf("%w: these cannot be numbers of children", door.ErrInvalid)
		}
		entry, err := s.Ledger().FindLatest(ctx, s.Who.Authority, matchType, record.ID)
		switch {
		case err == nil && (found.Version == 0 || found.Withdrawn):
			found = entry
		case err != nil && !errors.Is(err, door.ErrNotFound):
			return found, err
		}
	}
	return found, nil
}

// CountMatches counts the numbers taken as of one child for their UPN, and the pairs that wait for a person, for whoever has
// just imported: those that they may see.
func CountMatches(ctx context.Context, s *door.Session) (joined, doubtful int, err error) {
	if matched, err := s.Today().Matched(ctx); err != nil || !matched {
		return 0, 0, err
	}
	in, err := s.Today().Open(ctx)
	if err != nil {
		return 0, 0, err
	}
	pairs, err := in.Engine.Matches(ctx, in.Q)
	if err != nil {
		return 0, 0, door.Tidy(err)
	}
	count := func(state engine.MatchState) int {
		return len(slices.DeleteFunc(open(in, pairs), func(p engine.Pair) bool { return p.State != state }))
	}
	return count(engine.Joined), count(engine.Doubtful), nil
}
