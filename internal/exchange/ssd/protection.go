package ssd

import (
	"strings"

	"heed/internal/exchange/intake"
)

// protection reads enquiries, conferences and plans. An enquiry holds the day of its conference, and a conference that of
// its enquiry's referral, so enquiries are read twice: first for their days, and last for their records.
func protection(r *reader) error {
	if err := r.gather("s47_enquiry", enquiriesByID); err != nil {
		return err
	}
	for _, step := range []struct {
		object string
		begin  begin
	}{
		{"initial_cp_conference", conferences}, {"s47_enquiry", enquiries}, {"cp_plans", protectionPlans},
		{"cp_visits", protectionVisits}, {"cp_reviews", protectionReviews},
	} {
		if err := r.each(step.object, step.begin); err != nil {
			return err
		}
	}
	return nil
}

func enquiriesByID(p *part) (func() error, error) {
	id, person, ref := p.column("s47e_s47_enquiry_id"), p.column("s47e_person_id"), p.column("s47e_referral_id")
	started := p.column("s47e_s47_start_date")
	return func() error {
		p.enquiries[p.text(id)] = enquiry{p.text(person), p.referrals[p.text(ref)].on, p.date(started)}
		return nil
	}, nil
}

func conferences(p *part) (func() error, error) {
	o := p.record("initial_conference")
	if ok, err := p.needs("icpc_person_id", "icpc_icpc_date"); !ok {
		return nil, err
	}
	ref, led := p.column("icpc_referral_id"), p.column("icpc_s47_enquiry_id")
	due, held := p.column("icpc_icpc_target_date"), p.column("icpc_icpc_date")
	return func() error {
		by := p.text(led)
		if by != "" {
			p.meetings[by] = meeting{p.date(due), p.date(held)}
		}
		if p.date(held) == "" {
			if by != "" {
				p.KeepPartOf("section_47")
				return nil
			}
			return p.Leave("not held yet")
		}
		on := p.referrals[p.text(ref)].on
		if on == "" {
			on = p.enquiries[by].referredOn
		}
		if on == "" {
			return p.broken("icpc_referral_id", "a referral", "cin_episodes")
		}
		o.begin()
		o.Set("referred_on", on)
		return o.write()
	}, nil
}

// enquiryWords are what an enquiry decided, in words.
var enquiryWords = []struct{ flag, words string }{
	{"CP_CONFERENCE_FLAG", "child protection conference"}, {"LEGAL_ACTION_FLAG", "legal action"}, {"PROV_OF_SERVICES_FLAG", "services"},
	{"PROV_OF_SB_CARE_FLAG", "short breaks"}, {"NFA_CONTINUE_SINGLE_FLAG", "assessment goes on"}, {"MONITOR_FLAG", "monitoring"},
	{"OTHER_OUTCOMES_EXIST_FLAG", "other"}, {"NFA_FLAG", "no further action"},
}

// enquiryOutcomes give the outcome of an enquiry. The dataset does not say whether concerns were borne out: no further
// action at all is read as not, anything short of a conference as no continuing risk.
var enquiryOutcomes = []string{
	"CP_CONFERENCE_FLAG", "conference", "LEGAL_ACTION_FLAG", "no continuing risk", "PROV_OF_SERVICES_FLAG", "no continuing risk",
	"PROV_OF_SB_CARE_FLAG", "no continuing risk", "NFA_CONTINUE_SINGLE_FLAG", "no continuing risk", "MONITOR_FLAG", "no continuing risk",
	"NFA_FLAG", "not substantiated",
}

func enquiries(p *part) (func() error, error) {
	made, result := p.record("section_47"), p.record("section_47_outcome")
	if ok, err := p.needs("s47e_person_id", "s47e_s47_start_date", "s47e_referral_id"); !ok {
		return nil, err
	}
	id, ref := p.column("s47e_s47_enquiry_id"), p.column("s47e_referral_id")
	outcome := p.column("s47e_s47_outcome_json")
	return func() error {
		from, ok := p.referrals[p.text(ref)]
		if !ok {
			return p.broken("s47e_referral_id", "a referral", "cin_episodes")
		}
		set, err := p.flags(outcome, "s47e_s47_outcome_json")
		if err != nil {
			return err
		}
		made.begin()
		made.Set("referred_on", from.on)
		if m, met := p.meetings[p.text(id)]; met {
			made.Set("conference_due_on", m.dueOn)
			made.Set("conference_held_on", m.heldOn)
		}
		if outcome != none {
			made.Set("outcome", inWords(set))
		}
		decided := first(set, enquiryOutcomes...)
		if nfa := made.Get("conference_not_required"); nfa != "" && decided != "" {
			made.Set("conference_not_required", trueFalse(nfa == "true" && decided != "conference"))
		} else if decided != "" {
			made.Set("conference_not_required", trueFalse(decided != "conference"))
		}
		if err := made.write(); err != nil || !p.Kept || made.Get("ended_on") == "" {
			return err
		}
		result.begin()
		result.Set("outcome", decided)
		return result.write()
	}, nil
}

func inWords(set map[string]bool) string {
	var words []string
	for _, w := range enquiryWords {
		if set[w.flag] {
			words = append(words, w.words)
		}
	}
	return strings.Join(words, ", ")
}

func protectionPlans(p *part) (func() error, error) {
	o := p.record("cp_plan")
	if ok, err := p.needs("cppl_person_id", "cppl_cp_plan_start_date"); !ok {
		return nil, err
	}
	id, ref, elsewhere := p.column("cppl_cp_plan_id"), p.column("cppl_referral_id"), p.column("cppl_cp_plan_ola")
	return func() error {
		o.begin()
		other, _ := p.yes(elsewhere)
		p.plans[p.text(id)] = plan{o.Get("child_id"), o.Get("started_on"), other}
		if other {
			return p.Leave("a plan of another authority, for whom it is temporary here")
		}
		if from, ok := p.referrals[p.text(ref)]; ok {
			o.Set("referred_on", from.on)
		} else if p.text(ref) != "" && p.has("cin_episodes") {
			if err := p.fault(intake.Fault{
				Line: p.rows.Line(), RecordType: "cp_plan", Field: "referred_on (cppl_referral_id)", ValueKind: "reference",
				Reason: "names a referral that cin_episodes does not have: export both from one extract, or mend the id", Effect: "field left blank",
			}); err != nil {
				return err
			}
		}
		return o.write()
	}, nil
}

// ofPlan finds the plan that a row names. of another authority's says that it is one that Heed does not keep.
func (p *part) ofPlan(c column) (found plan, ok, elsewhere bool) {
	found, ok = p.plans[p.text(c)]
	return found, ok, found.elsewhere
}

func protectionVisits(p *part) (func() error, error) {
	o := p.record("cp_visit")
	if ok, err := p.needs("cppv_cp_visit_date"); !ok {
		return nil, err
	}
	if ok, err := p.needsOne("cppv_person_id", "cppv_cp_plan_id"); !ok {
		return nil, err
	}
	of := p.column("cppv_cp_plan_id")
	return func() error {
		o.begin()
		found, ok, elsewhere := p.ofPlan(of)
		switch {
		case elsewhere:
			return p.Leave("of a plan of another authority")
		case o.Get("child_id") != "":
		case !ok:
			return p.broken("cppv_cp_plan_id", "a plan", "cp_plans")
		default:
			o.Set("child_id", found.person)
		}
		return o.write()
	}, nil
}

func protectionReviews(p *part) (func() error, error) {
	o := p.record("cp_review")
	if ok, err := p.needs("cppr_cp_plan_id", "cppr_cp_review_date"); !ok {
		return nil, err
	}
	of := p.column("cppr_cp_plan_id")
	return func() error {
		o.begin()
		found, ok, elsewhere := p.ofPlan(of)
		switch {
		case elsewhere:
			return p.Leave("of a plan of another authority")
		case o.Get("held_on") == "":
			return p.Leave("not held yet")
		case !ok:
			return p.broken("cppr_cp_plan_id", "a plan", "cp_plans")
		}
		o.Set("plan_started_on", found.startedOn)
		if o.Get("child_id") == "" {
			o.Set("child_id", found.person)
		}
		return o.write()
	}, nil
}
