package app

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"time"

	"golang.org/x/sync/errgroup"

	"heed/internal/access"
	"heed/internal/engine"
	"heed/rulebook"
)

// KeyFigure is a figure as a list or a home page shows it.
type KeyFigure struct {
	Rule   *rulebook.Rule
	Figure Figure
	// Broken says why there is no figure, and is blank where there is one.
	Broken string
	// Hidden says that there is a figure, of numbers too small to be shown to this actor.
	Hidden bool
	Trend  []Point
	// Change sets it beside a year ago; Sentence says what it is of.
	Change, Sentence string
	Comparators      []Comparator
	Trust            Trust
}

// FigureArea is the figures of one area of the service.
type FigureArea struct {
	Area    string
	Figures []KeyFigure
}

// Figures gives the figure of every measure, by area.
func (a *App) Figures(ctx context.Context, who Actor, q Question) ([]FigureArea, Asked, error) {
	if err := a.allow(ctx, who, access.ReadFigure, "all figures"); err != nil {
		return nil, Asked{}, err
	}
	d, err := a.desk(ctx, who, q)
	if err != nil {
		return nil, Asked{}, tidy(err)
	}
	if err := d.engine.Ready(ctx, d.q, rulebook.Measure); err != nil {
		return nil, Asked{}, tidy(err)
	}
	measures := a.book.Kind(rulebook.Measure)
	keys := make([]KeyFigure, len(measures))
	group, within := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, r := range measures {
		group.Go(func() (err error) {
			keys[i], err = a.keyFigure(within, d, r)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return nil, Asked{}, tidy(err)
	}
	var areas []FigureArea
	for i, r := range measures {
		if n := len(areas); n == 0 || areas[n-1].Area != r.Area {
			areas = append(areas, FigureArea{Area: r.Area})
		}
		last := &areas[len(areas)-1]
		last.Figures = append(last.Figures, keys[i])
	}
	return areas, d.asked, a.logShown(ctx, who, access.ReadFigure, "", "all figures as at "+d.q.AsAt.Format(time.DateOnly))
}

// keyFigure works out one figure. A broken rule gives a broken figure, not an error.
func (a *App) keyFigure(ctx context.Context, d *desk, r *rulebook.Rule) (KeyFigure, error) {
	k := KeyFigure{Rule: r, Comparators: a.compare(ctx, r)}
	var err error
	k.Figure, err = d.engine.FindFigure(ctx, d.q, r.ID, engine.Slice{})
	if broken, ok := errors.AsType[*engine.BrokenError](err); ok {
		k.Broken = broken.Reason
		k.Trust = trust(r, k.Figure, k.Broken)
		return k, nil
	}
	if err != nil {
		return k, fmt.Errorf("working out %s: %w", r.ID, err)
	}
	if k.Trend, err = d.engine.Trend(ctx, d.q, r.ID, engine.Slice{}); err != nil {
		return k, err
	}
	then, err := d.engine.FindYearAgo(ctx, d.q, r.ID, engine.Slice{})
	if err != nil {
		return k, err
	}
	k.Change, k.Sentence, k.Trust = changeWords(r, k.Figure, then), sentence(r, k.Figure), trust(r, k.Figure, "")
	if !a.May(d.who, access.ReadFigureRows) {
		hideSmallKey(&k)
		if tells(then) {
			k.Change = "" // it would give the year before
		}
	}
	return k, nil
}

// measure finds a measure, or ErrNotFound.
func (a *App) measure(id string) (*rulebook.Rule, error) {
	r := a.book.Rule(id)
	if r == nil || r.Kind != rulebook.Measure {
		return nil, fmt.Errorf("%w: there is no measure %q", ErrNotFound, id)
	}
	return r, nil
}
