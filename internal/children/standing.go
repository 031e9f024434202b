package children

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"heed/catalogue"
	"heed/internal/door"
	"heed/internal/engine"
	"heed/internal/words"
)

// Standing is how a child stands on a day, in one line.
type Standing struct {
	// Words are such as "On a child protection plan (neglect) since 3 July 2026", blank where nothing is open.
	Words string

	Seen
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
	names := append([]string{"care_spell", "legal_spell", "cp_plan", "cin_episode"}, sightingTypes()...)
	found, err := in.Engine.SubjectRows(ctx, in.Q, ids, names...)
	if err != nil {
		return nil, err
	}
	cover, err := findCovering(ctx, in)
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
		list[id] = Standing{Words: standingWords(in.Catalogue(), l, cover), Seen: l.seen(cover)}
	}
	return list, nil
}

// careTypes are the record types that say who is looked after.
var careTypes = []string{"episode", "period_of_care"}

// legalTypes and placementTypes are those that say under which status and where.
var (
	legalTypes     = []string{"legal_status", "episode"}
	placementTypes = []string{"placement", "episode"}
)

// careSince says since when a child is looked after. Where the first episode held is not the one that began the care it is since before that
// day, and nothing is said of a day that rests on dates that cannot be right.
func careSince(care engine.SubjectRow) string {
	since := words.LongDate(Day(care, "started_on"))
	if right, ok := care["dates_right"].(bool); ok && !right {
		return "since a day that cannot be known, as the dates of the episodes cannot be right"
	}
	if known, ok := care["start_known"].(bool); ok && !known {
		return "since before " + since
	}
	return "since " + since
}

// standingWords says how a child stands in one line.
func standingWords(types *catalogue.Catalogue, l *life, c covering) string {
	known := func(text string, types ...string) string {
		return strings.Join(words.NonBlank(text, c.whenKnown(types...)), ", ")
	}
	if care, ok := l.openOn("care_spell", "started_on", "ended_on", c.asAt); ok {
		text := "Looked after " + careSince(care)
		if legal, ok := l.openOn("legal_spell", "started_on", "ended_on", c.asAt); ok {
			text += ", " + words.LowerFirst(codeLabel(types, "legal-status", legal.Text("legal_status")))
		}
		return known(text, careTypes...)
	}
	if plan, ok := l.openOn("cp_plan", "started_on", "ended_on", c.asAt); ok {
		category := cmp.Or(plan.Text("latest_category"), plan.Text("initial_category"))
		return known(fmt.Sprintf("On a child protection plan (%s) since %s", strings.ToLower(codeLabel(types, "abuse-category", category)), words.LongDate(Day(plan, "started_on"))), "cp_plan")
	}
	if need, ok := l.openOn("cin_episode", "referred_on", "closed_on", c.asAt); ok {
		return known("Child in need since "+words.LongDate(Day(need, "referred_on")), "cin_episode")
	}
	return ""
}
