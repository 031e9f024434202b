package children

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"heed/catalogue"
	"heed/internal/door"
	"heed/internal/engine"
	"heed/internal/ledger"
	"heed/internal/words"
)

// life is what the rulebook's views and the records say of one child on the day asked about.
type life struct {
	person engine.Person
	rows   map[string][]engine.SubjectRow
	names  map[string]string // of workers
	teams  map[string]string
}

// lifeViews are what the rulebook makes of a child's records; the rest is read from the records themselves.
var lifeViews = []string{
	"child_as_at", "care_spell", "episode_as_at", "legal_spell", "placement_spell", "allocation_as_at", "case_end", "care_leaver_as_at",
}

func findLife(ctx context.Context, in *door.Inquiry, id string, entries []ledger.Entry) (*life, error) {
	l := &life{names: map[string]string{}, teams: map[string]string{}}
	l.person, _ = in.Scope.People.Find(id)
	views, err := in.Engine.SubjectRows(ctx, in.Q, []string{id}, lifeViews...)
	if err != nil {
		return nil, err
	}
	l.rows = maps.Clone(views) // what the engine remembers is not ours to add to
	if err := addRecords(in.Catalogue(), l.rows, entries); err != nil {
		return nil, err
	}
	workers, err := in.Engine.Rows(ctx, in.Q, "worker")
	if err != nil {
		return nil, err
	}
	for _, w := range workers {
		l.names[w.Text("worker_id")] = w.Text("name")
	}
	teams, err := in.Engine.Rows(ctx, in.Q, "team")
	if err != nil {
		return nil, err
	}
	for _, t := range teams {
		l.teams[t.Text("team_id")] = t.Text("name")
	}
	return l, nil
}

// addRecords adds the records that entries leave standing, by record type, with their days as days.
func addRecords(types *catalogue.Catalogue, rows map[string][]engine.SubjectRow, entries []ledger.Entry) error {
	last := map[string]int{}
	for i, e := range entries {
		last[e.RecordType+"\x00"+e.RecordID] = i
	}
	for i, e := range entries {
		t := types.Type(e.RecordType)
		if t == nil || e.Withdrawn || last[e.RecordType+"\x00"+e.RecordID] != i {
			continue
		}
		values, err := t.Values(e.Body)
		if err != nil {
			return err
		}
		rows[t.ID] = append(rows[t.ID], rowOf(t, values))
	}
	return nil
}

// Day gives the day in a column of a row, zero where there is none.
func Day(row engine.SubjectRow, column string) time.Time {
	t, _ := row[column].(time.Time)
	return t
}

// openOn gives the latest row of a view or record type that has begun by a day and not ended on it.
func (l *life) openOn(name, from, to string, on time.Time) (engine.SubjectRow, bool) {
	var found engine.SubjectRow
	for _, row := range l.rows[name] {
		begun, ended := Day(row, from), Day(row, to)
		if begun.IsZero() || begun.After(on) || !ended.IsZero() && !ended.After(on) {
			continue
		}
		if found == nil || begun.After(Day(found, from)) {
			found = row
		}
	}
	return found, found != nil
}

// factsOf say who a child is and how they stand on a day: what goes on is said to go on no longer than the records cover.
func factsOf(types *catalogue.Catalogue, l *life, c covering) []words.Fact {
	facts := openFacts(types, l, c)
	add := func(label, value string) {
		if value != "" {
			facts = append(facts, words.Fact{Label: label, Value: value})
		}
	}
	for _, row := range l.rows["allocation_as_at"] {
		name := cmp.Or(row.Text("worker_name"), row.Text("worker_id"))
		add("Worker", strings.Join(words.NonBlank(name, row.Text("team_name")), ", "))
	}
	for _, row := range l.rows["child_as_at"] {
		if born := Day(row, "born_on"); !born.IsZero() {
			add("Born", words.LongDate(born))
		}
		if different, _ := row["born_on_differs"].(bool); different {
			add("Date of birth", "the sources differ")
		}
		add("Sex", codeLabel(types, "sex", row.Text("sex")))
		add("Ethnicity", codeLabel(types, "ethnicity", row.Text("ethnicity")))
	}
	if len(facts) == 0 || l.person.BornOn.IsZero() && !l.person.DueOn.IsZero() {
		if !l.person.DueOn.IsZero() {
			add("Expected", words.LongDate(l.person.DueOn))
		}
	}
	return facts
}

// openFacts say what goes on for a child, and since when.
func openFacts(types *catalogue.Catalogue, l *life, c covering) (facts []words.Fact) {
	add := func(label, view, from, to string, value func(engine.SubjectRow) string, known ...string) {
		if row, ok := l.openOn(view, from, to, c.asAt); ok {
			facts = append(facts, words.Fact{Label: label, Value: strings.Join(words.NonBlank(value(row), c.whenKnown(known...)), ", ")})
		}
	}
	care, _ := l.openOn("care_spell", "started_on", "ended_on", c.asAt)
	known, said := care["start_known"].(bool)
	since := func(list, from string, columns ...string) func(engine.SubjectRow) string {
		return func(row engine.SubjectRow) string {
			var code string
			for _, column := range columns {
				code = cmp.Or(code, row.Text(column))
			}
			began := words.LongDate(Day(row, from))
			if said && !known && Day(row, from).Equal(Day(care, "started_on")) { // it may have been so before the first episode held
				began = "at least " + began
			}
			return cmp.Or(codeLabel(types, list, code), "Not recorded") + " since " + began
		}
	}
	add("Looked after", "care_spell", "started_on", "ended_on", func(row engine.SubjectRow) string { return "Yes, " + careSince(row) }, careTypes...)
	add("Legal status", "legal_spell", "started_on", "ended_on", since("legal-status", "started_on", "legal_status"), legalTypes...)
	add("Lives with", "placement_spell", "started_on", "ended_on", since("placement-type", "started_on", "placement_type"), placementTypes...)
	add("Child protection plan", "cp_plan", "started_on", "ended_on", since("abuse-category", "started_on", "latest_category", "initial_category"), "cp_plan")
	add("Child in need", "cin_episode", "referred_on", "closed_on", since("primary-need", "referred_on", "primary_need"), "cin_episode")
	return facts
}

func codeLabel(types *catalogue.Catalogue, list, code string) string {
	if l := types.List(list); l != nil && code != "" {
		return l.Label(code)
	}
	return code
}

// Involvement is a time when somebody held a role towards a child.
type Involvement struct {
	Role, Name, Team, WorkerID string
	// To is zero where it goes on.
	From, To time.Time
}

// involved lists who works or worked with the child by a day: those who do first, then the latest first.
func (l *life) involved(on time.Time) []Involvement {
	var list []Involvement
	add := func(row engine.SubjectRow, role string) {
		id, from, to := row.Text("worker_id"), Day(row, "started_on"), Day(row, "ended_on")
		if from.After(on) {
			return
		}
		if to.After(on) {
			to = time.Time{}
		}
		list = append(list, Involvement{Role: role, WorkerID: id, Name: l.names[id], Team: l.teams[row.Text("team_id")], From: from, To: to})
	}
	for _, row := range l.rows["allocation"] {
		add(row, row.Text("role"))
	}
	for _, row := range l.rows["social_worker"] {
		add(row, "social worker, by the looked-after return")
	}
	slices.SortFunc(list, func(x, y Involvement) int {
		if x.To.IsZero() != y.To.IsZero() {
			if x.To.IsZero() {
				return -1
			}
			return 1
		}
		return cmp.Or(y.From.Compare(x.From), cmp.Compare(x.Role, y.Role), cmp.Compare(x.WorkerID, y.WorkerID))
	})
	return list
}
