package figures

import (
	"context"
	"slices"
	"time"

	"heed/internal/door"
	"heed/internal/engine"
	"heed/internal/published"
	"heed/rulebook"
)

// Alongside is what is published of others beside an authority's own figure, year by year.
type Alongside struct {
	published.Beside

	// Years are the years that end with the published periods, and the whole years since.
	Years []AlongsideYear
	// OfPeriod is what is published of England for the period of the figure itself, or the nearest before it.
	OfPeriod published.OfPeriod
	// Relative says that a small and a large area can be drawn on one scale: not where the series counts.
	Relative bool
}

// AlongsideYear is one year: the figure from the authority's own records as at its 31 March, and what is published of it.
type AlongsideYear struct {
	Ending int
	// Own has no value where nothing had been recorded, or where it is hidden. Hidden says which.
	Own    engine.Figure
	Hidden bool
	// Step is nil for a year of which nothing is published yet.
	Step *published.Step
}

// alongside sets a measure's figures at each 31 March beside what is published, nil where its header names no series that Heed
// has. own are the measure's figures at each 31 March. What ended after the day asked about is left out.
func alongside(ctx context.Context, in *door.Inquiry, r *rulebook.Rule, over engine.Span, own []engine.Point) *Alongside {
	all, ok := publishedBeside(ctx, in.Session, r, in.Who.Authority)
	b := all.UpTo(in.Asked.AsAt)
	if !ok || len(b.Steps) == 0 {
		return nil // nothing is published to set beside it
	}
	first := b.Steps[0].Period.Ending()
	along := &Alongside{Beside: b, Relative: IsRelative(r), OfPeriod: all.OfPeriod(in.Asked.AsAt, freeWords(all, over), knownOfEngland)}
	last := b.Steps[len(b.Steps)-1].Period.Ending()
	if len(own) > 0 {
		last = max(last, own[len(own)-1].On.Year())
	}
	for ending := first; ending <= last; ending++ {
		year := AlongsideYear{Ending: ending}
		if i := slices.IndexFunc(b.Steps, func(s published.Step) bool { return s.Period.Ending() == ending }); i >= 0 {
			year.Step = &b.Steps[i]
		}
		if i := slices.IndexFunc(own, func(p engine.Point) bool { return p.On.Equal(marchOf(ending)) }); i >= 0 {
			year.Own = own[i].Figure
			year.Hidden = hiddenFigure(year.Own)
		}
		along.Years = append(along.Years, year)
	}
	return along
}

// hiddenFigure says that a figure is hidden: it has no number and no reason for it.
func hiddenFigure(f engine.Figure) bool {
	return f.Unknown == "" && f.Value == nil && f.Numerator == nil && f.Denominator == nil
}

func marchOf(year int) time.Time { return time.Date(year, 3, 31, 0, 0, 0, 0, time.UTC) }
