package annexa

func (w *writer) contacts(l *list) {
	for _, r := range w.Rows["contact"] {
		if on := r["received_on"]; within(on, w.half, w.on) {
			cells := w.person(r["subject_id"])
			cells["Date of Contact"], cells["Contact Source"] = on, w.choice("referral-source", r["source"])
			l.add(r["subject_id"]+on+r["contact_id"], cells)
		}
	}
}

// earlyHelp lists early help assessments that were completed within six months, and early help that goes on.
func (w *writer) earlyHelp(l *list) {
	for _, r := range w.Rows["early_help"] {
		done := w.until(r["assessed_on"])
		goesOn := r["ended_on"] == "" || r["ended_on"] > w.on
		if r["started_on"] == "" || r["started_on"] > w.on || !goesOn && !within(done, w.half, w.on) {
			continue
		}
		if done != "" && done < w.half && !w.covered("early_help", r["started_on"], w.on) {
			continue // a list of its own day said that it was done, and not that anything followed
		}
		cells := w.person(r["subject_id"])
		cells["Assessment start date"], cells["Assessment completion date"] = r["started_on"], done
		l.add(r["subject_id"]+r["started_on"], cells)
	}
	if len(l.rows) > 0 {
		w.note("List 2: which organisation completed an assessment is not held.")
	}
}

func (w *writer) referrals(l *list) {
	for _, r := range w.Rows["referral"] {
		child, on := r["subject_id"], r["referred_on"]
		if !within(on, w.half, w.on) {
			continue
		}
		cells := w.worked(w.person(child), child, "referral", on)
		cells["Date of referral"], cells["Referral Source"], cells["Referral NFA?"] = on, w.choice("referral-source", r["source"]), answer(r["no_further_action"])
		cells["Number of Referrals in Last 12 Months"] = w.yearly("referral", child, "referred_on", nil)
		l.add(child+on, cells)
	}
	if len(l.rows) > 0 {
		w.note("List 3: the number of referrals counts the one in the row.")
	}
}

// assessments lists those that began or were authorised within six months, and those that go on.
func (w *writer) assessments(l *list) {
	for _, r := range w.Rows["assessment"] {
		child, on, done := r["subject_id"], r["started_on"], w.until(r["authorised_on"])
		if on == "" || on > w.on || !within(on, w.half, w.on) && !within(done, w.half, w.on) && done != "" {
			continue
		}
		if done == "" && on < w.full && !w.known("assessment", after(w.on, -nearly)) {
			continue // nothing says that it still goes on
		}
		result := Row{}
		for _, o := range w.of("assessment_outcome", child) {
			if o["started_on"] == on && o["referred_on"] == r["referred_on"] {
				result = o
			}
		}
		cells := w.worked(w.disabled(child), child, "assessment", on)
		cells["Continuous Assessment Start Date"], cells["Continuous Assessment Date of Authorisation"] = on, done
		cells["Child Seen During Continuous Assessment"] = answer(result["child_seen"])
		cells["Was the child assessed as requiring LA children's social care support?"] = maybe(supported[result["outcome"]])
		l.add(child+on, cells)
	}
}

// supported says whether an outcome of an assessment is that the child needs the support of social care; Other tells neither.
var supported = map[string]string{
	"no further action": "false", "step down": "false", "child in need": "true", "strategy discussion": "true", "looked after": "true",
	"short breaks": "true", "other": "unknown",
}

// enquiries lists section 47 enquiries that began within six months, or have not ended.
func (w *writer) enquiries(l *list) {
	for _, r := range w.Rows["section_47"] {
		child, on := r["subject_id"], r["started_on"]
		met := w.until(r["conference_held_on"])
		open := r["ended_on"] == "" && met == "" && r["conference_not_required"] != "true"
		if on == "" || on > w.on || on < w.half && (!open || on < w.full) && !within(r["ended_on"], w.half, w.on) {
			continue
		}
		cells := w.worked(w.disabled(child), child, "section 47", on)
		cells["Strategy discussion initiating Section 47 Enquiry Start Date"], cells["Date of Initial Child Protection Conference"] = on, met
		cells["Was an Initial Child Protection Conference deemed unnecessary?"] = maybe(r["conference_not_required"])
		if met != "" {
			cells["Did the Initial Child Protection Conference Result in a Child Protection Plan"] = w.planned(child, met)
		}
		cells["Number of Section 47 Enquiries in the last 12 months"] = w.yearly("section_47", child, "started_on", nil)
		cells["Number of ICPCs in the last 12 months"] = w.yearly("initial_conference", child, "held_on", nil)
		l.add(child+on, cells)
	}
	if len(l.rows) > 0 {
		w.note("List 5: a conference resulted in a plan where one began within two weeks of it.")
	}
}

// planned says whether a plan began within two weeks of a conference.
func (w *writer) planned(child, met string) string {
	by := min(after(met, 14), w.on)
	for _, p := range w.of("cp_plan", child) {
		if within(p["started_on"], met, by) {
			return yes
		}
	}
	if by == w.on && after(met, 14) > w.on || !w.covered("cp_plan", met, by) {
		return unknown
	}
	return no
}

// need lists children in need whose case is open or was closed within six months. Young people of 18 and over are in the list of care leavers.
func (w *writer) need(l *list) {
	for _, r := range w.Rows["cin_episode"] {
		child, on := r["subject_id"], r["referred_on"]
		closed := w.until(r["closed_on"])
		if !w.lasting(on, r["closed_on"], w.half) || w.adult(child) && len(w.of("care_leaver_as_at", child)) > 0 {
			continue
		}
		cells := w.worked(w.disabled(child), child, "need", on)
		cells["CIN Start Date"], cells["Primary Need Code"], cells["CIN Closure Date"] = on, w.choice("primary-need", r["primary_need"]), closed
		if closed != "" {
			cells["Reason for Closure"] = w.choice("cin-closure", r["closure_reason"])
		}
		cells["Date Child Was Last Seen"] = w.seen(child, on, first(closed, w.on))
		if cells["Case Status"] = w.status(child, closed); cells["Case Status"] == "" {
			w.note("List 6: the case status is blank where a case is open and neither a plan nor an open assessment of the child is held.")
		}
		l.add(child+on, cells)
	}
}

// seen gives the last day of a case on which a visit says that the child was seen.
func (w *writer) seen(child, from, to string) string {
	day := ""
	for _, source := range []string{"cin_visit", "cp_visit", "care_visit"} {
		if v := w.latest(source, child, "visited_on", to, func(r Row) bool { return r["seen"] == "true" }); v != nil && v["visited_on"] >= from {
			day = max(day, v["visited_on"])
		}
	}
	return day
}

func (w *writer) status(child, closed string) string {
	goesOn := func(source, to string) bool {
		for _, r := range w.of(source, child) {
			if on := r["started_on"]; on != "" && on <= w.on && (r[to] == "" || r[to] > w.on) {
				return true
			}
		}
		return false
	}
	switch {
	case closed != "":
		return "e) Closed episode"
	case goesOn("care_spell", "ended_on"):
		return "a) Looked after child"
	case goesOn("cp_plan", "ended_on"):
		return "b) Child Protection plan"
	case goesOn("cin_plan", "ended_on"):
		return "c) Child in need plan"
	case goesOn("assessment", "authorised_on"):
		return "d) Open assessment"
	default:
		return ""
	}
}

// protection lists plans that go on or ended within six months.
func (w *writer) protection(l *list) {
	for _, r := range w.Rows["cp_plan"] {
		child, on, ended := r["subject_id"], r["started_on"], w.until(r["ended_on"])
		if !w.lasting(on, r["ended_on"], w.half) {
			continue
		}
		cells := w.worked(w.disabled(child), child, "protection", on)
		cells["Child Protection Plan Start Date"], cells["Child Protection Plan End Date"] = on, ended
		cells["Initial Category of Abuse"] = w.choice("abuse-category", r["initial_category"])
		cells["Latest Category of Abuse"] = w.choice("abuse-category", r["latest_category"])
		if v := w.latest("cp_visit", child, "visited_on", first(ended, w.on), nil); v != nil && v["visited_on"] >= on {
			cells["Date of the Last Statutory Visit"], cells["Was the Child Seen Alone?"] = v["visited_on"], answer(v["seen_alone"])
		}
		if v := w.latest("cp_review", child, "held_on", w.on, func(r Row) bool { return r["plan_started_on"] == on }); v != nil {
			cells["Date of latest review conference"] = v["held_on"]
		}
		cells["Subject to Emergency Protection Order or Protected Under Police Powers in Last Six Months (Y/N)"] = w.emergency(child)
		cells["Number of Previous Child Protection Plans"] = r["previous_plans"]
		l.add(child+on, cells)
	}
}

// emergency says whether a child was under an emergency order or police protection within six months. That they were not is only said where
// both are complete for those months.
func (w *writer) emergency(child string) string {
	for _, r := range w.of("emergency_order", child) {
		if w.lasting(r["granted_on"], first(r["discharged_on"], r["extended_to_on"], r["expires_on"], r["granted_on"]), w.half) {
			return yes
		}
	}
	for _, r := range w.of("police_protection", child) {
		if w.lasting(r["taken_at"], first(r["ended_at"], r["taken_at"]), w.half) {
			return yes
		}
	}
	for _, r := range w.of("legal_spell", child) {
		if status := r["legal_status"]; (status == "L1" || status == "L2") && w.lasting(r["started_on"], r["ended_on"], w.half) {
			return yes
		}
	}
	if w.known("emergency_order", w.half) && w.known("police_protection", w.half) {
		return no
	}
	return unknown
}
