package children

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"heed/catalogue"
	"heed/internal/engine"
	"heed/internal/ledger"
	"heed/internal/words"
)

// journey gathers what one child's journey is made of.
type journey struct {
	asAt      time.Time
	catalogue *catalogue.Catalogue
	tell      Teller
	life      *life
	main      map[string][]engine.SubjectRow
	cover     covering
	// records are those that stand, by record type.
	records map[string][]standing
}

// standing is one record as last recorded, with its values, its words and when it was first held.
type standing struct {
	row   engine.SubjectRow
	event Event
}

// keep sorts entries into the records that stand.
func (j *journey) keep(entries []ledger.Entry) error {
	type key struct{ kind, id string }
	latest, first := map[key]ledger.Entry{}, map[key]time.Time{}
	var order []key
	for _, e := range entries {
		k := key{e.RecordType, e.RecordID}
		if _, ok := first[k]; !ok {
			first[k] = e.RecordedAt
			order = append(order, k)
		}
		latest[k] = e
	}
	j.records = map[string][]standing{}
	for _, k := range order {
		t, e := j.catalogue.Type(k.kind), latest[k]
		if t == nil || t.About != "child" || e.Withdrawn {
			continue
		}
		values, err := t.Values(e.Body)
		if err != nil {
			return err
		}
		s := standing{row: rowOf(t, values)}
		d, _ := j.tell.describeValues(t, e, j.soFar(t, values))
		s.event = d.Event
		s.event.RecordedAt = first[k]
		if t.Restricted && !j.tell.sensitive {
			s.event.Detail, s.row = sealed, engine.SubjectRow{}
		}
		j.records[k.kind] = append(j.records[k.kind], s)
	}
	return nil
}

// soFar leaves out what a record says of days after the one asked about: every value from the first such date on, since what
// follows a date in a record (how it ended, say) was known with it. What is planned may lie ahead.
func (j *journey) soFar(t *catalogue.Type, values []string) []string {
	for i, f := range t.Fields {
		if on, ok := dayOf(f, values[i]); !ok || f.Planned || !on.After(j.asAt) {
			continue
		}
		values = slices.Clone(values)
		for k := i; k < len(values); k++ {
			if on, ok := dayOf(t.Fields[k], values[k]); !ok || on.After(j.asAt) {
				values[k] = ""
			}
		}
		return values
	}
	return values
}

// rowOf gives a record's values by field, days as days.
func rowOf(t *catalogue.Type, values []string) engine.SubjectRow {
	row := engine.SubjectRow{}
	for i, f := range t.Fields {
		if on, ok := dayOf(f, values[i]); ok {
			row[f.ID] = on
		} else if values[i] != "" {
			row[f.ID] = values[i]
		}
	}
	return row
}

// source finds the record of one of some types that began on a day.
func (j *journey) source(field string, on time.Time, types ...string) JourneySource {
	for _, id := range types {
		for _, s := range j.records[id] {
			if Day(s.row, field).Equal(on) {
				return sourceOf(s)
			}
		}
	}
	return JourneySource{}
}

func sourceOf(s standing) JourneySource {
	return JourneySource{Title: s.event.What, RecordedAt: s.event.RecordedAt}
}

func (j *journey) legal() []JourneyBar {
	var bars []JourneyBar
	for _, row := range j.life.rows["legal_spell"] {
		from, to, ok := j.clip(row, "started_on", "ended_on")
		if !ok {
			continue
		}
		words := j.label("legal-status", row.Text("legal_status"))
		bars = append(bars, JourneyBar{
			From: from, To: to, What: words, Short: j.group("legal-status", row.Text("legal_status")),
			Source: j.source("started_on", from, "legal_status", "episode"),
		})
	}
	return inOrder(bars)
}

func (j *journey) placements() []JourneyBar {
	var bars []JourneyBar
	care := map[time.Time]bool{}
	rows := slices.Clone(j.life.rows["placement_spell"])
	slices.SortStableFunc(rows, func(x, y engine.SubjectRow) int { return Day(x, "started_on").Compare(Day(y, "started_on")) })
	for _, row := range rows {
		from, to, ok := j.clip(row, "started_on", "ended_on")
		if !ok {
			continue
		}
		began := Day(row, "care_started_on")
		same, _ := row["same_carer"].(bool)
		b := JourneyBar{
			From: from, To: to, Short: row.Text("placement_group"), Moved: care[began] && !same,
			What:   strings.Join(words.NonBlank(j.label("placement-type", row.Text("placement_type")), words.LowerFirst(j.label("placement-provider", row.Text("provider")))), ", "),
			Source: j.source("started_on", from, "placement", "episode"),
		}
		care[began] = true
		if b.What == "" {
			b.What = "Kind of placement not recorded"
		}
		bars = append(bars, b)
	}
	return bars
}

// plans gives each kind of plan as bars of its own kind, since a child may be on several at once.
func (j *journey) plans() []JourneyBar {
	var bars []JourneyBar
	add := func(kind, short, recordType, begins, ends string, text func(engine.SubjectRow) string) {
		var some []JourneyBar
		for _, s := range j.records[recordType] {
			if from, to, ok := j.clip(s.row, begins, ends); ok {
				some = append(some, JourneyBar{From: from, To: to, What: text(s.row), Short: short, Kind: kind, Source: sourceOf(s)})
			}
		}
		bars = append(bars, inOrder(some)...)
	}
	plain := func(text string) func(engine.SubjectRow) string {
		return func(engine.SubjectRow) string { return text }
	}
	add(BarNeed, "In need", "cin_episode", "referred_on", "closed_on", plain("Child in need"))
	add(BarNeedPlan, "Plan", "cin_plan", "started_on", "ended_on", plain("Child in need plan"))
	add(BarProtection, "Protection", "cp_plan", "started_on", "ended_on", func(row engine.SubjectRow) string {
		category := j.label("abuse-category", cmp.Or(row.Text("latest_category"), row.Text("initial_category")))
		return strings.Join(words.NonBlank("Child protection plan", words.LowerFirst(category)), ", ")
	})
	bars = append(bars, j.until(BarCarePlan, "Care plan", "care_plan", "ended_on", j.careEnds())...)
	return append(bars, j.until(BarPathway, "Pathway plan", "pathway_plan", "", j.birthday(25))...)
}

// until gives plans that stand until the next of their kind, their own end, or the end of what they are for.
func (j *journey) until(kind, words, recordType, ends string, over func(from time.Time) time.Time) []JourneyBar {
	var bars []JourneyBar
	for _, s := range j.records[recordType] {
		from, to, ok := j.clip(s.row, "recorded_on", ends)
		if !ok {
			continue
		}
		if end := over(from); to.IsZero() && !end.IsZero() && end.After(from) && !end.After(j.asAt) {
			to = end
		}
		bars = append(bars, JourneyBar{From: from, To: to, What: words, Short: words, Kind: kind, Source: sourceOf(s)})
	}
	bars = inOrder(bars)
	for i := range bars[:max(len(bars)-1, 0)] {
		if next := bars[i+1].From; bars[i].To.IsZero() || bars[i].To.After(next) {
			bars[i].To = next
		}
		bars[i+1].What = words + ", made anew"
	}
	return bars
}

// careEnds gives the end of the period of care that a day falls in.
func (j *journey) careEnds() func(time.Time) time.Time {
	return func(from time.Time) time.Time {
		for _, s := range j.care() {
			if !from.Before(s.from.AddDate(0, -3, 0)) && (s.to.IsZero() || from.Before(s.to)) {
				return s.to
			}
		}
		return time.Time{}
	}
}

func (j *journey) birthday(years int) func(time.Time) time.Time {
	return func(time.Time) time.Time {
		if born := j.life.person.BornOn; !born.IsZero() {
			return born.AddDate(years, 0, 0)
		}
		return time.Time{}
	}
}

// schools are the places on a school's roll.
func (j *journey) schools() []JourneyBar {
	var bars []JourneyBar
	for _, s := range j.records["school_place"] {
		from, to, ok := j.clip(s.row, "started_on", "ended_on")
		if !ok {
			continue
		}
		what := cmp.Or(s.row.Text("school"), j.label("school-kind", s.row.Text("kind")), "School not named")
		short := what
		if s.row.Text("full_time") == "false" {
			what += ", part time"
		}
		bars = append(bars, JourneyBar{From: from, To: to, What: what, Short: short, Source: sourceOf(s)})
	}
	return inOrder(bars)
}

func inOrder(bars []JourneyBar) []JourneyBar {
	slices.SortStableFunc(bars, func(x, y JourneyBar) int { return x.From.Compare(y.From) })
	return bars
}

func (j *journey) label(list, code string) string {
	if l := j.catalogue.List(list); l != nil && code != "" {
		return l.Label(code)
	}
	return code
}

// group is the wider heading of a code, which is shorter, or its label.
func (j *journey) group(list, code string) string {
	if l := j.catalogue.List(list); l != nil {
		for _, c := range l.Codes {
			if c.Code == code && c.Group != "" {
				return c.Group
			}
		}
	}
	return j.label(list, code)
}
