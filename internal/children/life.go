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
var lifeViews = []string{"child_as_at", "care_spell", "legal_spell", "placement_spell", "allocation_as_at"}

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

// factsOf say who a child is and how they stand on a day.
func factsOf(types *catalogue.Catalogue, l *life, on time.Time) []words.Fact {
	var facts []words.Fact
	add := func(label, value string, since time.Time) {
		if value == "" {
			return
		}
		if !since.IsZero() {
			value += " since " + words.LongDate(since)
		}
		facts = append(facts, words.Fact{Label: label, Value: value})
	}
	if row, ok := l.openOn("care_spell", "started_on", "ended_on", on); ok {
		add("Looked after", "Yes,", Day(row, "started_on"))
	}
	if row, ok := l.openOn("legal_spell", "started_on", "ended_on", on); ok {
		add("Legal status", codeLabel(types, "legal-status", row.Text("legal_status")), Day(row, "started_on"))
	}
	if row, ok := l.openOn("placement_spell", "started_on", "ended_on", on); ok {
		add("Lives with", codeLabel(types, "placement-type", row.Text("placement_type")), Day(row, "started_on"))
	}
	if row, ok := l.openOn("cp_plan", "started_on", "ended_on", on); ok {
		add("Child protection plan", codeLabel(types, "abuse-category", cmp.Or(row.Text("latest_category"), row.Text("initial_category"))), Day(row, "started_on"))
	}
	if row, ok := l.openOn("cin_episode", "referred_on", "closed_on", on); ok {
		add("Child in need", codeLabel(types, "primary-need", row.Text("primary_need")), Day(row, "referred_on"))
	}
	for _, row := range l.rows["allocation_as_at"] {
		name := cmp.Or(row.Text("worker_name"), row.Text("worker_id"))
		add("Worker", strings.Join(words.NonBlank(name, row.Text("team_name")), ", "), time.Time{})
	}
	for _, row := range l.rows["child_as_at"] {
		if born := Day(row, "born_on"); !born.IsZero() {
			add("Born", words.LongDate(born), time.Time{})
		}
		if different, _ := row["born_on_differs"].(bool); different {
			add("Date of birth", "the sources differ", time.Time{})
		}
		add("Sex", codeLabel(types, "sex", row.Text("sex")), time.Time{})
		add("Ethnicity", codeLabel(types, "ethnicity", row.Text("ethnicity")), time.Time{})
	}
	if len(facts) == 0 || l.person.BornOn.IsZero() && !l.person.DueOn.IsZero() {
		if !l.person.DueOn.IsZero() {
			add("Expected", words.LongDate(l.person.DueOn), time.Time{})
		}
	}
	return facts
}

func codeLabel(types *catalogue.Catalogue, list, code string) string {
	if l := types.List(list); l != nil && code != "" {
		return l.Label(code)
	}
	return code
}

// missing says what the record lacks that somebody will need.
func (l *life) missing(on time.Time) []string {
	var list []string
	lacks := func(is bool, text string) {
		if is {
			list = append(list, text)
		}
	}
	care, lookedAfter := l.openOn("care_spell", "started_on", "ended_on", on)
	_, onPlan := l.openOn("cp_plan", "started_on", "ended_on", on)
	_, inNeed := l.openOn("cin_episode", "referred_on", "closed_on", on)
	lacks((lookedAfter || onPlan || inNeed) && len(l.rows["allocation_as_at"]) == 0, "Nobody is allocated to the child")
	lacks(l.person.Name == "", "No name is recorded")
	lacks(l.person.BornOn.IsZero() && l.person.DueOn.IsZero(), "No date of birth is recorded")
	if !lookedAfter {
		return list
	}
	since := Day(care, "started_on")
	_, status := l.openOn("legal_spell", "started_on", "ended_on", on)
	_, placed := l.openOn("placement_spell", "started_on", "ended_on", on)
	lacks(!status, "No legal status is recorded")
	lacks(!placed, "No placement is recorded")
	// A review is owed within 20 working days and a health assessment within as many: a child of a week lacks neither.
	settled := since.AddDate(0, 0, 28).Before(on)
	lacks(settled && !l.since("review", "reviewed_on", since), "Looked after since "+words.LongDate(since)+", and no review is recorded")
	lacks(settled && !l.since("health_assessment", "held_on", since) && !l.since("annual_health", "year_ending_on", since),
		"Looked after since "+words.LongDate(since)+", and no health assessment is recorded")
	return list
}

func (l *life) since(name, column string, from time.Time) bool {
	return slices.ContainsFunc(l.rows[name], func(row engine.SubjectRow) bool {
		on := Day(row, column)
		return !on.IsZero() && !on.Before(from)
	})
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
