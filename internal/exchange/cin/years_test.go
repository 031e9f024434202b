package cin_test

import (
	"strings"
	"testing"
)

func TestCodesOfTheCensusAreHeldToItsYear(t *testing.T) {
	t.Parallel()
	of := func(year, factor, closure string) string {
		return `<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>` + year + `</Year><ReferenceDate>` + year + `-03-31</ReferenceDate></CollectionDetails></Header><Children><Child>` +
			`<ChildIdentifiers><LAchildID>1</LAchildID><GenderCurrent>1</GenderCurrent></ChildIdentifiers><CINdetails><CINreferralDate>` + year + `-01-01</CINreferralDate>` +
			`<ReferralSource>6</ReferralSource><CINclosureDate>` + year + `-03-01</CINclosureDate><ReasonForClosure>` + closure + `</ReasonForClosure><ReferralNFA>0</ReferralNFA><Assessments><AssessmentActualStartDate>` +
			year + `-01-05</AssessmentActualStartDate><FactorsIdentifiedAtAssessment><AssessmentFactors>` + factor + `</AssessmentFactors></FactorsIdentifiedAtAssessment></Assessments></CINdetails></Child></Children></Message>`
	}
	for _, tt := range []struct{ name, year, factor, closure, fault string }{
		{"the undivided code of abuse, when it was one", "2019", "18A", "RC8", ""},
		{"the undivided code of private fostering in 2015-16", "2016", "8A", "RC8", ""},
		{"the same a year later", "2017", "8A", "RC8", "a code that the list assessment-factor has up to 2015-16 only"},
		{"a part of abuse before it was divided", "2019", "18B", "RC8", "a code that the list assessment-factor has from 2020-21 only"},
		{"a reason for closing, when it began", "2023", "24A", "RC9", ""},
		{"a reason for closing, a year too early", "2022", "24A", "RC9", "a code that the list cin-closure has from 2022-23 only"},
		{"a factor of no year", "2023", "99Z", "RC9", "unknown code: the list assessment-factor does not have it | kept as given"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			sink, err := read(t, of(tt.year, tt.factor, tt.closure), "")
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(sink.Bodies(), `"factors":["`+tt.factor+`"]`) || !strings.Contains(sink.Bodies(), `"closure_reason":"`+tt.closure+`"`) {
				t.Errorf("got %s", sink.Bodies())
			}
			if faults := sink.Lines(); tt.fault == "" && strings.Contains(faults, "code") || !strings.Contains(faults, tt.fault) {
				t.Errorf("told %q, want %q", faults, tt.fault)
			}
		})
	}
}

func TestAnElementOfEarlierYearsIsToldOnce(t *testing.T) {
	t.Parallel()
	plan := func(day string) string {
		return "<ChildProtectionPlans><CPPstartDate>" + day + "</CPPstartDate><InitialCategoryOfAbuse>NEG</InitialCategoryOfAbuse><LatestCategoryOfAbuse>NEG</LatestCategoryOfAbuse><NumberOfPreviousCPP>0</NumberOfPreviousCPP><SeenSocialWorker>1</SeenSocialWorker></ChildProtectionPlans>"
	}
	sink, err := read(t, message(`<CINdetails><CINreferralDate>2015-05-01</CINreferralDate><ReferralSource>6</ReferralSource><ReferralNFA>0</ReferralNFA>`+plan("2015-06-01")+plan("2015-09-01")+`</CINdetails>`), "")
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(sink.Lines(), "SeenSocialWorker | element | the census had this element up to 2015-16"); n != 1 || sink.Count("cp_plan") != 2 {
		t.Errorf("told %d times: %s", n, sink.Lines())
	}
}
