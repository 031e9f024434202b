package app

import (
	"context"
	"slices"
	"strings"

	"heed/internal/engine"
)

// facets counts an actor's clocks for the filters beside a list: each choice says how many clocks the list would have
// with it, the other filters as they are. All come from one count, so that they agree with the list.
func (a *App) facets(ctx context.Context, d *desk, f ClockFilter, page *ClockPage) error {
	all, err := d.engine.CountClocks(ctx, d.q, engine.ClockFilter{
		Subject: f.Subject, Unallocated: f.Unallocated, MetSince: f.MetSince, Subjects: d.sight.subjects,
	})
	if err != nil {
		return err
	}
	page.Counts = map[Status]int{}
	kinds := map[string]*tally{"duty": {}, "area": {}, "team": {}, "owner": {}, "service": {}}
	for _, c := range all {
		area := a.area(c.Duty)
		misses := ""
		miss := func(kind string, wrong bool) {
			if wrong {
				misses += kind + " "
			}
		}
		miss("duty", f.Duty != "" && f.Duty != c.Duty)
		miss("area", f.Area != "" && f.Area != area)
		miss("team", f.Team != "" && f.Team != c.TeamID)
		miss("owner", f.Owner != "" && f.Owner != c.OwnerID)
		miss("service", f.Service != "" && f.Service != c.Service)
		miss("status", len(f.Statuses) > 0 && !slices.Contains(f.Statuses, c.Status))
		if misses == "" {
			page.Total += c.N
		}
		if misses == "" || misses == "status " {
			page.Counts[c.Status] += c.N
		}
		for kind, value := range map[string][2]string{
			"duty": {c.Duty, a.title(c.Duty)}, "area": {area, area}, "team": {c.TeamID, c.Team}, "owner": {c.OwnerID, c.Owner},
			"service": {c.Service, c.Service},
		} {
			if value[0] != "" && (misses == "" || misses == kind+" ") {
				kinds[kind].add(value[0], value[1], c.N)
			}
		}
	}
	page.Duties, page.Areas, page.Teams = kinds["duty"].list(), kinds["area"].list(), kinds["team"].list()
	page.Owners, page.Services = kinds["owner"].list(), kinds["service"].list()
	return nil
}

func (a *App) area(rule string) string {
	if r := a.book.Rule(rule); r != nil {
		return r.Area
	}
	return ""
}

func (a *App) title(rule string) string {
	if r := a.book.Rule(rule); r != nil {
		return r.Title
	}
	return rule
}

// tally adds up choices.
type tally struct {
	n      map[string]int
	labels map[string]string
}

func (t *tally) add(value, label string, n int) {
	if t.n == nil {
		t.n, t.labels = map[string]int{}, map[string]string{}
	}
	t.n[value] += n
	if label == "" {
		label = value
	}
	t.labels[value] = label
}

// list gives the choices in the order of their labels.
func (t *tally) list() []Choice {
	var list []Choice
	for value, n := range t.n {
		list = append(list, Choice{Value: value, Label: t.labels[value], N: n})
	}
	slices.SortFunc(list, func(x, y Choice) int {
		return strings.Compare(x.Label+"\x00"+x.Value, y.Label+"\x00"+y.Value)
	})
	return list
}
