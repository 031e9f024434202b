package figures

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"time"

	"golang.org/x/sync/errgroup"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/engine"
	"heed/internal/words"
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
	Change      words.Change
	Sentence    string
	Comparators []Comparator
	Trust       Trust
	// Part is the part of the figure that this is, zero for the whole. Whose says whose figure it is where a reader might take it for
	// another's: "Of Looked After", or "Of the whole authority" and why.
	Part  Slice
	Whose string
}

// Area is the figures of one area of the service.
type Area struct {
	Area    string
	Figures []KeyFigure
}

// List gives the figure of every measure, by area.
func List(ctx context.Context, s *door.Session) ([]Area, door.Asked, error) {
	if err := s.Allow(ctx, access.ReadFigure, "all figures"); err != nil {
		return nil, door.Asked{}, err
	}
	in, err := s.Open(ctx)
	if err != nil {
		return nil, door.Asked{}, door.Tidy(err)
	}
	measures := s.Book().Kind(rulebook.Measure)
	if err := in.Engine.ReadyFigures(ctx, in.Q, measures); err != nil {
		return nil, door.Asked{}, door.Tidy(err)
	}
	keys := make([]KeyFigure, len(measures))
	group, within := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, r := range measures {
		group.Go(func() (err error) {
			keys[i], err = FindKey(within, in, r)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return nil, door.Asked{}, door.Tidy(err)
	}
	var areas []Area
	for i, r := range measures {
		if n := len(areas); n == 0 || areas[n-1].Area != r.Area {
			areas = append(areas, Area{Area: r.Area})
		}
		last := &areas[len(areas)-1]
		last.Figures = append(last.Figures, keys[i])
	}
	return areas, in.Asked, s.Log(ctx, access.ReadFigure, "", "all figures as at "+in.Asked.AsAt.Format(time.DateOnly))
}

// FindKey works out one figure. A broken rule gives a broken figure, not an error.
func FindKey(ctx context.Context, in *door.Inquiry, r *rulebook.Rule) (KeyFigure, error) {
	return findKey(ctx, in, r, Slice{})
}

func findKey(ctx context.Context, in *door.Inquiry, r *rulebook.Rule, part Slice) (KeyFigure, error) {
	k := KeyFigure{Rule: r, Part: part, Comparators: Comparators(ctx, in.Session, r, in.Asked.AsAt, engine.Span{})}
	fill := fillKey
	if releases(in) {
		fill = releasedKey
	}
	err := fill(ctx, in, &k)
	if broken, ok := errors.AsType[*engine.BrokenError](err); ok {
		k.Broken = broken.Reason
		k.Trust = TrustOf(r, k.Figure, k.Broken)
		return k, nil
	}
	if err != nil {
		return k, fmt.Errorf("working out %s: %w", r.ID, err)
	}
	return k, nil
}

// fillKey fills in a figure of a list for those who may see its rows.
func fillKey(ctx context.Context, in *door.Inquiry, k *KeyFigure) (err error) {
	r, part := k.Rule, partOf(in, k.Rule, k.Part)
	if k.Figure, err = in.Engine.FindFigure(ctx, in.Q, r.ID, part); err != nil {
		return err
	}
	if k.Figure.Unknown != "" {
		k.Comparators = nil // there is nothing to compare
	}
	if k.Trend, err = in.Engine.Trend(ctx, in.Q, r.ID, part); err != nil {
		return err
	}
	then, err := in.Engine.FindYearAgo(ctx, in.Q, r.ID, part)
	if err != nil {
		return err
	}
	k.Change, k.Sentence, k.Trust = ChangeOf(r, k.Figure, then), sentence(r, k.Figure, engine.Span{}), TrustOf(r, k.Figure, "")
	return nil
}

// Measure finds a measure, or ErrNotFound.
func Measure(book *rulebook.Book, id string) (*rulebook.Rule, error) {
	r := book.Rule(id)
	if r == nil || r.Kind != rulebook.Measure {
		return nil, fmt.Errorf("%w: there is no measure %q", door.ErrNotFound, id)
	}
	return r, nil
}
