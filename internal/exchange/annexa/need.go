package annexa

import "strings"

// noReferral is why what is known by a referral is not kept.
const noReferral = "the lists have no referral or time in need of the child that began by then, by which Heed knows it"

func contacts(p *part) func() error {
	o := p.record("contact")
	return func() error {
		o.begin()
		if ok, err := p.dated(o, "received_on"); !ok {
			return err
		}
		// A contact has no number here, so that its child, day and source stand for it.
		o.Set("contact_id", strings.Join([]string{o.Get("child_id"), o.Get("received_on"), o.Get("source")}, " "))
		return o.write()
	}
}

func earlyHelp(p *part) func() error {
	o := p.record("early_help")
	return func() error {
		o.begin()
		if ok, err := p.dated(o, "started_on"); !ok {
			return err
		}
		o.Set("early_help_id", o.Get("child_id")+" "+o.Get("started_on"))
		o.Set("kind", "caf")
		return o.write()
	}
}

func referrals(p *part) func() error {
	o, worker := p.record("referral"), p.record("listed_worker")
	return func() error {
		o.begin()
		if err := o.write(); err != nil || !p.Kept {
			return err
		}
		return p.worker(worker, "referral", p.date("Date of referral"), "")
	}
}

// ofReferral writes the record in hand, which belongs to the referral that the child was under when it began, and gives the
// referral's day. It is blank where nothing more is to be written of the row.
func (p *part) ofReferral(o *draft) (string, error) {
	o.begin()
	if ok, err := p.dated(o, "started_on"); !ok {
		return "", err
	}
	on := p.referredOn(o.Get("child_id"), o.Get("started_on"))
	if on == "" {
		return "", p.broken(o.Shape.Type.ID, "referred_on", noReferral)
	}
	o.Set("referred_on", on)
	if err := o.write(); err != nil || !p.Kept {
		return "", err
	}
	return on, nil
}

func assessments(p *part) func() error {
	made, result, worker := p.record("assessment"), p.record("assessment_outcome"), p.record("listed_worker")
	return func() error {
		on, err := p.ofReferral(made)
		if err != nil || on == "" {
			return err
		}
		if err := p.worker(worker, "assessment", made.Get("started_on"), ""); err != nil {
			return err
		}
		result.begin()
		result.Set("referred_on", on)
		if result.Get("outcome") == "" && result.Get("child_seen") == "" {
			return nil
		}
		return result.write()
	}
}

func enquiries(p *part) func() error {
	made, met, worker := p.record("section_47"), p.record("initial_conference"), p.record("listed_worker")
	return func() error {
		on, err := p.ofReferral(made)
		if err != nil || on == "" {
			return err
		}
		if err := p.worker(worker, "section 47", made.Get("started_on"), ""); err != nil {
			return err
		}
		met.begin()
		if met.Get("held_on") == "" {
			return nil
		}
		met.Set("referred_on", on)
		return met.write()
	}
}

func need(p *part) func() error {
	o, visit, worker := p.record("cin_episode"), p.record("cin_visit"), p.record("listed_worker")
	return func() error {
		o.begin()
		if err := o.write(); err != nil {
			return err
		}
		if err := p.worker(worker, "need", p.date("CIN Start Date"), "CIN Closure Date"); err != nil {
			return err
		}
		status := strings.ToLower(p.text("Case Status"))
		if strings.Contains(status, "looked after") || strings.Contains(status, "protection") {
			return nil // the visit is in the list of those children
		}
		if visit.begin(); visit.Get("visited_on") == "" {
			return nil
		}
		visit.Set("seen", "true")
		return visit.write()
	}
}

func protection(p *part) func() error {
	plan, visit, review, worker := p.record("cp_plan"), p.record("cp_visit"), p.record("cp_review"), p.record("listed_worker")
	return func() error {
		plan.begin()
		if err := plan.write(); err != nil {
			return err
		}
		if err := p.worker(worker, "protection", p.date("Child Protection Plan Start Date"), "Child Protection Plan End Date"); err != nil {
			return err
		}
		if visit.begin(); visit.Get("visited_on") != "" {
			if visit.Get("seen_alone") == "true" {
				visit.Set("seen", "true")
			}
			if err := visit.write(); err != nil {
				return err
			}
		}
		if review.begin(); review.Get("held_on") == "" {
			return nil
		}
		return review.write()
	}
}
