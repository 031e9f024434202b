package home

import (
	"context"
	"fmt"
	"slices"

	"heed/internal/clocks"
	"heed/internal/door"
	"heed/internal/engine"
	"heed/internal/words"
)

// mostNeeds is how many things a home page asks of a director at once.
const mostNeeds = 5

// needsOf gives what waits for a director, the most pressing first: children nobody is allocated to, where most is overdue,
// what cannot be told, what could not be read, and rules that are broken.
func needsOf(ctx context.Context, in *door.Inquiry, home DirectorPage) ([]Need, error) {
	var list []Need
	unallocated, err := countUnallocated(ctx, in)
	if err != nil {
		return nil, err
	}
	if unallocated > 0 {
		list = append(list, Need{
			Title:  words.Either(unallocated == 1, "1 child has", words.Thousands(unallocated)+" children have") + " no allocated worker",
			Detail: "Each has something running or overdue, and nobody whose job it is.",
			Tag:    "Not allocated", Clocks: &clocks.Filter{Unallocated: true, Statuses: dated},
		})
	}
	list = append(list, hottest(home.Heat)...)
	if n := home.Counts[engine.CannotTell]; n > 0 {
		list = append(list, Need{
			Title:  words.Count(n, "clock") + " cannot be told",
			Detail: "A date is missing, or no source holds what would show it done, so nobody knows whether it was.",
			Tag:    "Cannot tell", Clocks: &clocks.Filter{Statuses: []clocks.Status{clocks.CannotTell}},
		})
	}
	broken, err := in.Engine.Broken(ctx, in.Q)
	if err != nil {
		return nil, err
	}
	if len(broken) > 0 {
		ids := make([]string, 0, len(broken))
		for id := range broken {
			ids = append(ids, id)
		}
		slices.Sort(ids)
		list = append(list, Need{
			Title: words.Count(len(broken), "rule") + " cannot be worked out", Detail: "Their figures and clocks are not nought: they are not known.",
			Tag: "Broken", Rule: ids[0],
		})
	}
	if n := in.Asked.LastImportFaults; n > 0 {
		list = append(list, Need{
			Title:  words.Count(n, "fault") + " in the last import",
			Detail: "What could not be read is in no figure.", Tag: "Data", Import: in.Asked.LastImportBatch,
		})
	}
	return list[:min(len(list), mostNeeds)], nil
}

// hottest names the one or two places where the most is overdue.
func hottest(h Heat) []Need {
	type place struct{ row, column, n int }
	var places []place
	for i, row := range h.Rows {
		for j, cell := range row.Cells {
			if cell.N > 0 && h.Teams[j].Value != "" {
				places = append(places, place{i, j, cell.N})
			}
		}
	}
	slices.SortStableFunc(places, func(x, y place) int { return y.n - x.n })
	var list []Need
	for _, p := range places[:min(len(places), 2)] {
		duty, team := h.Rows[p.row].Duty, h.Teams[p.column]
		list = append(list, Need{
			Title:  fmt.Sprintf("%s overdue in %s", words.Thousands(p.n), team.Label),
			Detail: duty.Title + ". " + duty.Why, Tag: "Overdue",
			Clocks: &clocks.Filter{Duty: duty.ID, Team: team.Value, Statuses: []clocks.Status{clocks.Overdue}},
		})
	}
	return list
}
