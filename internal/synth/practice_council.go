package synth

import (
	"fmt"
	"math"
	"time"
)

var councilLists = []spec{
	listOf("panel_meeting", "panel_id", "planned_on~", "held_on", "papers_sent_on"),
	listOf("panel_report", "panel_id", "received_on", "answered_on"),
	listOf("authority_report", "kind=", "period_ending_on~", "presented_on", "presented_to"),
	listOf("population_group", "counted_on", "dimension=", "value", "persons", "source"),
}

// practiceCouncilRecorders make the records that are about no child: terms, panels, reports, adopters waiting, the population.
var practiceCouncilRecorders = []func(*recordSet){recordTerms, recordPanels, recordReports, recordAdopters, recordPopulation}

const panelID = "ADOPTION-PANEL"

// recordPanels records the adoption panel: a meeting every four weeks, none some Augusts, and its chair's reports.
func recordPanels(t *recordSet) {
	for on := t.w.since(); on <= t.w.until.months(2); on += 28 {
		planned := t.w.cal.onOrAfter(on)
		held := planned
		if on.time().Month() == time.August && t.chance(0.5) || t.chance(0.02) {
			held = never
		}
		sent := t.byAt(1.5, planned-21, t.before(planned, 5))
		if sent >= planned {
			sent = never
		}
		known := min(planned-60, t.w.until)
		t.add("panel_meeting", panelID, t.planned(known, planned), held, sent)
	}
	t.every(t.w.since()-day(t.between(20, 100)), never, everyMonths(6), func(on day, _ int) {
		t.add("panel_report", panelID, on, t.byAt(2, on+5, t.after(on, 20)))
	})
}

// recordReports records the reports made to members and boards.
func recordReports(t *recordSet) {
	report := func(kind string, period, from, due day, to string) {
		on := t.byAt(2, from, due)
		t.add("authority_report", kind, t.planned(min(on, t.w.until), period), on, to)
	}
	for year := t.w.since().time().Year(); year <= t.w.until.time().Year(); year++ {
		if end := date(year, time.August, 31); end.months(3) <= t.w.until {
			report("virtual school annual report", end, end+90, end.months(6), "Corporate parenting board")
		}
		for _, month := range []time.Month{time.April, time.October} {
			if end := date(year, month, 1) - 1; end.months(1) <= t.w.until {
				report("adoption agency report", end, end+20, end.months(2), "Cabinet")
			}
		}
		if end := date(year, time.March, 31); end.months(2) <= t.w.until {
			report("adoption strategy review", end, end+30, end.months(3), "Scrutiny committee")
		}
	}
}

// recordAdopters records the households that asked about adopting and are matched with no child that has records.
func recordAdopters(t *recordSet) {
	for i, on := 0, t.w.since()-200; on <= t.w.until; i++ {
		on += day(t.wait(35))
		t.household(fmt.Sprintf("H%04d", i+1), t.w.cal.onOrAfter(on))
	}
}

// household lives a household's way from asking to being approved, unless it withdraws on the way.
func (t *recordSet) household(id string, enquired day) {
	quit := never
	if t.chance(0.5) {
		quit = enquired + day(t.between(10, 200))
	}
	until := func(on day) day {
		if on >= quit {
			return never
		}
		return on
	}
	next := func(on day, days, due day) day {
		if on == never {
			return never
		}
		return until(t.byAt(2, on+days, on+due))
	}
	informed := until(t.by(enquired, t.after(enquired, 5)))
	registered := until(t.w.cal.onOrAfter(enquired + day(t.between(20, 110))))
	accepted := never
	if registered != never {
		accepted = until(t.by(registered, t.after(registered, 5)))
	}
	one := next(accepted, 35, 60)
	two := never
	if one != never {
		two = until(one + day(t.between(0, 20)))
	}
	suited := next(two, 70, 120)
	if quit > t.w.until || suited != never {
		quit = never
	}
	t.add("adopter_household", id, enquired, informed, registered, accepted, accepted, t.chance(0.05), one, two, false, suited,
		from(suited, boolean(t.chance(0.95))), "", "", dated(quit), t.pick(ethnicities), from(suited, t.pick(grades)))
	if suited != never {
		t.every(suited, suited+day(365*3), everyMonths(12), func(on day, _ int) { t.add("household_review", id, "adopter", on) })
	}
}

// recordPopulation records how many children there are of each sex and ethnic group.
func recordPopulation(t *recordSet) {
	total := 0.0
	for _, e := range ethnicities {
		total += e.weight
	}
	for i, v := range t.w.views {
		persons := float64(t.w.persons[i])
		counted := date(v.ending-1, time.June, 30)
		group := func(dimension, value string, share float64) {
			t.add("population_group", counted, dimension, value, int(math.Round(persons*share)), "Invented for a synthetic authority")
		}
		group("sex", "M", 0.51)
		group("sex", "F", 0.49)
		for _, e := range ethnicities {
			group("ethnicity", e.value, e.weight/total)
		}
	}
}
