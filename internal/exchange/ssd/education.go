package ssd

import "errors"

// request is what other objects say of a request for an assessment of education, health and care needs.
type request struct{ exception, issuedOn, ceasedOn string }

// education reads requests for education, health and care plans. The request names its child through the record of special
// needs; the plan names the assessment, and that the request, so both are read before it.
func education(r *reader) error {
	byAssessment := map[string]*request{}
	assessed := func(p *part) (func() error, error) {
		id, of, exception := p.column("ehca_ehcp_assessment_id"), p.column("ehca_ehcp_request_id"), p.column("ehca_ehcp_assessment_exceptions")
		return func() error {
			made := &request{}
			if yes, _ := p.yes(exception); yes {
				made.exception = "An exception to the time allowed applies"
			}
			p.requests[p.text(of)], byAssessment[p.text(id)] = made, made
			p.KeepPartOf("ehc_request")
			return nil
		}, nil
	}
	named := func(p *part) (func() error, error) {
		of, issued, ceased := p.column("ehcn_ehcp_asmt_id", "ehcn_ehcp_assessment_id"), p.column("ehcn_named_plan_start_date"), p.column("ehcn_named_plan_ceased_date")
		return func() error {
			made := byAssessment[p.text(of)]
			if made == nil {
				return p.broken("ehcn_ehcp_asmt_id", "an assessment", "ehcp_assessment")
			}
			p.KeepPartOf("ehc_request")
			var err, other error
			made.issuedOn, err = p.dayOf(issued, "ehcn_named_plan_start_date")
			made.ceasedOn, other = p.dayOf(ceased, "ehcn_named_plan_ceased_date")
			return errors.Join(err, other)
		}, nil
	}
	if err := r.each("ehcp_assessment", assessed); err != nil {
		return err
	}
	delete(byAssessment, "")
	if err := r.each("ehcp_named_plan", named); err != nil {
		return err
	}
	return r.each("ehcp_requests", requests)
}

func requests(p *part) (func() error, error) {
	o := p.record("ehc_request")
	if ok, err := p.needs("ehcr_send_table_id", "ehcr_ehcp_req_date"); !ok {
		return nil, err
	}
	id, of, outcome := p.column("ehcr_ehcp_request_id"), p.column("ehcr_send_table_id"), p.column("ehcr_ehcp_req_outcome")
	return func() error {
		person := p.sends[p.text(of)]
		if person == "" {
			return p.broken("ehcr_send_table_id", "a record of special needs", "send")
		}
		o.begin()
		o.Set("child_id", person)
		switch p.text(outcome) {
		case "Y", "N":
		default:
			o.Set("assessing", "") // awaited, withdrawn, or decided before the system began
		}
		if made := p.requests[p.text(id)]; made != nil {
			o.Set("exception", made.exception)
			if p.has("ehcp_named_plan") {
				o.Set("issued_on", made.issuedOn)
				o.Set("ceased_on", made.ceasedOn)
			}
		}
		return o.write()
	}, nil
}
