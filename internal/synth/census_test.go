package synth_test

import (
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"heed/internal/synth"
)

// order is what each element of the census may hold, in order, as the DfE's schema of
// 2024 has it; those with a star may come more than once.
var order = map[string][]string{
	"":                  {"Message"},
	"Message":           {"Header", "Children"},
	"Header":            {"CollectionDetails", "Source"},
	"CollectionDetails": {"Collection", "Year", "ReferenceDate"},
	"Source":            {"SourceLevel", "LEA", "SoftwareCode", "Release", "SerialNo", "DateTime"},
	"Children":          {"Child*"},
	"Child":             {"ChildIdentifiers", "ChildCharacteristics", "CINdetails*"},
	"ChildIdentifiers": {
		"LAchildID", "UPN", "FormerUPN", "UPNunknown", "PersonBirthDate", "ExpectedPersonBirthDate", "GenderCurrent", "PersonDeathDate",
	},
	"ChildCharacteristics": {"Ethnicity", "Disabilities"},
	"Disabilities":         {"Disability*"},
	"CINdetails": {
		"CINreferralDate", "ReferralSource", "PrimaryNeedCode", "CINclosureDate", "ReasonForClosure", "DateOfInitialCPC", "Assessments*",
		"CINPlanDates*", "Section47*", "ReferralNFA", "ChildProtectionPlans*",
	},
	"Assessments": {
		"AssessmentActualStartDate", "AssessmentInternalReviewDate", "AssessmentAuthorisationDate", "FactorsIdentifiedAtAssessment",
	},
	"FactorsIdentifiedAtAssessment": {"AssessmentFactors*"},
	"CINPlanDates":                  {"CINPlanStartDate", "CINPlanEndDate"},
	"Section47":                     {"S47ActualStartDate", "InitialCPCtarget", "DateOfInitialCPC", "ICPCnotRequired"},
	"ChildProtectionPlans": {
		"CPPstartDate", "CPPendDate", "InitialCategoryOfAbuse", "LatestCategoryOfAbuse", "NumberOfPreviousCPP", "Reviews",
	},
	"Reviews": {"CPPreviewDate*"},
}

// needed are the elements that the schema makes a parent have.
var needed = map[string][]string{
	"Child":                {"ChildIdentifiers", "ChildCharacteristics", "CINdetails"},
	"ChildIdentifiers":     {"LAchildID", "GenderCurrent"},
	"CINdetails":           {"CINreferralDate", "ReferralSource", "ReferralNFA"},
	"Assessments":          {"AssessmentActualStartDate"},
	"Section47":            {"S47ActualStartDate", "ICPCnotRequired"},
	"ChildProtectionPlans": {"CPPstartDate", "InitialCategoryOfAbuse", "LatestCategoryOfAbuse", "NumberOfPreviousCPP"},
}

type element struct {
	name     string
	at       int
	children []string
}

func TestEveryCensusHasTheElementsOfTheSchemaInItsOrder(t *testing.T) {
	t.Parallel()
	dir, a := write(t, synth.Options{Children: 300, Seed: 5, FaultShare: 0.05})
	for _, y := range a.Years {
		file, err := os.Open(filepath.Join(dir, y.Dir, "cin.xml"))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { file.Close() })
		n := walk(t, xml.NewDecoder(file))
		if n < 20 {
			t.Errorf("only %d children in the census of %d", n, y.Ending)
		}
	}
}

func walk(t *testing.T, d *xml.Decoder) (children int) {
	t.Helper()
	stack := []*element{{}}
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return children
		}
		if err != nil {
			t.Fatal(err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			enter(t, stack[len(stack)-1], e.Name.Local)
			stack = append(stack, &element{name: e.Name.Local})
			if e.Name.Local == "Child" {
				children++
			}
		case xml.EndElement:
			top := stack[len(stack)-1]
			for _, want := range needed[top.name] {
				if !slices.Contains(top.children, want) {
					t.Fatalf("%s has no %s", top.name, want)
				}
			}
			stack = stack[:len(stack)-1]
		}
	}
}

// enter holds one child element to the place it may have.
func enter(t *testing.T, parent *element, name string) {
	t.Helper()
	allowed := order[parent.name]
	for i := parent.at; i < len(allowed); i++ {
		if allowed[i] == name {
			parent.at = i + 1
			parent.children = append(parent.children, name)
			return
		}
		if allowed[i] == name+"*" {
			parent.at = i
			parent.children = append(parent.children, name)
			return
		}
	}
	t.Fatalf("%s stands in %s where the schema has none", name, parent.name)
}
