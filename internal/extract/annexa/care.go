package annexa

import "strconv"

// care lists children who are in care or left it within six months, each with the last time.
func (w *writer) care(l *list) {
	for child, spells := range w.by["care_spell"] {
		var last Row
		for _, s := range spells {
			if s["started_on"] <= w.on && (last == nil || s["started_on"] > last["started_on"]) {
				last = s
			}
		}
		if last == nil || !w.lasting(last["started_on"], last["ended_on"], w.half) {
			continue
		}
		l.add(child, w.inCare(child, last))
	}
	if len(l.rows) > 0 {
		w.note("List 8: contacts of the independent reviewing officer with the child are not held.")
	}
}

func (w *writer) inCare(child string, spell Row) map[string]string {
	ended, began := w.until(spell["ended_on"]), spell["started_on"]
	by := first(ended, w.on)
	cells := w.worked(w.disabled(child), child, "care", began)
	cells["Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)"] = w.unaccompanied(child)
	cells["Child's Category of Need"] = w.choice("primary-need", spell["primary_need"])
	cells["Is this a second or subsequent period of being a Looked After Child within the last 12 months (Y/N)"] = w.again(child, spell)
	if spell["start_known"] == "true" {
		cells["Date Started to be Looked After"] = began
	} else {
		w.note("List 8: the day on which a child came into care is blank where what is held begins later.")
	}
	for _, s := range w.of("legal_spell", child) {
		if within(s["started_on"], max(began, cells["Start date of current legal status"]), by) {
			cells["Child's Legal Status"], cells["Start date of current legal status"] = w.choice("legal-status", s["legal_status"]), s["started_on"]
		}
	}
	if cells["Start date of current legal status"] == began && spell["start_known"] != "true" {
		cells["Start date of current legal status"] = "" // it may be older
	}
	for heading, from := range map[string][2]string{
		"Date of Latest Statutory Review": {"review", "reviewed_on"}, "Date of Last Social Work Visit": {"care_visit", "visited_on"},
		"Date of Last Health Assessment": {"health_assessment", "held_on"}, "Date of Last Dental Check": {"dental_check", "checked_on"},
	} {
		held := func(r Row) bool { return r["refused"] != "true" }
		if r := w.latest(from[0], child, from[1], by, held); r != nil {
			cells[heading] = r[from[1]]
		}
	}
	if p := w.latest("permanence_plan", child, "recorded_on", by, nil); p != nil {
		cells["What is the permanence plan for this child?"] = permanence[p["option"]]
	}
	if cells["Date Ceased to be Looked After"] = ended; ended != "" {
		cells["Reason Ceased to be Looked After"] = w.choice("episode-end", spell["end_reason"])
	}
	w.placed(cells, child, spell, by)
	w.missing(cells, child)
	return cells
}

// permanence has the lists' choices for the routes to permanence.
var permanence = map[string]string{
	"return home": "a) Return to family", "adoption": "b) Adoption", "special guardianship": "c) SGO/CAO",
	"independence": "d) Supported living in the community", "residential": "e) Long-term residential placement",
	"long-term fostering": "f) Long-term fostering", "connected person": "g) other",
}

func (w *writer) unaccompanied(child string) string {
	for _, r := range w.of("unaccompanied_child", child) {
		if r["ceases_on"] == "" || r["ceases_on"] >= w.full {
			return yes
		}
	}
	if w.known("unaccompanied_child", w.half) {
		return no
	}
	return unknown
}

// again says whether a child had been in care before within the twelve months.
func (w *writer) again(child string, spell Row) string {
	for _, s := range w.of("care_spell", child) {
		if s["started_on"] < spell["started_on"] && s["ended_on"] >= w.full {
			return yes
		}
	}
	if spell["start_known"] == "true" && spell["started_on"] >= w.full && !w.known("episode", w.full) {
		return unknown
	}
	return no
}

// placed adds the last placement of a time in care, and how many there were in the twelve months.
func (w *writer) placed(cells map[string]string, child string, spell Row, by string) {
	n := 0
	var last Row
	for _, p := range w.of("placement_spell", child) {
		if p["started_on"] > by {
			continue
		}
		if w.lasting(p["started_on"], p["ended_on"], w.full) {
			n++
		}
		if p["started_on"] >= spell["started_on"] && (last == nil || p["started_on"] > last["started_on"]) {
			last = p
		}
	}
	if n > 0 && (w.known("episode", w.full) || w.known("placement", w.full)) {
		cells["Number of Placements in the Last 12 months"] = strconv.Itoa(n)
	} else {
		w.note("List 8: the number of placements is blank where the episodes of twelve months are not complete.")
	}
	if last == nil {
		return
	}
	cells["Start Date of Most Recent Placement"] = last["started_on"]
	cells["Placement Type"], cells["Placement Provider"] = w.choice("placement-type", last["placement_type"]), w.choice("placement-provider", last["provider"])
	cells["Placement postcode"], cells["URN of Placement"] = last["postcode"], last["urn"]
	for _, at := range w.of("placement_location", child) {
		if at["placement_started_on"] == last["started_on"] {
			cells["Placement Location"] = map[string]string{"true": "a) In", "false": "b) Out"}[at["inside_authority"]]
			cells["LA of Placement"] = at["local_authority"]
		}
	}
}

// missing adds how often a child was missing in the twelve months and what came of the interview after the last time: from the episodes or, where
// these are not complete, from a list of the same day that says so.
func (w *writer) missing(cells map[string]string, child string) {
	const gone = "Number of Episodes the Child has been 'Missing' from their Placement in the last 12 months"
	const away = "Number of Episodes the Child has been 'Absent' from their Placement in the last 12 months"
	const offered = "Was the child offered a Return Interview after their last missing episode (Y/N)?"
	const accepted = "Did the child accept a Return Interview after their last missing episode (Y/N)?"
	for _, said := range w.of("missing_count", child) {
		if said["to_on"] == w.on && !w.known("missing_episode", w.full) {
			cells[gone], cells[away] = said["missing"], said["away"]
			cells[offered], cells[accepted] = maybe(said["interview_offered"]), maybe(said["interview_accepted"])
			return
		}
	}
	cells[gone] = w.yearly("missing_episode", child, "started_on", func(r Row) bool { return r["kind"] == "M" })
	cells[away] = w.yearly("missing_episode", child, "started_on", func(r Row) bool { return r["kind"] == "A" })
	last := w.latest("missing_episode", child, "started_on", w.on, func(r Row) bool {
		return r["kind"] == "M" && r["started_on"] >= w.full && r["ended_on"] != "" && r["ended_on"] <= w.on
	})
	if last == nil {
		return
	}
	cells[offered], cells[accepted] = unknown, unknown
	for _, i := range w.of("return_interview", child) {
		if i["missing_started_on"] != last["started_on"] {
			continue
		}
		switch outcome := i["outcome"]; {
		case outcome == "not offered":
			cells[offered], cells[accepted] = no, ""
		case outcome == "declined":
			cells[offered], cells[accepted] = yes, no
		case outcome == "held", outcome == "accepted", i["held_at"] != "":
			cells[offered], cells[accepted] = yes, yes
		case i["offered_at"] != "":
			cells[offered] = yes
		}
	}
}
