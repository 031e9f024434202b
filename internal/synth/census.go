package synth

import (
	"slices"
	"strconv"
)

// writeCIN writes what one CIN census holds of a child: every case open in the year,
// with all of its assessments, plans, enquiries and reviews so far.
func (y *yearFiles) writeCIN(c *child) {
	var shown []*need
	for _, n := range c.needs {
		if y.showsNeed(n) {
			shown = append(shown, n)
		}
	}
	if len(shown) == 0 {
		return
	}
	x := y.cin
	x.begin("Child")
	x.open("ChildIdentifiers")
	x.text("LAchildID", c.id)
	if upn := y.upn(c); len(upn) == 3 {
		x.text("UPNunknown", upn)
	} else {
		x.text("UPN", upn)
	}
	if c.born <= y.cut {
		x.birth(c.born)
		x.code("GenderCurrent", sexCode(c.male))
	} else {
		x.text("ExpectedPersonBirthDate", y.cal.isoDate(c.born+3))
		x.code("GenderCurrent", "0")
	}
	x.shut("ChildIdentifiers")
	x.open("ChildCharacteristics")
	x.code("Ethnicity", y.ethnicity(c))
	x.open("Disabilities")
	if !c.disabled {
		x.code("Disability", "NONE")
	}
	for _, d := range c.disabilities {
		x.code("Disability", d)
	}
	x.shut("Disabilities")
	x.shut("ChildCharacteristics")
	for _, n := range shown {
		y.writeNeed(n)
	}
	x.shut("Child")
}

func (y *yearFiles) showsNeed(n *need) bool {
	if n.nfa {
		return y.isNews(promptly(n.referred))
	}
	return y.spans(promptly(n.referred), n.closed)
}

func (y *yearFiles) writeNeed(n *need) {
	x := y.cin
	x.begin("CINdetails")
	defer x.shut("CINdetails")
	x.begun("CINreferralDate", n.referred)
	x.code("ReferralSource", codeOf(sourceEditions, n.source, y.ending))
	if n.nfa {
		x.text("ReferralNFA", "true")
		return
	}
	primary := n.primary
	if n.primaryFrom > y.cut {
		primary = "N0"
	}
	x.code("PrimaryNeedCode", primary)
	if closed := y.ended(n.closed); closed != never {
		x.done("CINclosureDate", closed)
		x.code("ReasonForClosure", codeOf(closureEditions, n.closure, closed.ending()))
	}
	for i := range n.assessments {
		y.writeAssessment(&n.assessments[i])
	}
	for _, p := range n.plans {
		if y.holds(p.started) {
			x.begin("CINPlanDates")
			x.begun("CINPlanStartDate", p.started.on)
			x.done("CINPlanEndDate", y.ended(p.ended))
			x.shut("CINPlanDates")
		}
	}
	for i := range n.enquiries {
		y.writeEnquiry(&n.enquiries[i])
	}
	x.text("ReferralNFA", "false")
	for _, p := range n.protections {
		y.writeProtection(p)
	}
}

func (y *yearFiles) writeAssessment(a *assessment) {
	if a.started > y.cut {
		return
	}
	x := y.cin
	x.begin("Assessments")
	x.begun("AssessmentActualStartDate", a.started)
	x.text("AssessmentInternalReviewDate", y.cal.isoDate(a.checkpoint))
	if done := y.ended(a.authorised); done != never {
		x.done("AssessmentAuthorisationDate", done)
		x.open("FactorsIdentifiedAtAssessment")
		var found []string
		for _, f := range a.factors {
			if f = codeOf(factorEditions, f, done.ending()); !slices.Contains(found, f) {
				found = append(found, f)
				x.code("AssessmentFactors", f)
			}
		}
		x.shut("FactorsIdentifiedAtAssessment")
	}
	x.shut("Assessments")
}

func (y *yearFiles) writeEnquiry(e *enquiry) {
	if e.started > y.cut {
		return
	}
	x := y.cin
	x.begin("Section47")
	x.begun("S47ActualStartDate", e.started)
	if e.conference {
		x.text("InitialCPCtarget", y.cal.isoDate(e.target))
		x.text("DateOfInitialCPC", y.cal.isoDate(y.ended(e.held)))
	}
	x.text("ICPCnotRequired", boolean(!e.conference && e.decided <= y.cut))
	x.shut("Section47")
}

func (y *yearFiles) writeProtection(p *protection) {
	if p.started > y.cut {
		return
	}
	x := y.cin
	x.begin("ChildProtectionPlans")
	x.begun("CPPstartDate", p.started)
	x.done("CPPendDate", y.ended(p.ended))
	x.code("InitialCategoryOfAbuse", p.initial)
	latest := p.initial
	if p.latestFrom <= y.cut {
		latest = p.latest
	}
	x.code("LatestCategoryOfAbuse", latest)
	x.text("NumberOfPreviousCPP", strconv.Itoa(p.previous))
	open := false
	for _, r := range p.reviews {
		if y.holds(r) {
			if !open {
				x.open("Reviews")
				open = true
			}
			x.text("CPPreviewDate", y.cal.isoDate(r.on))
		}
	}
	if open {
		x.shut("Reviews")
	}
	x.shut("ChildProtectionPlans")
}
