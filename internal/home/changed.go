package home

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"heed/internal/access"
	"heed/internal/clocks"
	"heed/internal/door"
	"heed/internal/engine"
	"heed/internal/ledger"
	"heed/internal/words"
)

// Changed is what has changed since the last import and since a week ago.
type Changed struct {
	// Waiting says that what was overdue then is still being worked out.
	Waiting bool
	Lines   []Change
}

// Change is one thing that has changed, in words.
type Change struct {
	Words string
	// Clocks is the list of what is counted, which has N clocks, nil where there is none; Imports the imports of a day.
	Clocks  *clocks.Filter
	N       int
	Imports ImportDay
	Rule    string
	// Under says that it is a part of the line before.
	Under bool
}

// weekBack is how many days lie between the day asked about and the one that it is set beside.
const weekBack = 7

// changedOf says what has changed. now counts what is open on the day asked about.
func changedOf(ctx context.Context, in *door.Inquiry, batches []ledger.BatchInfo, day ImportDay, now []engine.ClockCount) (Changed, error) {
	c, err := overdueChanged(ctx, in, batches, day, now)
	if err != nil {
		return c, err
	}
	lost, err := failedLines(ctx, in)
	if err != nil {
		return c, err
	}
	c.Lines = slices.Concat(c.Lines, lost, undoneLines(in, batches), ruleLines(in))
	return c, nil
}

// overdueChanged says how what is overdue has changed, since a week before and by the latest imports.
func overdueChanged(ctx context.Context, in *door.Inquiry, batches []ledger.BatchInfo, day ImportDay, now []engine.ClockCount) (c Changed, err error) {
	then, ready, err := weekAgo(ctx, in, batches, now)
	if err != nil {
		return c, err
	}
	switch c.Waiting = !ready; {
	case then != nil:
		c.Lines = overdueLines(in, *then, now)
	case ready:
		c.Lines = []Change{{Words: "What was overdue on " + words.WeekdayDate(in.Q.AsAt.AddDate(0, 0, -weekBack)) + " cannot be compared: the records do not reach both days"}}
	}
	fell, err := fellDue(ctx, in)
	if err != nil {
		return c, err
	}
	c.Lines = append(c.Lines, fell...)
	if day.On.IsZero() {
		return c, nil
	}
	c.Lines = append(c.Lines, importLine(in, day))
	since, ready, err := sinceImport(ctx, in, batches, day, now)
	if err != nil {
		return c, err
	}
	c.Lines, c.Waiting = append(c.Lines, since...), c.Waiting || !ready
	return c, nil
}

// sinceImport says how many more or fewer clocks are overdue, on the day asked about, than what had been recorded before the latest imports says.
// It says nothing where nothing had, or where that did not reach as far.
func sinceImport(ctx context.Context, in *door.Inquiry, batches []ledger.BatchInfo, day ImportDay, now []engine.ClockCount) (lines []Change, ready bool, err error) {
	earlier := func(b ledger.BatchInfo) bool { return b.At.Before(day.First) }
	if !in.Asked.KnownNow || !slices.ContainsFunc(batches, earlier) {
		return nil, true, nil
	}
	before := overdueThen{q: engine.Question{AsAt: in.Q.AsAt, Moment: in.Q.Moment, KnownAt: day.First.Add(-time.Microsecond)}}
	if ready, err := before.work(ctx, in, now, true); err != nil || !ready || !before.counted {
		return nil, ready, err
	}
	then := in.Q
	then.Moment = before.counts.Moment // what has turned overdue with the hour since is no doing of the imports
	since, err := in.Engine.CountClocks(ctx, then, overdueOf(in))
	if err != nil {
		return nil, true, err
	}
	n, was := 0, 0
	for _, c := range now {
		if c.Status == engine.Overdue {
			was += c.N
		}
	}
	for _, c := range since {
		n += c.N
	}
	for _, c := range before.counts.Counts {
		n -= c.N
	}
	text := fmt.Sprintf("By them %s overdue are known of than before", moreWords(n))
	if n == 0 {
		text = "As many overdue are known of as before them"
	}
	return []Change{{Words: text, Under: true, Clocks: &clocks.Filter{Statuses: []clocks.Status{engine.Overdue}}, N: was}}, true, nil
}

// place is a duty in a team.
type place struct{ duty, team string }

// overdueLines says how much more or less is overdue than then, and in which duties and teams the most has moved.
func overdueLines(in *door.Inquiry, then overdueThen, now []engine.ClockCount) []Change {
	total, before, gaps := 0, 0, 0
	by, moved, names := map[place]int{}, map[place]int{}, map[place]string{}
	for _, c := range now {
		if c.Status != engine.Overdue || !then.like[c.Duty] {
			continue
		}
		total += c.N
		if c.OldGap {
			gaps += c.N
		}
		p := place{c.Duty, c.TeamID}
		by[p], moved[p], names[p] = by[p]+c.N, moved[p]+c.N, c.Team
	}
	for _, c := range then.counts.Counts {
		if !then.like[c.Duty] {
			continue
		}
		before += c.N
		p := place{c.Duty, c.TeamID}
		moved[p] -= c.N
		names[p] = cmp.Or(names[p], c.Team)
	}
	first := Change{
		Words: fmt.Sprintf("%s overdue (%s can still be done, %s), %s than on %s, %s", words.Count(total, "clock is", "clocks are"), words.Thousands(total-gaps),
			words.Count(gaps, "is an old gap", "are old gaps"), moreWords(total-before), words.WeekdayDate(then.q.AsAt), then.words),
		Clocks: &clocks.Filter{Statuses: []clocks.Status{engine.Overdue}}, N: total,
	}
	switch {
	case total == 0 && then.skipped == 0 && in.Asked.Outside():
		return []Change{{Words: "What is overdue on " + words.WeekdayDate(in.Q.AsAt) + " is not known yet: the records of every source end before it"}}
	case total == before:
		first.Words = fmt.Sprintf("%s overdue, as many as on %s, %s", words.Count(total, "clock is", "clocks are"), words.WeekdayDate(then.q.AsAt), then.words)
	}
	if then.skipped > 0 {
		first.Words += fmt.Sprintf(". Not among them are %s whose records do not reach both days", words.Count(then.skipped, "duty", "duties"))
		first.Clocks = nil // no list has just these
	}
	return append([]Change{first}, movedLines(in, by, moved, names)...)
}

// mostMoved is how many duties and teams are named in which what is overdue has moved.
const mostMoved = 3

func movedLines(in *door.Inquiry, by, moved map[place]int, names map[place]string) []Change {
	var places []place
	for p, n := range moved {
		if n != 0 && (p.team != "" || !in.Asked.WorkersKnown) {
			places = append(places, p)
		}
	}
	slices.SortFunc(places, func(a, b place) int {
		return cmp.Or(cmp.Compare(size(moved[b]), size(moved[a])), cmp.Compare(a.duty, b.duty), cmp.Compare(a.team, b.team))
	})
	var list []Change
	for _, p := range places[:min(len(places), mostMoved)] {
		c := Change{Under: true, N: by[p], Words: in.Book().Rule(p.duty).Title}
		if p.team != "" {
			c.Words += " in " + cmp.Or(names[p], p.team)
		}
		c.Words += fmt.Sprintf(": %s overdue, %s", words.Thousands(by[p]), moreWords(moved[p]))
		if by[p] > 0 {
			c.Clocks = &clocks.Filter{Duty: p.duty, Team: p.team, Statuses: []clocks.Status{engine.Overdue}}
		}
		list = append(list, c)
	}
	return list
}

func size(n int) int { return max(n, -n) }

func moreWords(n int) string {
	return words.Thousands(size(n)) + words.Either(n < 0, " fewer", " more")
}

// fellDue says how much of what fell due within the week has not been done.
func fellDue(ctx context.Context, in *door.Inquiry) ([]Change, error) {
	list := clocks.Filter{Statuses: []clocks.Status{engine.Overdue}, DueFrom: in.Q.AsAt.AddDate(0, 0, -weekBack), DueTo: in.Q.AsAt}
	f := overdueOf(in)
	f.DueFrom, f.DueTo = list.DueFrom, list.DueTo
	counts, err := in.Engine.CountClocks(ctx, in.Q, f)
	n := 0
	for _, c := range counts {
		n += c.N
	}
	if err != nil || n == 0 {
		return nil, err
	}
	return []Change{{
		Words: fmt.Sprintf("%s due since %s and %s overdue", words.Count(n, "clock fell", "clocks fell"), words.WeekdayDate(list.DueFrom), words.Either(n == 1, "is", "are")), Clocks: &list, N: n,
	}}, nil
}

// importLine says what the latest imports did.
func importLine(in *door.Inquiry, day ImportDay) Change {
	c := Change{Words: fmt.Sprintf("%s recorded %s and withdrew %s, with %s", words.Capital(day.Words()), words.Count(day.Changes, "change"),
		countOrNone(day.Withdrawn, "record"), countOrNone(day.Faults, "fault"))}
	if in.May(access.ReadImports) {
		c.Imports = day
	}
	return c
}

func countOrNone(n int, one string) string {
	if n == 0 {
		return "no " + one
	}
	return words.Count(n, one)
}

// failedLines says how many imports of the week were refused or failed.
func failedLines(ctx context.Context, in *door.Inquiry) ([]Change, error) {
	if !in.May(access.ReadImports) {
		return nil, nil
	}
	since := in.Q.AsAt.AddDate(0, 0, -weekBack)
	n, err := in.FailedImports(ctx, engine.EndOfDay(since), engine.EndOfDay(in.Q.AsAt))
	if err != nil || n == 0 {
		return nil, err
	}
	return []Change{{Words: words.Count(n, "import was", "imports were") + " refused, or failed, since " + words.WeekdayDate(since) + ": nothing of " + words.Either(n == 1, "it", "them") + " was recorded"}}, nil
}

// undoneLines says which imports were taken back within the week.
func undoneLines(in *door.Inquiry, batches []ledger.BatchInfo) (list []Change) {
	since, until := engine.EndOfDay(in.Q.AsAt.AddDate(0, 0, -weekBack)), engine.EndOfDay(in.Q.AsAt)
	for _, b := range batches {
		if b.UndoneAt.After(since) && !b.UndoneAt.After(until) {
			list = append(list, Change{Words: fmt.Sprintf("The import %s, of %s, was taken back on %s", b.Name, words.LongDate(engine.Today(b.At)), words.LongDate(engine.Today(b.UndoneAt)))})
		}
	}
	return list
}

// ruleLines names the rules that came into force, or ceased to be, within the week.
func ruleLines(in *door.Inquiry) (list []Change) {
	since := in.Q.AsAt.AddDate(0, 0, -weekBack)
	within := func(day time.Time) bool { return day.After(since) && !day.After(in.Q.AsAt) }
	for _, r := range in.Book().Rules {
		switch {
		case within(r.InForce.From):
			list = append(list, Change{Words: r.Title + ": this rule is in force since " + words.LongDate(r.InForce.From), Rule: r.ID})
		case within(r.InForce.To):
			list = append(list, Change{Words: r.Title + ": the last day of this rule was " + words.LongDate(r.InForce.To), Rule: r.ID})
		}
	}
	return list
}
