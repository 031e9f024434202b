package annexa

// leaving lists the young people who are entitled to leaving care services on the day.
func (w *writer) leaving(l *list) {
	standing := map[string]string{}
	for _, r := range w.Rows["care_leaver_as_at"] {
		if r["ended_on"] == "" || r["ended_on"] > w.on {
			standing[r["subject_id"]] = r["standing"]
		}
	}
	for child := range w.by["leaving_care_status"] {
		if r := w.latest("leaving_care_status", child, "from_on", w.on, nil); r != nil && standing[child] == "" && r["standing"] == "qualifying" {
			standing[child] = r["standing"]
		}
	}
	for child, is := range standing {
		l.add(child, w.leaver(child, is))
	}
	if len(l.rows) > 0 {
		w.note("List 9: whether the authority is in touch is as the last return, dataset or list said it.")
	}
}

func (w *writer) leaver(child, standing string) map[string]string {
	cells := w.worked(w.disabled(child), child, "leaving care", "")
	cells["Eligibility Category"] = w.choice("leaving-care-standing", standing)
	state := w.latest("care_leaver", child, "year_ending_on", after(w.on, 366), func(r Row) bool { return r["year_ending_on"] <= yearEnd(w.on) })
	cells["LA in Touch"] = w.choice("in-touch", state["in_touch"])
	if does := w.latest("activity_status", child, "recorded_on", w.on, nil); does != nil {
		cells["Activity Status"] = w.choice("activity", does["activity"])
	} else if state["activity"] != "0" {
		cells["Activity Status"] = w.choice("activity", state["activity"])
	}
	w.home(cells, child, state["accommodation"])
	cells["UASC"] = map[string]string{yes: yes, no: no}[w.unaccompanied(child)]
	for _, r := range w.of("role_holder", child) {
		if r["role"] == "personal adviser" {
			cells["Allocated Personal Advisor"] = first(r["worker_name"], r["worker_id"])
		}
	}
	if named := w.latest("listed_worker", child, "listed_on", w.on, func(r Row) bool { return r["listed_for"] == "adviser" }); named != nil && cells["Allocated Personal Advisor"] == "" {
		cells["Allocated Personal Advisor"] = named["worker"]
	}
	if r := w.latest("pathway_review", child, "reviewed_on", w.on, nil); r != nil {
		cells["Latest Pathway Plan Review Date"] = r["reviewed_on"]
	}
	if r := w.latest("adviser_contact", child, "contact_on", w.on, func(r Row) bool { return r["kind"] != "no reply" }); r != nil {
		cells["Latest Date of Contact"] = r["contact_on"]
	}
	return cells
}

// homes has the lists' letters for kinds of home.
var homes = map[string]string{
	"parents": "B", "community home": "C", "semi-independent": "D", "supported lodgings": "E", "ordinary lodgings": "K", "foyer": "T",
	"independent": "U", "former foster carers": "Z", "emergency": "V", "bed and breakfast": "W", "custody": "X", "homeless": "S", "other": "Y",
	"not known": "R",
}

// home adds where a care leaver lives: by the home of the day or, where none is held, by the state that a return gave.
func (w *writer) home(cells map[string]string, child, returned string) {
	suitable := map[string]string{"true": "a) Suitable", "false": "b) Unsuitable", "1": "a) Suitable", "2": "b) Unsuitable"}
	lives := w.latest("accommodation", child, "started_on", w.on, func(r Row) bool { return r["ended_on"] == "" || r["ended_on"] > w.on })
	switch {
	case lives != nil && homes[lives["kind"]] != "":
		cells["Type of Accommodation"], cells["Suitability of Accommodation"] = w.choice("accommodation", homes[lives["kind"]]), suitable[lives["suitable"]]
	case len(returned) == 2:
		cells["Type of Accommodation"], cells["Suitability of Accommodation"] = w.choice("accommodation", returned[:1]), suitable[returned[1:]]
	}
}

// yearEnd gives the 31 March that ends the year of a day.
func yearEnd(day string) string {
	if day[5:] > "03-31" {
		return after(day, 366)[:4] + "-03-31"
	}
	return day[:4] + "-03-31"
}
