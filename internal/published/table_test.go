package published_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"heed/internal/published"
)

func shipped(t *testing.T) *published.Table {
	t.Helper()
	sets, err := published.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	return published.NewTable(sets...)
}

// at gives what a series says of an area in the year that ends then.
func at(t *testing.T, table *published.Table, id, area string, ending int) published.Value {
	t.Helper()
	s := table.Find(id)
	if s == nil {
		t.Fatalf("there is no series %s", id)
	}
	for i, p := range s.Periods {
		if p.Ending() == ending {
			return s.At(area, i)
		}
	}
	t.Fatalf("%s has no period that ends in %d", id, ending)
	return ""
}

func TestTheShippedTableHoldsTheDepartmentsOwnNumbers(t *testing.T) {
	t.Parallel()
	table := shipped(t)
	for _, c := range []struct {
		id, area string
		ending   int
		want     published.Value
	}{
		{"cp-plans", "208", 2014, "358"},
		{"cp-plans-over-2-years", "208", 2014, "27"},
		{"cp-plans-over-2-years-percent", "208", 2014, "7.5"},
		{"cp-second-plans-percent", "208", 2014, "12.2"},
		{"cp-plans", published.England, 2025, "49420"},
		{"rereferrals-percent", published.England, 2025, "22.6"},
		{"looked-after", published.England, 2025, "81770"},
		{"long-term-stability-percent", published.England, 2025, "69"},
		{"adoption-care-to-order", published.England, 2025, "02:03"},
		{"cp-plans-rate", published.England, 2025, "40.6"}, // 49,420 among 12,183,016
	} {
		if got := at(t, table, c.id, c.area, c.ending); got != c.want {
			t.Errorf("%s of %s in %d is %q, want %q", c.id, c.area, c.ending, got, c.want)
		}
	}
}

func TestEveryAuthorityHasARegionTenNeighboursAndFigures(t *testing.T) {
	t.Parallel()
	table := shipped(t)
	invented, listed := 0, 0
	for _, c := range published.Councils() {
		if _, ok := table.Area(c.RegionCode); !ok || len(c.Neighbours) != 10 {
			t.Errorf("%s: region %s, %d neighbours", c.Name, c.RegionCode, len(c.Neighbours))
		}
		for _, n := range c.Neighbours {
			if other, ok := published.FindCouncil(n); !ok || other.Note != "" || n == c.Code {
				t.Errorf("%s has the neighbour %s", c.Name, n)
			}
		}
		if c.Note != "" {
			invented++
			continue
		}
		if listed++; !table.Find("cp-plans").Has(c.Code) || !table.Find("looked-after").Has(c.Code) {
			t.Errorf("%s: nothing is published", c.Name)
		}
	}
	if listed != 153 || invented != 1 {
		t.Errorf("%d authorities and %d invented, want 153 and 1", listed, invented)
	}
	if info, err := os.Stat("shipped.csv"); err != nil || info.Size() > 1_500_000 {
		t.Errorf("the shipped table is %d bytes: %v", info.Size(), err)
	}
}

func TestNeighboursLieBetweenTheirLowestAndHighestAndSymbolsAreLeftOut(t *testing.T) {
	t.Parallel()
	table := shipped(t)
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.SampledFrom(table.Series).Draw(t, "series")
		c := rapid.SampledFrom(published.Councils()).Draw(t, "council")
		for i, step := range table.Beside(s, c).Steps {
			known := 0
			for _, n := range c.Neighbours {
				v, ok := s.At(n, i).Number()
				if !ok {
					continue
				}
				known++
				if v < step.Neighbours.Low || v > step.Neighbours.High {
					t.Fatalf("%s has %v, outside %+v", n, v, step.Neighbours)
				}
			}
			if known != step.Neighbours.Known {
				t.Fatalf("%d neighbours have a number, %d are counted", known, step.Neighbours.Known)
			}
		}
	})
}

const (
	early = `time_period,time_identifier,geographic_level,country_code,country_name,hats
2022,Calendar year,National,E92000001,England,10
2023,Calendar year,National,E92000001,England,20
`
	late = `time_period,time_identifier,geographic_level,country_code,country_name,hats
2023,Calendar year,National,E92000001,England,21
2024,Calendar year,National,E92000001,England,c
`
)

func TestALaterReleaseOfAFileGoesOnWithItsSeriesWhicheverIsImportedFirst(t *testing.T) {
	t.Parallel()
	read := func(name, text string) *published.Set {
		set, _, err := published.Read(name, strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		set.Imported = true
		return set
	}
	old, young := read("hats_2022_to_2023.csv", early), read("hats_2022_to_2024 (1).csv", late)
	for _, table := range []*published.Table{published.NewTable(old, young), published.NewTable(young, old)} {
		if len(table.Series) != 1 {
			t.Fatalf("there are %d series: %v", len(table.Series), ids(table))
		}
		s := table.Series[0]
		var got []published.Value
		for i := range s.Periods {
			got = append(got, s.At(published.England, i))
		}
		if diff := cmp.Diff([]published.Value{"10", "21", "c"}, got); diff != "" {
			t.Errorf("the values (-want +got):\n%s", diff)
		}
		if len(s.Sources) != 2 || s.Sources[0].File != "hats_2022_to_2024 (1).csv" {
			t.Errorf("the sources are %+v", s.Sources)
		}
	}
}

func TestWhatIsKeptIsReadBackAndReplacedByNameAndABrokenFileKeepsNothingElseOut(t *testing.T) {
	t.Parallel()
	store := published.Store{Dir: filepath.Join(t.TempDir(), "published")}
	if list, err := store.Load(); err != nil || len(list) > 0 || store.Mark() != "" {
		t.Errorf("an empty store: %v, %v", list, err)
	}
	set, _ := readUnusual(t)
	set.Publication, set.Release = "Kites in England", "2024"
	for _, again := range []bool{false, true} {
		if replaced, err := store.Save(set); err != nil || replaced != again {
			t.Fatalf("saved, replaced %t: %v", replaced, err)
		}
	}
	list, err := store.Load()
	if err != nil || len(list) != 1 {
		t.Fatalf("%d sets: %v", len(list), err)
	}
	before, after := published.NewTable(set), published.NewTable(list[0].Set)
	if diff := cmp.Diff(ids(before), ids(after)); diff != "" {
		t.Errorf("the series (-kept +read):\n%s", diff)
	}
	for i, s := range before.Series {
		for _, area := range []string{published.England, "E13000001", "208", "865"} {
			for p := range s.Periods {
				if s.At(area, p) != after.Series[i].At(area, p) {
					t.Errorf("%s of %s: %q is read back as %q", s.ID, area, s.At(area, p), after.Series[i].At(area, p))
				}
			}
		}
	}
	mark := store.Mark()
	if err := os.WriteFile(filepath.Join(store.Dir, "broken.csv"), []byte("values,208,1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	list, err = store.Load()
	if len(list) != 1 || err == nil || !strings.Contains(err.Error(), "broken.csv: line 1: there is no set before it") || store.Mark() == mark {
		t.Errorf("%d sets beside a broken file: %v", len(list), err)
	}
}
