package figures

import (
	"fmt"
	"strings"

	"heed/internal/words"

	"heed/rulebook"
)

// The numbers below which nothing should be read into a comparison: so few counted, or so few who live in the area.
const (
	fewCounted = 10
	fewPersons = 1000
)

// setShares gives each group's share of the figure.
func (b *Breakdown) setShares() {
	for i := range b.Rows {
		row := &b.Rows[i]
		if !row.Hidden && b.Figure.Rows > 0 && b.Rule.Statistic != rulebook.Sum {
			share := 100 * float64(row.Figure.Rows) / float64(b.Figure.Rows)
			row.Share = &share
		}
	}
}

// setGaps gives how far each group's value lies from that of the whole.
func (b *Breakdown) setGaps() {
	b.Gaps = true
	for i := range b.Rows {
		row := &b.Rows[i]
		switch {
		case row.Hidden:
		case row.Figure.Value == nil || b.Figure.Value == nil:
			row.Words = "Nothing to work a figure out from."
		case row.Figure.Rows < smallRows:
			row.Warning = fmt.Sprintf("Small: fewer than %d rows. Do not read anything into it.", smallRows)
		default:
			gap := *row.Figure.Value - *b.Figure.Value
			row.Gap, row.Words = &gap, b.gapWords(gap)
		}
	}
	if b.hides() {
		b.note(hiddenWords)
	}
}

const hiddenWords = "A number from 1 to 5, or one from which such a number could be worked out, is hidden."

func (b *Breakdown) gapWords(gap float64) string {
	size := words.Decimal(max(gap, -gap), 1)
	if size == "0.0" {
		return "The same as the whole."
	}
	unit := b.Rule.Unit
	if unit == "%" {
		unit = words.Either(size == "1.0", "point", "points")
	}
	if unit == "£" {
		return "£" + size + words.Either(gap < 0, " below the whole.", " above the whole.")
	}
	return strings.TrimSpace(size+" "+unit) + words.Either(gap < 0, " below the whole.", " above the whole.")
}

// rate gives each group's rate, and sets it beside that of all others whose group and population are known. Where any
// number is hidden no group is set beside the others: the others' rate could give the hidden number away.
func (b *Breakdown) rate() {
	people := b.Population
	var counted, persons float64
	for _, row := range b.Rows {
		if n, known := people.groups[row.Value]; known {
			counted, persons = counted+float64(row.Figure.Rows), persons+n
		}
	}
	hides := b.hides()
	for i := range b.Rows {
		row := &b.Rows[i]
		n, known := people.groups[row.Value]
		if !known || n <= 0 {
			if !row.Hidden {
				row.Words = "No population is known for this group."
			}
			continue
		}
		share := 100 * n / people.Persons
		row.Persons, row.PopulationShare = &n, &share
		if row.Hidden {
			continue
		}
		rate := 10_000 * float64(row.Figure.Rows) / n
		row.Rate = &rate
		row.Warning = smallWarning(float64(row.Figure.Rows), n, counted-float64(row.Figure.Rows), persons-n, hides)
		if row.Warning == "" && !hides {
			times := rate / (10_000 * (counted - float64(row.Figure.Rows)) / (persons - n))
			row.Times, row.Words = &times, b.timesWords(*row, times)
		}
	}
	b.rateNotes(hides)
}

// smallWarning says why nothing should be read into a group's rate, blank where nothing is small. What the others come to
// is not told of where a number is hidden.
func smallWarning(counted, persons, othersCounted, othersPersons float64, hides bool) string {
	const nothing = " Do not read anything into it."
	switch {
	case counted < fewCounted:
		return fmt.Sprintf("Small: fewer than %d of this group are counted.", fewCounted) + nothing
	case persons < fewPersons:
		return fmt.Sprintf("Small: fewer than %s children of this group live in the area.", words.Thousands(fewPersons)) + nothing
	case hides:
		return ""
	case othersCounted < fewCounted:
		return fmt.Sprintf("Small: fewer than %d of all others are counted.", fewCounted) + nothing
	case othersPersons < fewPersons:
		return fmt.Sprintf("Small: fewer than %s other children live in the area.", words.Thousands(fewPersons)) + nothing
	}
	return ""
}

func (b *Breakdown) rateNotes(hides bool) {
	people := b.Population
	if len(people.Unsorted) > 0 {
		b.note("Recorded in the population and not of any group that children are told by, so left out: " + strings.Join(people.Unsorted, ", ") + ".")
	}
	if hides {
		b.note(hiddenWords + " So that it cannot be worked out, no group is set beside the others.")
		return
	}
	b.note("A group is set beside all other children whose group and population are known. A difference says where to look, not why it is so: nothing else about the children or where they live is allowed for.")
}

// timesWords says how a group's rate stands to that of all others, in plain words.
func (b *Breakdown) timesWords(row BreakdownRow, times float64) string {
	who, factor := groupWords(b.By, row.Label, row.Value), words.Decimal(times, 1)
	if b.Figure.Subjects == b.Figure.Rows { // one row a child
		if factor == "1.0" {
			return words.Capital(who) + " are about as likely as all other children to be counted here."
		}
		return words.Capital(who) + " are " + factor + " times as likely as all other children to be counted here."
	}
	if factor == "1.0" {
		return "For each child, about as many are counted among " + who + " as among all others."
	}
	return "For each child, " + factor + " times as many are counted among " + who + " as among all others."
}

// groupWords names the children of a group.
func groupWords(by, label, value string) string {
	switch {
	case by == "ethnicity" && value == "Other":
		return "children of another ethnic background"
	case by == "ethnicity":
		return "children of " + label + " ethnic background"
	case by == "sex" && value == "F":
		return "girls"
	case by == "sex" && value == "M":
		return "boys"
	case by == "age_band" && value == rulebook.AgeBands[0].Name:
		return "children under 1"
	case by == "age_band":
		return "children aged " + label
	}
	return "children of the group “" + label + "”"
}
