package ssd

import (
	"strings"

	"heed/internal/exchange/intake"
)

// need reads what is owed to children in need: contacts, referrals, assessments, plans and visits.
func need(r *reader) error {
	for _, step := range []struct {
		object string
		begin  begin
	}{
		{"cin_episodes", referrals}, {"contacts", contacts}, {"early_help_episodes", simple("early_help")},
		{"assessment_factors", factors}, {"cin_assessments", assessments}, {"cin_plans", needPlans},
		{"cin_visits", needVisits}, {"pre_proceedings", preProceedings},
	} {
		if err := r.each(step.object, step.begin); err != nil {
			return err
		}
	}
	return nil
}

// referralOutcomes give what followed a referral or contact, the gravest first.
var referralOutcomes = []string{
	"CP_ENQUIRY_FLAG", "strategy discussion", "STRATEGY_DISCUSSION_FLAG", "strategy discussion", "SINGLE_ASSESSMENT_FLAG", "assessment",
	"NEW_REFERRAL_FLAG", "referral", "EXISTING_REFERRAL_FLAG", "referral", "CLA_REQUEST_FLAG", "other", "CP_CONFERENCE_FLAG", "other",
	"CP_TRANSFER_IN_FLAG", "other", "NON_AGENCY_ADOPTION_FLAG", "other", "PRIVATE_FOSTERING_FLAG", "other", "CARE_LEAVER_FLAG", "other",
	"MISSING_FLAG", "other", "OLA_CP_FLAG", "other", "OTHER_OUTCOMES_EXIST_FLAG", "other", "ADVICE_FLAG", "signposting",
	"NFA_FLAG", "no further action",
}

func referrals(p *part) (func() error, error) {
	made, episode := p.record("referral"), p.record("cin_episode")
	if ok, err := p.needs("cine_person_id", "cine_referral_date"); !ok {
		return nil, err
	}
	id, outcome := p.column("cine_referral_id"), p.column("cine_referral_outcome_json")
	return func() error {
		made.begin()
		child, on := made.Get("child_id"), made.Get("referred_on")
		set, err := p.flags(outcome, "cine_referral_outcome_json")
		if err != nil {
			return err
		}
		if outcome != none {
			made.Set("outcome", first(set, referralOutcomes...))
		}
		if made.Get("no_further_action") == "" && len(set) > 0 {
			made.Set("no_further_action", trueFalse(first(set, referralOutcomes...) == "no further action"))
		}
		if key := p.text(id); key != "" && on != "" {
			p.referrals[key] = referral{child, on}
			p.referred[child] = append(p.referred[child], on)
		}
		if err := made.write(); err != nil || made.Get("no_further_action") == "true" || !p.Kept {
			return err // a referral without further action begins no episode of need, as the DfE counts them
		}
		episode.begin()
		return episode.write()
	}, nil
}

func trueFalse(b bool) string {
	if b {
		return "true"
	}
	return "false"
}

func contacts(p *part) (func() error, error) {
	o := p.record("contact")
	if ok, err := p.needs("cont_person_id", "cont_contact_id", "cont_contact_date"); !ok {
		return nil, err
	}
	outcome := p.column("cont_contact_outcome_json")
	return func() error {
		o.begin()
		set, err := p.flags(outcome, "cont_contact_outcome_json")
		if err != nil {
			return err
		}
		if outcome != none {
			o.Set("outcome", first(set, referralOutcomes...))
		}
		return o.write()
	}, nil
}

func factors(p *part) (func() error, error) {
	assessment, list := p.column("cinf_assessment_id"), p.column("cinf_assessment_factors_json")
	codes := p.cat.Lists["assessment-factor"]
	return func() error {
		set, err := p.flags(list, "cinf_assessment_factors_json")
		if err != nil {
			return err
		}
		var known []string
		for _, code := range sorted(set) {
			if !codes.Has(code) && !codes.Keeps(code) {
				if err := p.fault(intake.Fault{
					Line: p.rows.Line(), RecordType: "assessment", Field: "factors (cinf_assessment_factors_json)", ValueKind: "code",
					Reason: "not a code of the list assessment-factor; the others are kept", Effect: intake.EffectUnread,
				}); err != nil {
					return err
				}
				continue
			}
			known = append(known, code)
		}
		if was := p.factors[p.text(assessment)]; was != "" {
			known = append(known, was) // systems write a row a factor too
		}
		p.factors[p.text(assessment)] = strings.Join(known, ";")
		p.KeepPartOf("assessment")
		return nil
	}, nil
}

// assessmentOutcomes give what an assessment decided, the gravest first.
var assessmentOutcomes = []string{
	"CLA_REQUEST_FLAG", "looked after", "STRATEGY_DISCUSSION_FLAG", "strategy discussion", "PROV_OF_SERVICES_FLAG", "child in need",
	"PROV_OF_SB_CARE_FLAG", "short breaks", "LEGAL_ACTION_FLAG", "other", "PRIVATE_FOSTERING_FLAG", "other",
	"SPECIALIST_ASSESSMENT_FLAG", "other", "REFERRAL_TO_OTHER_AGENCY_FLAG", "other", "OTHER_ACTIONS_FLAG", "other",
	"OTHER_OUTCOMES_EXIST_FLAG", "other", "NFA_S47_END_FLAG", "no further action", "NFA_FLAG", "no further action",
}

func assessments(p *part) (func() error, error) {
	made, result := p.record("assessment"), p.record("assessment_outcome")
	if ok, err := p.needs("cina_person_id", "cina_assessment_start_date", "cina_referral_id"); !ok {
		return nil, err
	}
	id, ref := p.column("cina_assessment_id"), p.column("cina_referral_id")
	outcome, nfa := p.column("cina_assessment_outcome_json"), p.column("cina_assessment_outcome_nfa")
	return func() error {
		from, ok := p.referrals[p.text(ref)]
		if !ok {
			return p.broken("cina_referral_id", "a referral", "cin_episodes")
		}
		made.begin()
		made.Set("referred_on", from.on)
		if p.has("assessment_factors") {
			made.Set("factors", p.factors[p.text(id)])
		}
		if err := made.write(); err != nil || !p.Kept {
			return err
		}
		set, err := p.flags(outcome, "cina_assessment_outcome_json")
		if err != nil {
			return err
		}
		result.begin()
		result.Set("referred_on", from.on)
		decided := first(set, assessmentOutcomes...)
		if none, _ := p.yes(nfa); none && decided == "" {
			decided = "no further action"
		}
		result.Set("outcome", decided)
		if decided == "" && result.Get("child_seen") == "" {
			return nil
		}
		return result.write()
	}, nil
}

func needPlans(p *part) (func() error, error) {
	o := p.record("cin_plan")
	if ok, err := p.needs("cinp_person_id", "cinp_cin_plan_start_date", "cinp_referral_id"); !ok {
		return nil, err
	}
	ref, id := p.column("cinp_referral_id"), p.column("cinp_cin_plan_id")
	return func() error {
		o.begin()
		if key := p.text(id); key != "" {
			p.inNeed[key] = o.Get("child_id")
		}
		from, ok := p.referrals[p.text(ref)]
		if !ok {
			return p.broken("cinp_referral_id", "a referral", "cin_episodes")
		}
		o.Set("referred_on", from.on)
		return o.write()
	}, nil
}

// needVisits reads visits, of whom some systems name the plan and not the child.
func needVisits(p *part) (func() error, error) {
	o := p.record("cin_visit")
	if ok, err := p.needs("cinv_cin_visit_date"); !ok {
		return nil, err
	}
	if ok, err := p.needsOne("cinv_person_id", "cinv_cin_plan_id"); !ok {
		return nil, err
	}
	of := p.column("cinv_cin_plan_id")
	return func() error {
		o.begin()
		if o.Get("child_id") == "" && of != none {
			child := p.inNeed[p.text(of)]
			if child == "" {
				return p.broken("cinv_cin_plan_id", "a plan", "cin_plans")
			}
			o.Set("child_id", child)
		}
		return o.write()
	}, nil
}

// preProceedings ties a child's pre-proceedings to the last referral before they began: the dataset names none.
func preProceedings(p *part) (func() error, error) {
	o := p.record("pre_proceedings")
	if ok, err := p.needs("prep_person_id", "prep_pre_pro_decision_date"); !ok {
		return nil, err
	}
	return func() error {
		o.begin()
		began, on := o.Get("started_on"), ""
		if began == "" {
			return p.Leave("no day on which they began, which few systems hold")
		}
		for _, day := range p.referred[o.Get("child_id")] {
			if day <= began && day > on {
				on = day
			}
		}
		if on == "" {
			if err := p.Leave("no referral of the child before they began"); err != nil {
				return err
			}
			return p.fault(intake.Fault{
				Line: p.rows.Line(), RecordType: "pre_proceedings", Field: "referred_on", ValueKind: "reference",
				Reason: "the child has no referral before pre-proceedings began: export cin_episodes with it, or mend the day", Effect: "row kept out",
			})
		}
		o.Set("referred_on", on)
		return o.write()
	}, nil
}
