package extract_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"heed/internal/door"
	"heed/internal/extract"
	"heed/internal/imports"
	"heed/internal/testkit"
)

// A return holds every record of its year, so that what one lacks is withdrawn when it is read back: nothing may be.
func TestReturnsWrittenAndReadBackChangeNothing(t *testing.T) {
	t.Parallel()
	h := testkit.Synthetic(t, council)
	s := h.Session(door.System(testkit.Authority))
	for _, year := range []int{2025, 2026, 2027} {
		folder := filepath.Join(t.TempDir(), fmt.Sprint(year))
		if err := os.MkdirAll(filepath.Join(folder, "ssda903"), 0o700); err != nil {
			t.Fatal(err)
		}
		found, err := extract.FindSSDA903(t.Context(), s, year)
		if err != nil {
			t.Fatal(err)
		}
		for _, table := range found.Tables {
			var out bytes.Buffer
			if len(table.Rows) == 0 {
				continue
			}
			if err := table.CSV(&out); err != nil {
				t.Fatal(err)
			}
			write(t, filepath.Join(folder, "ssda903", table.Name+".csv"), out.Bytes())
		}
		census, err := extract.FindCensus(t.Context(), s, year)
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		if err := census.XML(&out); err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(folder, "cin.xml"), out.Bytes())
		result, err := imports.Import(t.Context(), s, imports.Request{Paths: []string{folder}}, nil)
		if err != nil || len(result.Batches) != 2 {
			t.Fatalf("%d: %d returns, %v", year, len(result.Batches), err)
		}
		for _, b := range result.Batches {
			if b.Appended != 0 || b.Withdrawn != 0 || b.Unchanged == 0 {
				t.Errorf("%s of %d: %d added, %d withdrawn, %d unchanged: %+v", b.Kind, year, b.Appended, b.Withdrawn, b.Unchanged, b.Types)
			}
		}
	}
}

func write(t *testing.T, name string, text []byte) {
	t.Helper()
	if err := os.WriteFile(name, text, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestAReturnIsOfAYearThatCanBe(t *testing.T) {
	t.Parallel()
	s := shared.Open(t).Session(door.System(testkit.Authority))
	for _, year := range []int{0, 1920, 1988, 10000} {
		if _, err := extract.FindSSDA903(t.Context(), s, year); err == nil || !strings.Contains(err.Error(), "is no year of a return") {
			t.Errorf("%d: %v", year, err)
		}
		if _, err := extract.FindCensus(t.Context(), s, year); err == nil {
			t.Errorf("%d is a year of a census", year)
		}
	}
}

func TestAnEndThatCameAfterTheYearIsNotInItsReturn(t *testing.T) {
	t.Parallel()
	h := testkit.Empty(t)
	s := h.Session(door.System(testkit.Authority))
	folder := filepath.Join(t.TempDir(), "2025-26")
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(folder, "header.csv"), []byte("CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\nC1,2,01/02/2012,WBRI,UN1,,\n"))
	write(t, filepath.Join(folder, "episodes.csv"), []byte("CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"+
		"C1,01/05/2024,S,V2,N1,U6,PR1,30/06/2025,X1,CARPL,,,\nC1,30/06/2025,P,V2,N1,K2,PR4,,,,,,9900001\n"))
	if _, err := imports.Import(t.Context(), s, imports.Request{Paths: []string{folder}}, nil); err != nil {
		t.Fatal(err)
	}
	for year, want := range map[int][][]string{
		2024: nil,
		2025: {{"C1", "01/05/2024", "S", "V2", "N1", "U6", "PR1", "", "", "", "", "", ""}},
		2026: {
			{"C1", "01/05/2024", "S", "V2", "N1", "U6", "PR1", "30/06/2025", "X1", "CARPL", "", "", ""},
			{"C1", "30/06/2025", "P", "V2", "N1", "K2", "PR4", "", "", "", "", "", "9900001"},
		},
	} {
		found, err := extract.FindSSDA903(t.Context(), s, year)
		if err != nil {
			t.Fatal(err)
		}
		for _, table := range found.Tables {
			if table.Name == "episodes" {
				if diff := cmp.Diff(want, table.Rows); diff != "" {
					t.Errorf("%d: %s", year, diff)
				}
			}
			if table.Name == "header" && year > 2024 {
				if diff := cmp.Diff([][]string{{"C1", "2", "01/02/2012", "WBRI", "UN1", "", ""}}, table.Rows); diff != "" {
					t.Errorf("%d: %s", year, diff)
				}
			}
		}
	}
}
