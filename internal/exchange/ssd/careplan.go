package ssd

// ofCare finds the child of a period of care, where a row names no child itself.
func (p *part) ofCare(o *draft, c column, name string) (ok bool, err error) {
	if o.Get("child_id") != "" {
		return true, nil
	}
	found := p.periods[p.text(c)]
	if found == nil {
		return false, p.broken(name, "a period of care", "cla_episodes")
	}
	o.Set("child_id", found.person)
	return true, nil
}

func reviews(p *part) (func() error, error) {
	o := p.record("review")
	if ok, err := p.needs("clar_cla_review_date"); !ok {
		return nil, err
	}
	of, cancelled := p.column("clar_cla_id"), p.column("clar_cla_review_cancelled")
	return func() error {
		o.begin()
		if gone, _ := p.yes(cancelled); gone {
			return p.Leave("cancelled")
		}
		if o.Get("reviewed_on") == "" {
			return p.Leave("not held yet")
		}
		if ok, err := p.ofCare(o, of, "clar_cla_id"); !ok {
			return err
		}
		return o.write()
	}, nil
}

func careVisits(p *part) (func() error, error) {
	o := p.record("care_visit")
	if ok, err := p.needs("clav_cla_visit_date"); !ok {
		return nil, err
	}
	of := p.column("clav_cla_id")
	return func() error {
		o.begin()
		o.Set("kind", "care")
		if ok, err := p.ofCare(o, of, "clav_cla_id"); !ok {
			return err
		}
		return o.write()
	}, nil
}

// permanenceOptions give the option of a plan for permanence. Where several are planned side by side the first counts.
var permanenceOptions = []string{
	"ADOPTION", "adoption", "LTRELFR", "connected person", "LTFOST18", "long-term fostering", "RESPLMT", "residential",
	"SUPPLIV", "independence", "RETURN1M", "return home", "RETURN6M", "return home", "RETURNEV", "return home", "REMAINSUP", "return home",
}

func carePlans(p *part) (func() error, error) {
	made, aim := p.record("care_plan"), p.record("permanence_plan")
	if ok, err := p.needs("lacp_person_id", "lacp_cla_care_plan_start_date"); !ok {
		return nil, err
	}
	options := p.column("lacp_cla_care_plan_json")
	return func() error {
		made.begin()
		if err := made.write(); err != nil || !p.Kept {
			return err
		}
		set, err := p.flags(options, "lacp_cla_care_plan_json")
		if err != nil {
			return err
		}
		set = only(set, permanenceOptions)
		if len(set) == 0 {
			return nil
		}
		aim.begin()
		aim.Set("option", first(set, permanenceOptions...))
		aim.Set("parallel", trueFalse(len(set) > 1))
		return aim.write()
	}, nil
}

// only gives the flags that are among pairs of a flag and its code.
func only(set map[string]bool, pairs []string) map[string]bool {
	known := map[string]bool{}
	for i := 0; i < len(pairs); i += 2 {
		if set[pairs[i]] {
			known[pairs[i]] = true
		}
	}
	return known
}

// missing records episodes of going missing, and whether a return interview was not offered, declined or accepted. The dataset
// has no day of an interview.
func missing(p *part) (func() error, error) {
	o, talk := p.record("missing_episode"), p.record("return_interview")
	if ok, err := p.needs("miss_person_id", "miss_missing_episode_start_date"); !ok {
		return nil, err
	}
	offered, accepted := p.column("miss_missing_rhi_offered"), p.column("miss_missing_rhi_accepted")
	return func() error {
		o.begin()
		if err := o.write(); err != nil || !p.Kept {
			return err
		}
		was, asked := p.yes(offered)
		yes, answered := p.yes(accepted)
		talk.begin()
		talk.Set("missing_started_on", o.Get("started_on"))
		switch {
		case asked && !was:
			talk.Set("outcome", "not offered")
		case answered && !yes:
			talk.Set("outcome", "declined")
		case answered && yes:
			talk.Set("outcome", "accepted")
		default:
			return nil
		}
		return talk.write()
	}, nil
}
