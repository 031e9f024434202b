package home

import (
	"context"
	"time"

	"heed/internal/access"
	"heed/internal/clocks"
	"heed/internal/door"
	"heed/internal/figures"
	"heed/rulebook"
)

// DirectorPage is what a director or a head of service sees first.
type DirectorPage struct {
	door.Asked

	// Scope says whose children it is about.
	Scope   string
	Changed Changed
	// Needs are at most five things that wait for this person.
	Needs   []Need
	Own     Own
	Figures []figures.KeyFigure
	// Empty are the key figures that count nobody of the actor's service, which are not among Figures.
	Empty []*rulebook.Rule
	// All is how all open clocks within the actor's scope stand.
	All  Standing
	Heat Heat
}

// Director gives the home of those who answer for the whole authority, or who inspect it.
func Director(ctx context.Context, s *door.Session) (DirectorPage, error) {
	return leaderHome(ctx, s, figures.FindKey)
}

// findsFigure works out one key figure.
type findsFigure func(context.Context, *door.Inquiry, *rulebook.Rule) (figures.KeyFigure, error)

// leaderHome gives the home of somebody who answers for many teams, with figures worked out as theirs are.
func leaderHome(ctx context.Context, s *door.Session, find findsFigure) (DirectorPage, error) {
	if err := s.Allow(ctx, access.ListClocks, "home"); err != nil {
		return DirectorPage{}, err
	}
	in, err := s.Open(ctx)
	if err != nil {
		return DirectorPage{}, door.Tidy(err)
	}
	home, err := leaderPage(ctx, in, find)
	if err != nil {
		return DirectorPage{}, door.Tidy(err)
	}
	return home, s.Log(ctx, access.ListClocks, "", "home as at "+in.Q.AsAt.Format(time.DateOnly))
}

func leaderPage(ctx context.Context, in *door.Inquiry, find findsFigure) (home DirectorPage, err error) {
	home = DirectorPage{Asked: in.Asked, Scope: in.ScopeWords()}
	found, err := keyFigures(ctx, in, find)
	if err != nil {
		return home, err
	}
	for _, k := range found {
		if k.Part.Dimension != "" && k.Figure.Rows+k.Figure.TotalLeftOut() == 0 {
			home.Empty = append(home.Empty, k.Rule)
			continue
		}
		home.Figures = append(home.Figures, k)
	}
	c, err := countOpen(ctx, in, in.Scope.Clocks())
	if err != nil {
		return home, err
	}
	home.All = c.standing(clocks.Filter{})
	home.Heat = heatOf(in.Book(), c.all, in.Asked.WorkersKnown)
	if home.Own, err = ownOf(ctx, in); err != nil {
		return home, err
	}
	batches, err := in.Batches(ctx)
	if err != nil {
		return home, err
	}
	day := lastImports(batches)
	if home.Needs, err = needsOf(ctx, in, home, day); err != nil {
		return home, err
	}
	home.Changed, err = changedOf(ctx, in, batches, day, c.all)
	return home, err
}

// keyFigures gives the figures of the rulebook that stand on the homes of leaders and members.
func keyFigures(ctx context.Context, in *door.Inquiry, find findsFigure) ([]figures.KeyFigure, error) {
	if err := in.Engine.ReadyFigures(ctx, in.Q, in.Book().Headlines()); err != nil {
		return nil, err
	}
	var list []figures.KeyFigure
	for _, r := range in.Book().Headlines() {
		k, err := find(ctx, in, r)
		if err != nil {
			return nil, err
		}
		list = append(list, k)
	}
	return list, nil
}
