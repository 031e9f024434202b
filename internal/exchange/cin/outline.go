package cin

import "heed/internal/exchange/outline"

// formerElements are what the census had in earlier years and has no more, of which Heed keeps nothing, with the years. All else
// that the DfE's schemas of 2016 to 2021 have stands in those of 2022 too.
var formerElements = map[string]string{"SeenSocialWorker": "up to 2015-16"}

// elements is the outline of the children in need census, from the DfE's schemas
// of 2016 to 2024 and what the census of 2026 adds: Sex and PreProceedingsandFGDM.
type elements struct {
	numbers                                    outline.Numbering
	message, header, details, source           *outline.Group
	child, identifiers, characteristics, need  *outline.Group
	assessment, plan, enquiry, protection, pre *outline.Group
	disabilities, factors, reviews, all        *outline.Group
}

func newElements() *elements {
	e := &elements{}
	n := &e.numbers
	e.details = n.Group("CollectionDetails", []string{"Collection", "Year", "ReferenceDate"})
	e.source = n.Group("Source", []string{"SourceLevel", "LEA", "SoftwareCode", "Release", "SerialNo", "DateTime"})
	e.header = n.Group("Header", nil, e.details, e.source)
	e.identifiers = n.Group("ChildIdentifiers", []string{
		"LAchildID", "UPN", "FormerUPN", "UPNunknown", "PersonBirthDate", "ExpectedPersonBirthDate",
		"Sex", "GenderCurrent", "PersonDeathDate",
	})
	e.disabilities = n.Group("Disabilities", []string{"Disability"})
	e.characteristics = n.Group("ChildCharacteristics", []string{"Ethnicity"}, e.disabilities)
	e.factors = n.Group("FactorsIdentifiedAtAssessment", []string{"AssessmentFactors"})
	e.assessment = n.Group("Assessments", []string{
		"AssessmentActualStartDate", "AssessmentInternalReviewDate", "AssessmentAuthorisationDate",
	}, e.factors)
	e.plan = n.Group("CINPlanDates", []string{"CINPlanStartDate", "CINPlanEndDate"})
	e.enquiry = n.Group("Section47", []string{"S47ActualStartDate", "InitialCPCtarget", "DateOfInitialCPC", "ICPCnotRequired"})
	e.reviews = n.Group("Reviews", []string{"CPPreviewDate"})
	e.protection = n.Group("ChildProtectionPlans", []string{
		"CPPstartDate", "CPPendDate", "InitialCategoryOfAbuse", "LatestCategoryOfAbuse", "NumberOfPreviousCPP",
	}, e.reviews)
	e.pre = n.Group("PreProceedingsandFGDM", []string{
		"PPStartDate", "LBPSentDate", "FGDMMeetingOffer", "FGDMMeetingFac", "InitialPPMeetingDate",
		"ReviewMeetingsCount", "StepDecisionDate", "PPOutcome", "CourtAppDate", "LetterInitCPDate",
	})
	e.need = n.Group("CINdetails", []string{
		"CINreferralDate", "ReferralSource", "PrimaryNeedCode", "CINclosureDate", "ReasonForClosure",
		"DateOfInitialCPC", "ReferralNFA",
	}, e.assessment, e.plan, e.enquiry, e.protection, e.pre)
	e.child = n.Group("Child", nil, e.identifiers, e.characteristics, e.need)
	e.all = n.Group("Children", nil, e.child)
	e.message = n.Group("Message", nil, e.header, e.all)
	return e
}
