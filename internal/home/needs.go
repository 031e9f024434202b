package home

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"heed/internal/access"
	"heed/internal/clocks"
	"heed/internal/door"
	"heed/internal/engine"
	"heed/internal/words"
	"heed/rulebook"
)

// Need is one thing that waits for somebody. Tag is a word or two on how it stands.
type Need struct {
	Title, Detail, Tag string
	// N is the number in the title: how long the list is in which it is seen.
	N int
	// One of these says where it is seen: in a list of clocks, at a rule, or at the imports of a day.
	Clocks  *clocks.Filter
	Rule    string
	Imports ImportDay
}

// mostNeeds is how many things a home page asks of a leader at once.
const mostNeeds = 5

// needsOf gives what waits for a leader, the most pressing first: open cases that nobody is allocated to, their own late clocks, where most is
// late and harm is greatest, what cannot be told, what could not be read, and rules that are broken.
func needsOf(ctx context.Context, in *door.Inquiry, home DirectorPage, day ImportDay) ([]Need, error) {
	var list []Need
	unallocated, err := unallocatedOf(ctx, in)
	if err != nil {
		return nil, err
	}
	if unallocated.N > 0 {
		list = append(list, unallocatedNeed(in.Book().Rule(allocationDuty), unallocated))
	}
	if n := home.Own.Late.N; n > 0 {
		list = append(list, Need{
			Title: words.Count(n, "clock of your own is", "clocks of your own are") + " late", N: n, Detail: "They are for you, or your role, to keep, and can still be done.",
			Tag: "Overdue", Clocks: &home.Own.Late.List,
		})
	}
	list = append(list, hottest(home.Heat)...)
	if n := home.All.CannotTell.N; n > 0 {
		list = append(list, Need{
			Title: words.Count(n, "clock") + " cannot be told", N: n,
			Detail: "A date is missing, or no source holds what would show it done, so nobody knows whether it was.",
			Tag:    "Cannot tell", Clocks: &home.All.CannotTell.List,
		})
	}
	if day.Faults > 0 && in.May(access.ReadImports) {
		list = append(list, Need{
			Title: words.Count(day.Faults, "fault") + " in " + day.Words(), N: day.Faults, Detail: "What could not be read is in no figure.", Tag: "Data", Imports: day,
		})
	}
	broken, err := in.Engine.Broken(ctx, in.Q)
	if err != nil {
		return nil, err
	}
	if ids := slices.Sorted(maps.Keys(broken)); len(ids) > 0 {
		list = append(list, Need{
			Title: words.Count(len(ids), "rule") + " cannot be worked out", N: len(ids), Detail: "Their figures and clocks are not nought: they are not known.",
			Tag: "Broken", Rule: ids[0],
		})
	}
	return list[:min(len(list), mostNeeds)], nil
}

func unallocatedNeed(duty *rulebook.Rule, u Unallocated) Need {
	n := Need{
		Title: words.Count(u.N, "open case has", "open cases have") + " no allocated worker", N: u.N,
		Tag: "Not allocated", Clocks: &u.List,
	}
	n.Detail = u.Words() + " " + duty.Why
	return n
}

// hottest names the one or two places where the most is late, of the duties in which a child may come to the greatest harm.
func hottest(h Heat) []Need {
	type place struct{ row, column, n int }
	var places []place
	for i, row := range h.Rows {
		for j, cell := range row.Cells {
			if cell.N > 0 && h.Teams[j].Value != "" && row.Duty.ID != allocationDuty {
				places = append(places, place{i, j, cell.N})
			}
		}
	}
	harm := func(p place) int { return slices.Index(rulebook.Harms, h.Rows[p.row].Duty.Harm) }
	slices.SortStableFunc(places, func(x, y place) int {
		if harm(x) != harm(y) {
			return harm(x) - harm(y)
		}
		return y.n - x.n
	})
	var list []Need
	for _, p := range places[:min(len(places), 2)] {
		duty, team := h.Rows[p.row].Duty, h.Teams[p.column]
		list = append(list, Need{
			Title: fmt.Sprintf("%s: %s late in %s", duty.Title, words.Thousands(p.n), team.Label), N: p.n,
			Detail: "It can still be done. " + duty.HarmWhy, Tag: "Overdue",
			Clocks: &clocks.Filter{Duty: duty.ID, Team: team.Value, Statuses: []clocks.Status{clocks.Overdue}, Late: engine.LateDue},
		})
	}
	return list
}
