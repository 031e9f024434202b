package children

import (
	"cmp"
	"context"
	"slices"
	"time"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/engine"
	"heed/internal/ledger"
	"heed/internal/words"
)

// JourneyPage is one child's years: what they lived under, where, with whom, and what was decided.
type JourneyPage struct {
	door.Asked

	Child      door.ChildRef
	Restricted bool
	// Why says why the actor may see this.
	Why string
	// From is the first day that anything is known of; the last is the day asked about. It is zero where nothing is.
	From time.Time
	// Lanes are legal status, placement, plan, worker and school, in that order, whether or not anything is in them.
	Lanes []JourneyLane
	// Events are what happened on a day, the first first.
	Events []JourneyEvent
	// Decisions are the latest first.
	Decisions []JourneyDecision
	// Views are what the child said, the latest first. Their words are blank where WordsKept is true.
	Views     []JourneyView
	WordsKept bool
	Workers   WorkerCount
	Homes     HomeCount
	// Missing says what the record lacks, Paused which rows cannot be right, and Closed when work with the child ended, blank where it goes on.
	Missing, Paused []string
	Closed          string
}

// JourneyLane is one strand of a child's years.
type JourneyLane struct {
	Title string
	// Now says how it stands on the day, blank where nothing does.
	Now  string
	Bars []JourneyBar
}

// JourneyBar is a stretch of time in a lane.
type JourneyBar struct {
	From, To time.Time // To is zero where it goes on
	What     string
	// Short is fewer words for the same.
	Short string
	// Kind tells bars of one lane apart that may lie side by side.
	Kind string
	// Missing says that nothing is recorded for this time, where something should be.
	Missing bool
	// Moved says that the child moved at its beginning.
	Moved  bool
	Source JourneySource
}

// The kinds of bars in the lane of plans, in the order in which they are drawn.
const (
	BarNeed       = "1 need"
	BarNeedPlan   = "2 need plan"
	BarProtection = "3 protection"
	BarCarePlan   = "4 care plan"
	BarPathway    = "5 pathway"
)

// JourneySource is the record that a bar or an event comes from. It is blank for time without a record.
type JourneySource struct {
	Title      string
	RecordedAt time.Time
}

// The lanes, in order.
const (
	laneLegal = iota
	lanePlacement
	lanePlan
	laneWorker
	laneSchool
)

// WorkerCount is how many social workers and personal advisers a child has had.
type WorkerCount struct {
	// Workers is how many different people, Changes how often one followed another, Months how long it has been since the first.
	Workers, Changes, Months int
}

// HomeCount is how often a looked-after child has moved.
type HomeCount struct {
	// Placements are as the DfE counts them, without temporary ones; Periods are the periods of care they fall in.
	Placements, Periods int
	// InYear is how many of the placements the child was in within the twelve months before the day.
	InYear int
}

// FindJourney gives one child's journey. It is logged before it is given; who may see it is who may open the child.
func FindJourney(ctx context.Context, s *door.Session, id string) (JourneyPage, error) {
	in, err := s.Open(ctx)
	if err != nil {
		return JourneyPage{}, door.Tidy(err)
	}
	if err := in.OpenChild(ctx, id, "journey"); err != nil {
		return JourneyPage{}, err
	}
	id = in.Scope.People.First(id)
	v := in.Scope.Of(id)
	entries, err := knownEntries(ctx, in, id)
	if err != nil {
		return JourneyPage{}, err
	}
	page := JourneyPage{
		Asked: in.Asked, Child: in.Ref(id), Why: v.Reason, Restricted: in.Scope.Restricted(id), WordsKept: !v.Name,
	}
	l, err := findLife(ctx, in, id, entries)
	if err != nil {
		return JourneyPage{}, door.Tidy(err)
	}
	j, err := findJourney(ctx, in, l, entries)
	if err != nil {
		return JourneyPage{}, door.Tidy(err)
	}
	j.fill(&page)
	return page, s.Log(ctx, access.ReadChild, id, "journey as at "+in.Q.AsAt.Format(time.DateOnly))
}

// findJourney gathers what a child's journey is made of, from the child's life and entries.
func findJourney(ctx context.Context, in *door.Inquiry, l *life, entries []ledger.Entry) (j *journey, err error) {
	j = &journey{asAt: in.Q.AsAt, catalogue: in.Catalogue(), life: l}
	names, err := in.StaffNames(ctx)
	if err != nil {
		return nil, err
	}
	id := l.person.Subject
	j.tell = Teller{Catalogue: in.Catalogue(), names: names, asAt: in.Q.AsAt, sensitive: in.Scope.Sensitive(id)}
	if j.main, err = in.Engine.SubjectRows(ctx, in.Q, []string{id}, "main_placement"); err != nil {
		return nil, err
	}
	if j.cover, err = findCovering(ctx, in); err != nil {
		return nil, err
	}
	return j, j.keep(entries)
}

// fill puts all together. Nothing of it lies after the day asked about.
func (j *journey) fill(page *JourneyPage) {
	page.Lanes = []JourneyLane{
		laneLegal:     {Title: "Legal status", Bars: j.legal()},
		lanePlacement: {Title: "Placement", Bars: j.placements()},
		lanePlan:      {Title: "Plan", Bars: j.plans()},
		laneWorker:    {Title: "Worker", Bars: j.workers()},
		laneSchool:    {Title: "School", Bars: j.schools()},
	}
	page.Workers = j.countWorkers(page.Lanes[laneWorker].Bars)
	page.Homes = j.countHomes()
	page.Events = j.events()
	page.Decisions = j.decisions()
	page.Views = j.views(page.WordsKept)
	gaps := j.gaps(page)
	for i, lane := range page.Lanes {
		page.Lanes[i].Bars = append(lane.Bars, gaps[i]...)
		slices.SortStableFunc(page.Lanes[i].Bars, func(x, y JourneyBar) int {
			return cmp.Or(x.From.Compare(y.From), cmp.Compare(x.Kind, y.Kind))
		})
		page.Lanes[i].Now = nowOf(page.Lanes[i].Bars)
	}
	page.Missing, page.Paused, page.Closed = j.missing(page, gaps), j.paused(), j.closed()
	page.From = j.first(page)
}

// nowOf says what of a lane goes on.
func nowOf(bars []JourneyBar) string {
	var now string
	for _, b := range bars {
		if !b.To.IsZero() {
			continue
		}
		if now != "" {
			now += "; "
		}
		now += b.What + " since " + words.LongDate(b.From)
	}
	return now
}

// first is the first day that the picture has to hold: of what is known, but not long before the child was born, so that one
// mistyped year does not crush the rest.
func (j *journey) first(page *JourneyPage) time.Time {
	first := time.Time{}
	see := func(day time.Time) {
		if first.IsZero() || day.Before(first) {
			first = day
		}
	}
	for _, lane := range page.Lanes {
		for _, b := range lane.Bars {
			see(b.From)
		}
	}
	for _, e := range page.Events {
		see(e.On)
	}
	if born := j.life.person.BornOn; !born.IsZero() {
		if early := born.AddDate(0, -9, 0); first.Before(early) && !first.IsZero() {
			return early
		}
	}
	return first
}

// clip cuts a stretch of time at the day asked about: what had not begun is no part of it, and what ended later goes on.
func (j *journey) clip(row engine.SubjectRow, from, to string) (began, ended time.Time, ok bool) {
	began, ended = Day(row, from), Day(row, to)
	if began.IsZero() || began.After(j.asAt) {
		return began, ended, false
	}
	if ended.After(j.asAt) || ended.Before(began) {
		ended = time.Time{}
	}
	return began, ended, true
}
