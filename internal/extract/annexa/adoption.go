package annexa

import "strings"

// adoption lists children whom it was decided to place for adoption: those not adopted yet, and those who were adopted, or of whom it was decided
// otherwise, within twelve months.
func (w *writer) adoption(l *list) {
	for child := range w.by["adoption_decision"] {
		r := w.latest("adoption_decision", child, "decided_on", w.on, nil)
		if r == nil {
			continue
		}
		var spell Row
		for _, s := range w.of("care_spell", child) {
			if s["started_on"] <= r["decided_on"] && (spell == nil || s["started_on"] > spell["started_on"]) {
				spell = s
			}
		}
		adopted := ""
		if strings.HasPrefix(spell["end_reason"], "E11") || strings.HasPrefix(spell["end_reason"], "E12") {
			adopted = w.until(spell["ended_on"])
		}
		reversed := w.until(r["reversed_on"])
		if adopted != "" && adopted < w.full || reversed != "" && reversed < w.full || adopted == "" && reversed == "" && w.adult(child) {
			continue
		}
		cells := w.disabled(child)
		cells["Date of Decision that Child Should be Placed for Adoption"], cells["Date of Adoption Order"] = r["decided_on"], adopted
		cells["Date of Decision that Child Should No Longer be Placed for Adoption"] = reversed
		if reversed != "" {
			cells["Reason Why Child No Longer Placed for Adoption"] = w.choice("adoption-reversed", r["reversed_reason"])
		}
		if spell["start_known"] == "true" {
			cells["Date the Child Entered Care"] = spell["started_on"]
		}
		w.matched(cells, child, r["decided_on"])
		l.add(child, cells)
	}
	if len(l.rows) > 0 {
		w.note("List 10: what is sensitive in itself, such as the match, is blank for whoever may not read it.")
	}
}

// matched adds the placement order, the match and the placements for adoption.
func (w *writer) matched(cells map[string]string, child, decided string) {
	for _, s := range w.of("legal_spell", child) {
		if s["legal_status"] == "E1" && s["started_on"] <= w.on && s["started_on"] > cells["Date of Placement Order"] {
			cells["Date of Placement Order"] = s["started_on"]
		}
	}
	for _, a := range w.of("adoption", child) {
		if a["matched_on"] >= decided {
			cells["Date of Matching Child and Prospective Adopters"] = w.until(a["matched_on"])
		}
	}
	if m := w.latest("adoption_match", child, "decided_on", w.on, nil); m != nil && m["decided_on"] >= decided {
		cells["Family identifier"] = m["household_id"]
		if cells["Date of Matching Child and Prospective Adopters"] == "" {
			cells["Date of Matching Child and Prospective Adopters"] = m["decided_on"]
		}
	}
	for _, p := range w.of("placement_spell", child) {
		switch {
		case p["started_on"] > w.on:
		case p["placement_group"] == "Placed for adoption" && p["started_on"] >= decided:
			cells["Date Placed for Adoption"] = max(cells["Date Placed for Adoption"], p["started_on"])
		case p["placement_type"] == "U2" || p["placement_type"] == "U5":
			const early = "Date the child was placed for fostering in FFA or concurrent planning placement"
			cells[early] = max(cells[early], p["started_on"])
		}
	}
}

// adopters lists the households that were in touch within twelve months. Heed keeps households, not each adopter: a household is one row.
func (w *writer) adopters(l *list) {
	for _, r := range w.Rows["adopter_household"] {
		id, asked := r["household_id"], w.until(first(r["enquired_on"], r["accepted_on"]))
		left, placed := w.until(r["withdrawn_on"]), w.until(r["placed_on"])
		refused := ""
		if r["approved"] == "false" {
			refused = w.until(r["suitability_decided_on"])
		}
		if asked == "" || left != "" && left < w.full || refused != "" && refused < w.full || placed != "" && placed < w.full {
			continue
		}
		cells := map[string]string{
			"Individual adopter identifier": id, "Family identifier": id, "Disability": unknown,
			"Is the (prospective) adopter fostering for adoption?": unknown, "Date enquiry received": w.until(r["enquired_on"]),
			"Date Stage 1 started": w.until(r["accepted_on"]), "Date Stage 1 ended": w.until(r["stage_one_decided_on"]),
			"Date Stage 2 started":                       w.until(r["stage_two_started_on"]),
			"Date adopter matched with child(ren)":       w.until(r["matched_on"]),
			"Date child/children placed with adopter(s)": placed, "Date of leaving adoption process": left,
			"Ethnicity": w.choice("ethnicity", first(r["ethnicity"], "UNKNOWN")),
		}
		switch {
		case r["approved"] == "true":
			cells["Date application approved"] = w.until(r["suitability_decided_on"])
		case refused != "":
			cells["Date Stage 2 ended"], cells["Date of leaving adoption process"] = refused, first(left, refused)
			cells["Reason for leaving adoption process"] = "3 - Application refused"
		}
		if left != "" && refused == "" {
			cells["Reason for leaving adoption process"] = "1 - Adopter withdrew from process"
		}
		l.add(id, cells)
	}
	if len(l.rows) > 0 {
		w.note("List 11: a row is a household, by its number; what each adopter’s sex, age and disability are is not held, nor how many children were placed.")
	}
}
