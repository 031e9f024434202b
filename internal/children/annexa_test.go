package children_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// withAnnexA writes the looked-after return and the list of children in care of the same child, in the same care.
func withAnnexA(t *testing.T) map[string]string {
	t.Helper()
	returns := threeReturns(t, "1")
	list := filepath.Join(t.TempDir(), "children in care.csv")
	text := "List 8 as at 31/03/2026\nChild Unique ID,Gender,Ethnicity,Date of Birth,Age,Date Started to be Looked After,Child's Category of Need,Start date of current legal status,Child's Legal Status,Date of Latest Statutory Review,Start Date of Most Recent Placement,Placement Type,Placement Provider,Placement postcode,Date Ceased to be Looked After\n" +
		"1,b) Female,a) WBRI,01/05/2012,13,02/02/2026,N1 - Abuse or neglect,02/02/2026,C1: ICO,25/02/2026,02/02/2026,f) U6: Foster placement - not FFA,b) PR1: Own provision,SW9 8BF,\n"
	if err := os.WriteFile(list, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	returns["annexa"] = list
	return returns
}

func TestAChildOfTheReturnAndOfAnnexAIsOneWithOneHistory(t *testing.T) {
	t.Parallel()
	returns := withAnnexA(t)
	want := answersOf(t, returns, "903")
	for _, rule := range []string{"child_as_at", "care_spell", "placement_spell", "legal_spell"} {
		if len(want[rule]) != 1 {
			t.Fatalf("%s gives %d rows of one child", rule, len(want[rule]))
		}
	}
	for _, order := range [][]string{{"903", "annexa"}, {"annexa", "903"}, {"annexa", "903", "annexa"}} {
		got := answersOf(t, returns, order...)
		for _, rule := range []string{"child_as_at", "care_spell", "placement_spell", "legal_spell", "lac-review-2"} {
			if diff := cmp.Diff(want[rule], got[rule]); diff != "" {
				t.Errorf("%s in the order %v: %s", rule, order, diff)
			}
		}
	}
}
