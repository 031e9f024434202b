package children

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"heed/internal/words"
)

// spell is time with somebody, or in something; a zero to goes on.
type spell struct{ from, to time.Time }

// meets says whether two stretches of time share or touch a day.
func (s spell) meets(o spell) bool {
	return (s.to.IsZero() || !o.from.After(s.to)) && (o.to.IsZero() || !s.from.After(o.to))
}

// leadRoles are the roles of whoever a child's case is with, as allocations name them.
var leadRoles = []string{"social worker", "personal adviser"}

// workers are those the child's case was with, by the allocations and, where none says so, by the looked-after return. Time
// with one person is one bar, though two records hold it.
func (j *journey) workers() []JourneyBar {
	type held struct {
		spell

		id, role string
		source   JourneySource
	}
	var list []held
	add := func(s standing, role string) {
		if from, to, ok := j.clip(s.row, "started_on", "ended_on"); ok {
			list = append(list, held{spell{from, to}, s.row.Text("worker_id"), role, sourceOf(s)})
		}
	}
	for _, s := range j.records["allocation"] {
		if role := s.row.Text("role"); slices.Contains(leadRoles, role) {
			add(s, role)
		}
	}
	for _, s := range j.records["social_worker"] {
		add(s, "social worker")
	}
	slices.SortStableFunc(list, func(x, y held) int { return cmp.Or(x.from.Compare(y.from), strings.Compare(x.id, y.id)) })
	var bars []JourneyBar
	last := map[string]int{} // the latest bar of a person in a role
	for _, h := range list {
		key := h.id + "\x00" + h.role
		if i, ok := last[key]; ok && (spell{bars[i].From, bars[i].To}).meets(h.spell) {
			if h.to.IsZero() || !bars[i].To.IsZero() && h.to.After(bars[i].To) {
				bars[i].To = h.to
			}
			continue
		}
		name := cmp.Or(j.life.names[h.id], h.id)
		last[key] = len(bars)
		bars = append(bars, JourneyBar{
			From: h.from, To: h.to, What: name + ", " + h.role, Short: name, Kind: h.id, Source: h.source,
		})
	}
	return bars
}

// countWorkers counts people and changes. That somebody takes over while another stays on is a change all the same.
func (j *journey) countWorkers(bars []JourneyBar) WorkerCount {
	var c WorkerCount
	if len(bars) == 0 {
		return c
	}
	people := map[string]bool{}
	end := time.Time{}
	for i, b := range bars {
		people[b.Kind] = true
		if i > 0 && b.Kind != bars[i-1].Kind {
			c.Changes++
		}
		if b.To.IsZero() {
			end = j.asAt
		} else if b.To.After(end) {
			end = b.To
		}
	}
	c.Workers, c.Months = len(people), words.MonthsBetween(bars[0].From, end)
	return c
}

func (j *journey) countHomes() HomeCount {
	var c HomeCount
	periods := map[time.Time]bool{}
	yearAgo := j.asAt.AddDate(-1, 0, 0)
	for _, row := range j.main["main_placement"] {
		from, to, ok := j.clip(row, "started_on", "ended_on")
		if !ok {
			continue
		}
		c.Placements++
		periods[Day(row, "care_started_on")] = true
		if to.IsZero() || to.After(yearAgo) || from.After(yearAgo) {
			c.InYear++
		}
	}
	c.Periods = len(periods)
	return c
}

// care gives the periods of care up to the 18th birthday, without those made only of short breaks.
func (j *journey) care() []spell {
	var list []spell
	adult := time.Time{}
	if born := j.life.person.BornOn; !born.IsZero() {
		adult = born.AddDate(18, 0, 0)
	}
	for _, row := range j.life.rows["care_spell"] {
		from, to, ok := j.clip(row, "started_on", "ended_on")
		if short, _ := row["short_breaks"].(bool); !ok || short || !adult.IsZero() && !from.Before(adult) {
			continue
		}
		if !adult.IsZero() && !adult.After(j.asAt) && (to.IsZero() || to.After(adult)) {
			to = adult
		}
		list = append(list, spell{from, to})
	}
	sortSpells(list)
	return list
}

// cases gives the time in which somebody should be the child's worker: in care, on a plan, or in need, as far as the records cover it.
func (j *journey) cases() []spell {
	list := j.cover.within(j.care(), careTypes...)
	add := func(recordType, begins, ends string) {
		for _, row := range j.life.rows[recordType] {
			if from, to, ok := j.clip(row, begins, ends); ok {
				list = append(list, j.cover.within([]spell{{from, to}}, recordType)...)
			}
		}
	}
	add("cp_plan", "started_on", "ended_on")
	add("cin_episode", "referred_on", "closed_on")
	return joinSpells(list)
}

// joinSpells joins stretches of time that share or touch a day.
func joinSpells(list []spell) (joined []spell) {
	sortSpells(list)
	for _, s := range list {
		if n := len(joined); n > 0 && joined[n-1].meets(s) {
			if s.to.IsZero() || !joined[n-1].to.IsZero() && s.to.After(joined[n-1].to) {
				joined[n-1].to = s.to
			}
			continue
		}
		joined = append(joined, s)
	}
	return joined
}

func sortSpells(list []spell) {
	slices.SortFunc(list, func(x, y spell) int { return x.from.Compare(y.from) })
}
