package synth

import (
	"slices"
	"strings"
)

// practiceLists are the lists of the day-to-day work: what a council writes down of what it owes children beside its
// returns. They follow from the journeys and change nothing in them.
var practiceLists = slices.Concat(
	frontDoorLists, needLists, protectionLists, courtLists, careLists, placementLists, reviewLists, visitLists, healthLists,
	schoolLists, missingLists, adoptionLists, leavingLists, noteLists, councilLists,
)

// practiceRecorders make the records of the day-to-day work with one child.
var practiceRecorders = []func(*recordSet){
	recordFrontDoor, recordNeed, recordProtection, recordCourt, recordCare, recordPlacements, recordReviews, recordVisits, recordHealth, recordSchool,
	recordMissing, recordAdoption, recordLeaving, recordNotes,
}

// listOf is the list of a record type. A column ending in = holds codes, one ending in ~ a day that may lie ahead, and any
// other ending in _on a day that has been.
func listOf(recordType string, names ...string) spec {
	columns := make([]column, len(names))
	for i, name := range names {
		columns[i] = column{strings.TrimRight(name, "=~"), plain}
		switch {
		case strings.HasSuffix(name, "="):
			columns[i].kind = code
		case strings.HasSuffix(name, "_on"):
			columns[i].kind = onDay
		}
	}
	return spec{path: "records/" + recordType + ".csv", recordType: recordType, dated: "iso", columns: columns}
}

// since is the day from which the day-to-day work is recorded: two whole years before the last, as where a council began then
// to keep such lists.
func (w *world) since() day {
	return w.views[len(w.views)-1].from.months(-24)
}

// The shares of what is owed that is done late, very late and never, where nothing is amiss.
const (
	shareLate     = 0.055
	shareVeryLate = 0.012
	shareNever    = 0.004
)

// trouble gives how many times as often as elsewhere work is late on a day: with a worker who is often late, in a team whose
// work has piled up, and where nobody has the case.
func (t *recordSet) trouble(on day) float64 {
	p := 1.0
	if len(t.w.profile.pins) > 0 {
		p = 1.4
	}
	if t.c == nil {
		return p
	}
	by := t.workerOn(on)
	if by < 0 {
		return p * 1.5
	}
	who := t.w.staff.workers[by]
	if who.slack > 0.2 {
		p *= 2
	}
	late := on > t.w.until-150
	if late && (who.team == teamAssessment2 || who.team == teamSafeguarding2) {
		p *= 2
	}
	return p
}

// by gives the working day on which something was done that was owed from one day and due by another: mostly in time,
// some late, and never where it never was.
func (t *recordSet) by(from, due day) day { return t.byAt(1, from, due) }

// byAt is by for what goes wrong so many times as often.
func (t *recordSet) byAt(worse float64, from, due day) day {
	due = max(from, due)
	worse *= t.trouble(due)
	p := t.Float64()
	if p -= shareNever * worse; p < 0 {
		return never
	}
	if p -= shareVeryLate * worse; p < 0 {
		return t.w.cal.onOrAfter(due + 15 + day(t.wait(60)))
	}
	if p -= shareLate * worse; p < 0 {
		return t.w.cal.after(due, t.wait(4))
	}
	share := max(t.Float64(), t.Float64())
	on := t.w.cal.onOrBefore(from + day(share*float64(due-from)+0.5))
	return min(max(on, from), due)
}

// every goes through what recurs from one day to another: due gives the day by which the next is owed after the last, and
// record is called for each that was done since the day-to-day work has been recorded.
func (t *recordSet) every(from, to day, due func(after day, n int) day, record func(on day, n int)) {
	last := from
	for n := 0; ; n++ {
		owed := due(last, n)
		on := t.by(last+(owed-last)*3/5, owed)
		if on == never {
			on = owed + day(t.wait(90))
		}
		on = max(on, last+1)
		if on >= to || on > t.w.until {
			return
		}
		if on >= t.w.since() {
			record(on, n)
		}
		last = on
	}
}

func everyDays(n day) func(day, int) day { return func(last day, _ int) day { return last + n } }
func everyMonths(n int) func(day, int) day {
	return func(last day, _ int) day { return last.months(n) }
}
func (t *recordSet) workerOn(on day) int      { return (&journey{c: t.c}).workerOn(on, roleSocialWorker) }
func (t *recordSet) after(on day, n int) day  { return t.w.cal.after(on, n) }
func (t *recordSet) before(on day, n int) day { return t.w.cal.before(on, n) }

// before gives the nth working day before d, d itself not counted.
func (c *calendar) before(d day, n int) day { return c.working[int(c.count[d-1-c.first])-n] }

// worker gives the id of the child's social worker on a day, blank for nobody.
func (t *recordSet) worker(on day) string {
	if by := t.workerOn(on); by >= 0 {
		return t.w.staff.workers[by].id
	}
	return ""
}

// manager gives the id of the manager of the child's social worker's team on a day, or of the first team.
func (t *recordSet) manager(on day) string {
	team := teamAssessment1
	if by := t.workerOn(on); by >= 0 {
		team = t.w.staff.workers[by].team
	}
	for _, who := range t.w.staff.workers {
		if who.role == "team manager" && who.team == team {
			return who.id
		}
	}
	return ""
}

// addOnce adds a row, unless the list has one with the same first two cells: one visit a day is enough.
func (t *recordSet) addOnce(recordType string, cells ...any) {
	for _, r := range t.rows[listNumbers[recordType]] {
		if r[0] == cells[0] && r[1] == cells[1] {
			return
		}
	}
	t.add(recordType, cells...)
}

// iso is a day that needs no telling, for the row begins with another.
func (t *recordSet) iso(on day) string { return t.w.cal.isoDate(on) }

// planned is a day that may lie ahead, known from the day it was set.
func (t *recordSet) planned(set, on day) any {
	if set == never || on == never {
		return ""
	}
	return once{set, t.w.cal.isoDate(on)}
}

// dated is a day of something, or a blank where it never was. A row that could begin with such a day needs one.
func dated(on day) any {
	if on == never {
		return ""
	}
	return on
}

// from is an answer that is known from a day on.
func from(on day, value string) any {
	if on == never {
		return ""
	}
	return once{on, value}
}

func (t *recordSet) mostly(on day, p float64) any { return from(on, boolean(t.chance(p))) }

// hour gives a time of a day, none where it never was.
func hour(on day, minutes int) any {
	if on == never {
		return ""
	}
	return moment{on, minutes}
}

// caseOpen gives the need that a day falls in, or nil.
func (c *child) caseOpen(on day) *need {
	for _, n := range c.needs {
		if !n.nfa && n.referred <= on && on < n.closed.on {
			return n
		}
	}
	return nil
}
