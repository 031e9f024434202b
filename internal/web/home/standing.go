package home

import (
	"slices"
	"time"

	"heed/internal/clocks"
	"heed/internal/home"
	"heed/internal/web/kit"
	"heed/internal/words"
)

// ownView is the clocks that are the reader's own or their role's, marked apart from those of others.
type ownView struct {
	Owns    bool
	Heading string
	Counts  []kit.Count
	Table   kit.ClockTable
	// Unfed are the reader's duties that nothing feeds, nil where there is none.
	Unfed *unfedView
	// Rest are what falls due later and what is not known yet, without noughts.
	Rest []kit.Count
}

func ownOf(f kit.Frame, own home.Own, weekEnd time.Time) ownView {
	v := ownView{Owns: own.Owns, Heading: "Yours to do: nothing in the records open to you is late, due soon or unclear"}
	if !own.Owns {
		return v
	}
	if f.Unsaid != "" {
		v.Heading = "Yours to do: " + words.LowerFirst(f.Unsaid)
	}
	v.Unfed = unfedOf(f, own.Unfed)
	if v.Unfed != nil && f.Unsaid == "" {
		v.Heading = "Yours to do: nothing in the records open to you is known to be late, due soon or unclear"
	}
	v.Rest = slices.DeleteFunc([]kit.Count{
		{N: own.Later.N, Label: "due later than " + words.LongDate(weekEnd), Href: listOf(f, own.Later.List)},
		{N: own.NotKnownYet.N, Label: "not known yet", Href: listOf(f, own.NotKnownYet.List)},
	}, func(c kit.Count) bool { return c.N == 0 })
	if len(own.Clocks) > 0 {
		v.Heading = "Yours to do, or your role’s"
		v.Counts = standingCounts(f, own.Standing, weekEnd)
		v.Table = f.ClockTable("Clocks that are yours to keep", own.Clocks)
		v.Table.HideOwner = true
	} else if own.Gaps.N > 0 {
		v.Counts = standingCounts(f, own.Standing, weekEnd)
	}
	return v
}

// standingCounts are the totals of how clocks stand. Each opens the list that it counts.
func standingCounts(f kit.Frame, s home.Standing, weekEnd time.Time) []kit.Count {
	return []kit.Count{
		kit.Count{N: s.Late.N, Label: "late, can still be done", Class: "is-overdue", Href: listOf(f, s.Late.List)}.Or(f.Unsaid),
		kit.Count{N: s.Week.N, Label: "due this week, to " + words.LongDate(weekEnd), Class: "is-soon", Href: listOf(f, s.Week.List)}.Or(f.Unsaid),
		{N: s.CannotTell.N, Label: "cannot tell", Class: "is-unknown", Href: listOf(f, s.CannotTell.List)},
		kit.Count{N: s.Gaps.N, Label: "old gaps to close", Href: listOf(f, s.Gaps.List)}.Or(f.Unsaid),
	}
}

// listOf is the address of a list of clocks.
func listOf(f kit.Frame, list clocks.Filter) string {
	values := []string{"duty", list.Duty, "team", list.Team, "owner", list.Owner, "late", string(list.Late)}
	for name, day := range map[string]time.Time{"due_from": list.DueFrom, "due_to": list.DueTo, "done_since": list.DoneSince} {
		if !day.IsZero() {
			values = append(values, name, day.Format(time.DateOnly))
		}
	}
	for name, on := range map[string]bool{"no_team": list.NoTeam, "mine": list.Mine} {
		if on {
			values = append(values, name, "yes")
		}
	}
	for _, status := range list.Statuses {
		values = append(values, "status", string(status))
	}
	return f.Link("/clocks", values...)
}
