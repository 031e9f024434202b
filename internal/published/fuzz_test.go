package published_test

import (
	"encoding/csv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"heed/internal/published"
)

// FuzzDecode reads any file as one of Heed's own, and writes it again.
func FuzzDecode(f *testing.F) {
	f.Add("set,a.csv,Publication,2024\nperiod,202223,Financial year\narea,208,Local authority,E09000022,Lambeth,E13000001\nseries,a,Topic,Title,at 31 March,%,,kites,kind,Total\nvalues,208,12.5 [e]\n")
	f.Add("set,a,b,c\nseries,a,b,c,d,e,f,g,h\nvalues,208\nperiod,2024,Week 12\n")
	f.Add("values,208,1\n")
	f.Add("set,a\n")
	f.Fuzz(func(t *testing.T, text string) {
		sets, err := published.Decode(strings.NewReader(text))
		if err != nil {
			return
		}
		form := encoded(t, sets)
		again, err := published.Decode(strings.NewReader(form))
		if err != nil {
			t.Fatalf("what was written cannot be read: %v\n%s", err, form)
		}
		if diff := cmp.Diff(form, encoded(t, again)); diff != "" {
			t.Fatal("written again it is another: ", diff)
		}
		for _, set := range sets {
			for _, s := range set.Series {
				for i := range s.Periods {
					_ = s.At("208", i).IsSymbol()
				}
			}
		}
	})
}

func encoded(t *testing.T, sets []*published.Set) string {
	t.Helper()
	var b strings.Builder
	if err := published.Encode(&b, sets); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// FuzzCells reads a sound file with anything in one of its cells of each kind: what a period, a place, a filter and a number may be written as.
func FuzzCells(f *testing.F) {
	f.Add("202223", "Financial year", "Local authority", "208", "Total", "101", "12.5%")
	f.Add("2022/23", "Academic year", "la", "0208.0", "16 to 17", "£1,200", "[c]")
	f.Add("2024", "Week 12", "National", "E92000001", "N/A", "1.2E+03", "01:07")
	f.Add("2024-2025", "", "Regional", "E13000001", "", "−5", "12.5 [e]")
	f.Add("202223.0", "Reporting year", "LOCAL AUTHORITY", "E09000022", "x", "<5", "…")
	f.Fuzz(func(t *testing.T, period, identifier, level, code, kind, number, share string) {
		var text strings.Builder
		w := csv.NewWriter(&text)
		for _, row := range [][]string{
			{"time_period", "time_identifier", "geographic_level", "location_code", "kite_type", "kites_flown", "kites_lost_percent"},
			{period, identifier, level, code, kind, number, share},
			{"202122", "Financial year", "Local authority", "208", "Total", "100", "12.5"},
			{"202122", "Financial year", "Local authority", "330", "Total", "7", "0.5"},
		} {
			if err := w.Write(row); err != nil {
				t.Fatal(err)
			}
		}
		w.Flush()
		set, report, err := published.Read("fuzz.csv", strings.NewReader(text.String()))
		if err != nil {
			return
		}
		if report.Kept > report.Rows || len(set.Series) == 0 || report.FaultN < len(report.Faults) {
			t.Fatalf("%+v", report)
		}
		for _, fault := range report.Faults {
			if fault.Line < 1 || fault.Reason == "" {
				t.Fatalf("a fault that does not say all: %+v", fault)
			}
		}
		checkValues(t, set)
	})
}

// checkValues holds every value of a set to what a value promises, and reads it again as it was kept.
func checkValues(t *testing.T, set *published.Set) {
	t.Helper()
	for _, s := range set.Series {
		for area := range set.Areas {
			for i, p := range s.Periods {
				v := s.At(area, i)
				if _, number := v.Number(); number && v.IsSymbol() || v == "" && v.IsSymbol() {
					t.Fatalf("%q is a number and a symbol", v)
				}
				if v.Note() != "" && v.IsSymbol() {
					t.Fatalf("%q is a symbol with a note", v)
				}
				if p.Ending() < 1900 || p.Ending() > 2101 || p.Label() == "" {
					t.Fatalf("the period %+v", p)
				}
			}
		}
	}
	form := encoded(t, []*published.Set{set})
	again, err := published.Decode(strings.NewReader(form))
	if err != nil {
		t.Fatalf("what was written cannot be read: %v\n%s", err, form)
	}
	if diff := cmp.Diff(form, encoded(t, again)); diff != "" {
		t.Fatal("written again it is another: ", diff)
	}
}
