package synth

import "time"

// The days at which the numbers of lambeth-2015 are pinned.
var (
	inspected  = date(2014, time.December, 31) // the day of the inspection report's counts
	yearBefore = date(2014, time.March, 31)    // the year end before it
	yearAfter  = date(2015, time.March, 31)
	lapsedOn   = date(2015, time.February, 28) // when the report counted overdue pathway plans
)

// lambeth2015 is calibrated so that the lives invented come near the numbers of their own accord. The pins then decide
// which of them are the council's.
var lambeth2015 = profile{
	name: ProfileLambeth2015,
	rates: rates{
		conferences: 0.46, lateConference: 0.2, planReviews: []share{{"1", 21}, {"2", 34}, {"3", 20}, {"4", 9}, {"5", 7}, {"6", 20}},
		lateReview: 0.004, entries: 1.3, adoptedUnder3: 0.75, adoptedUnder10: 0.16, slowAdoptions: 0.69, settled: 0.74, moved: 0.855,
		inside: 0.46, lateHealth: 0.61, pathwayLapse: 0.84, lapsesSince: time.Date(2013, time.July, 1, 0, 0, 0, 0, time.UTC),
		health: annualHealth{0.95, 0.92, 0.88}, comebacks: 0.6,
	},
	until: yearAfter.time(), years: 10, firstCensus: 2013,
	lives: 57_000, staffedFor: 14_000, population: 61_900, faultShare: 0.001,
	pins: lambethPins(),
}

// lambethPins are the figures given. Those of the year ends beside the day of inspection keep the council from looking
// right on that day only; how many were adopted in three years is not published, and stands for about 22 a year.
func lambethPins() []pin {
	return []pin{
		counted("looked after", 482, lookedAfterOn(inspected)),
		counted("looked after a year end before", 534, lookedAfterOn(yearBefore)),
		counted("on protection plans", 307, onPlan(inspected)),
		counted("on protection plans a year end before", 358, onPlan(yearBefore)),
		counted("in need", 1984, inNeed(inspected)),
		shared("plans of two years", 0.075, onPlan(inspected), planAged(inspected, 2)),
		shared("conferences in time", 0.82, conferencesHeld(inspected, false), conferencesHeld(inspected, true)),
		shared("conferences in time a quarter later", 0.82, conferencesHeld(yearAfter, false), conferencesHeld(yearAfter, true)),
		shared("three placements", 0.12, lookedAfterOn(inspected), placedOften(inspected)),
		shared("placed inside", 0.21, lookedAfterOn(inspected), placedInside(inspected)),
		shared("placed inside a year end before", 0.206, lookedAfterOn(yearBefore), placedInside(yearBefore)),
		shared("pathway plans overdue", 0.66, pathwayOn(lapsedOn), pathwayOverdue(lapsedOn)),
		counted("adoptions", 22, adopted(inspected, 1, eachAdopted)),
		counted("adoptions of three years", 60, adopted(yearBefore, 3, eachAdopted)).within(20),
		counted("adoptions of three years to a year later", 64, adopted(yearAfter, 3, eachAdopted)).within(20),
		averaged("A1", 1081, adopted(yearBefore, 3, entryKnown), adopted(yearBefore, 3, waitForFamily)),
		averaged("A1 a year later", 1081, adopted(yearAfter, 3, entryKnown), adopted(yearAfter, 3, waitForFamily)),
		averaged("A2", 407, adopted(yearBefore, 3, eachAdopted), adopted(yearBefore, 3, waitForMatch)),
		averaged("A2 a year later", 407, adopted(yearAfter, 3, eachAdopted), adopted(yearAfter, 3, waitForMatch)),
		shared("A3", 0.29, adopted(yearBefore, 3, entryKnown), adopted(yearBefore, 3, placedInTime)).within(0.3),
		shared("A3 a year later", 0.29, adopted(yearAfter, 3, entryKnown), adopted(yearAfter, 3, placedInTime)).within(0.3),
	}
}
