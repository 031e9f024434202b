package clocks

import (
	"context"
	"slices"

	"heed/internal/door"
	"heed/internal/engine"
	"heed/internal/listing"
	"heed/rulebook"
)

// fillFacets counts an actor's clocks for the filters beside a list: each choice says how many clocks the list would have
// with it, the other filters as they are. All come from one count, so that they agree with the list.
func fillFacets(ctx context.Context, in *door.Inquiry, f Filter, page *Page) error {
	all, err := in.Engine.CountClocks(ctx, in.Q, whose(in, f))
	if err != nil {
		return err
	}
	page.Counts = map[Status]int{}
	var kinds [5]listing.Tally
	for _, c := range all {
		area := areaOf(in.Book(), c.Duty)
		values := [5][2]string{{c.Duty, titleOf(in.Book(), c.Duty)}, {area, area}, {c.TeamID, c.Team}, {c.OwnerID, c.Owner}, {c.Service, c.Service}}
		misses, only := 0, -1
		for kind, want := range [5]string{f.Duty, f.Area, f.Team, f.Owner, f.Service} {
			if want != "" && want != values[kind][0] {
				misses, only = misses+1, kind
			}
		}
		if misses == 0 {
			page.Counts[c.Status] += c.N
			if c.OldGap {
				page.OldGaps += c.N
			}
		}
		if len(f.Statuses) > 0 && !slices.Contains(f.Statuses, c.Status) {
			continue
		}
		if f.Late == engine.LateDue && c.OldGap || f.Late == engine.LateGaps && !c.OldGap {
			continue
		}
		if misses == 0 {
			page.Total += c.N
		}
		for kind, value := range values {
			if value[0] != "" && (misses == 0 || misses == 1 && only == kind) {
				kinds[kind].Add(value[0], value[1], c.N)
			}
		}
	}
	page.Duties, page.Areas, page.Teams = kinds[0].List(), kinds[1].List(), kinds[2].List()
	page.Owners, page.Services = kinds[3].List(), kinds[4].List()
	return nil
}

func areaOf(book *rulebook.Book, rule string) string {
	if r := book.Rule(rule); r != nil {
		return r.Area
	}
	return ""
}

func titleOf(book *rulebook.Book, rule string) string {
	if r := book.Rule(rule); r != nil {
		return r.Title
	}
	return rule
}
