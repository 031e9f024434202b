package annexa

import (
	"fmt"
	"strconv"
	"time"
)

// person gives what every list of children says of a child.
func (w *writer) person(subject string) map[string]string {
	c := w.child[subject]
	ethnicity := c["ethnicity"]
	if ethnicity == "" {
		ethnicity = "UNKNOWN"
	}
	sex := c["sex"]
	if sex == "" {
		sex = "U"
	}
	return map[string]string{
		ChildColumn: subject, "Gender": w.choice("sex", sex), "Ethnicity": w.choice("ethnicity", ethnicity),
		"Date of Birth": w.until(c["born_on"]), "Age of Child (Years)": w.age(c["born_on"]),
	}
}

// age gives the whole years from a birth to the day, blank where the child is not born or the birth is not known.
func (w *writer) age(born string) string {
	from, err := time.Parse(time.DateOnly, born)
	if err != nil || born > w.on {
		return ""
	}
	to, _ := time.Parse(time.DateOnly, w.on)
	years := to.Year() - from.Year()
	if to.Month() < from.Month() || to.Month() == from.Month() && to.Day() < from.Day() {
		years--
	}
	return strconv.Itoa(years)
}

// disabled gives a list's person with whether the child is disabled.
func (w *writer) disabled(subject string) map[string]string {
	cells := w.person(subject)
	cells["Does the Child have a Disability"] = answer(w.child[subject]["disabled"])
	return cells
}

// worked adds the allocated worker and team: those on the day, by the allocations, or else as the last list that named them for the same thing
// has them.
func (w *writer) worked(cells map[string]string, subject, listedFor, began string) map[string]string {
	for _, a := range w.of("allocation_as_at", subject) {
		cells["Allocated Worker"], cells["Allocated Team"] = first(a["worker_name"], a["worker_id"]), first(a["team_name"], a["team_id"])
		return cells
	}
	named := w.latest("listed_worker", subject, "listed_on", w.on, func(r Row) bool {
		return r["listed_for"] == listedFor && (r["began_on"] == began || listedFor == "leaving care")
	})
	if named != nil {
		cells["Allocated Worker"], cells["Allocated Team"] = named["worker"], named["team"]
	}
	return cells
}

// first gives the first text that is not blank.
func first(texts ...string) string {
	for _, text := range texts {
		if text != "" {
			return text
		}
	}
	return ""
}

// yearly counts what happened to a child in the twelve months to the day, blank where the records do not go back so far.
func (w *writer) yearly(source, subject, field string, keep func(Row) bool) string {
	n := 0
	for _, row := range w.of(source, subject) {
		if within(row[field], w.full, w.on) && (keep == nil || keep(row)) {
			n++
		}
	}
	if !w.known(source, w.full) {
		w.note(fmt.Sprintf("Counts of %s in twelve months are left blank: what is held of them is not complete from %s to %s.", sourceWords[source], w.full, w.on))
		return ""
	}
	return strconv.Itoa(n)
}

// sourceWords are the words for what is counted.
var sourceWords = map[string]string{
	"referral": "referrals", "section_47": "section 47 enquiries", "initial_conference": "initial conferences", "missing_episode": "times missing",
	"emergency_order": "emergency protection orders", "police_protection": "police protection", "unaccompanied_child": "unaccompanied children",
	"episode": "episodes of care", "assessment": "assessments", "placement": "placements",
}
