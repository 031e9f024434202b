package children

import (
	"context"
	"fmt"
	"strings"
	"time"

	"heed/catalogue"
	"heed/internal/door"
	"heed/internal/engine"
	"heed/internal/words"
)

// Standing is how a child stands on a day, in one line.
type Standing struct {
	// Words are such as "On a child protection plan (neglect) since 3 July 2026", blank where nothing is open.
	Words string
	// LastSeen is the last visit recorded at which the child was seen, zero where there is none.
	LastSeen time.Time
}

// Standings says of each of some children how they stand on the day asked about and when they were last seen.
func Standings(ctx context.Context, in *door.Inquiry, ids []string) (map[string]Standing, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	lives := map[string]*life{}
	for _, id := range ids {
		lives[id] = &life{rows: map[string][]engine.SubjectRow{}}
	}
	found, err := in.Engine.SubjectRows(ctx, in.Q, ids, "care_spell", "legal_spell", "cp_plan", "cin_episode", "cp_visit")
	if err != nil {
		return nil, err
	}
	for name, rows := range found {
		for _, row := range rows {
			if l := lives[row.Text("subject_id")]; l != nil {
				l.rows[name] = append(l.rows[name], row)
			}
		}
	}
	list := make(map[string]Standing, len(ids))
	for id, l := range lives {
		one := Standing{Words: standingWords(in.Catalogue(), l, in.Q.AsAt)}
		for _, v := range l.rows["cp_visit"] {
			seen, _ := v["seen"].(bool)
			if on := Day(v, "visited_on"); seen && !on.After(in.Q.AsAt) && on.After(one.LastSeen) {
				one.LastSeen = on
			}
		}
		list[id] = one
	}
	return list, nil
}

// standingWords says how a child stands in one line.
func standingWords(types *catalogue.Catalogue, l *life, on time.Time) string {
	if care, ok := l.openOn("care_spell", "started_on", "ended_on", on); ok {
		text := "Looked after since " + words.LongDate(Day(care, "started_on"))
		if legal, ok := l.openOn("legal_spell", "started_on", "ended_on", on); ok {
			text += ", " + words.LowerFirst(codeLabel(types, "legal-status", legal.Text("legal_status")))
		}
		return text
	}
	if plan, ok := l.openOn("cp_plan", "started_on", "ended_on", on); ok {
		category := plan.Text("latest_category")
		if category == "" {
			category = plan.Text("initial_category")
		}
		return fmt.Sprintf("On a child protection plan (%s) since %s", strings.ToLower(codeLabel(types, "abuse-category", category)), words.LongDate(Day(plan, "started_on")))
	}
	if need, ok := l.openOn("cin_episode", "referred_on", "closed_on", on); ok {
		return "Child in need since " + words.LongDate(Day(need, "referred_on"))
	}
	return ""
}
