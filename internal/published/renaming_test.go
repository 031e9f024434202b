package published_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"heed/internal/published"
)

// hatsOf is a release of an invented file, read.
func hatsOf(t *testing.T, name, headings string, rows ...string) *published.Set {
	t.Helper()
	text := "time_period,time_identifier,geographic_level,country_code,country_name," + headings + "\n"
	for _, row := range rows {
		year, rest, _ := strings.Cut(row, ",")
		text += year + ",Calendar year,National,E92000001,England," + rest + "\n"
	}
	set, _, err := published.Read(name, strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	set.Imported = true
	return set
}

func seriesIDs(list []*published.Series) []string {
	var ids []string
	for _, s := range list {
		ids = append(ids, s.ID)
	}
	return ids
}

func TestAReleaseSaysWhatItLacksOfTheOneBeforeAndWhatIsNew(t *testing.T) {
	t.Parallel()
	old := hatsOf(t, "hats_2020_to_2022.csv", "colour,hats,caps,hats_percent", "2021,Total,1,2,3", "2022,Total,4,5,6")
	for name, c := range map[string]struct {
		set          *published.Set
		missing, new []string
		renamed      bool
		none         bool
	}{
		"an indicator is renamed":          {set: hatsOf(t, "hats_2020_to_2023.csv", "colour,Headwear,caps,hats_percent", "2023,Total,1,2,3"), missing: []string{"hats-hats"}, new: []string{"hats-headwear"}},
		"a filter is renamed":              {set: hatsOf(t, "hats_2020_to_2023.csv", "hue,hats,caps,hats_percent", "2023,Total,1,2,3"), missing: []string{"hats-hats", "hats-caps", "hats-hats-percent"}, new: []string{"hats-hats", "hats-caps", "hats-hats-percent"}},
		"nothing is renamed":               {set: hatsOf(t, "hats_2020_to_2023.csv", "colour,hats,caps,hats_percent", "2023,Total,1,2,3")},
		"an indicator is no more":          {set: hatsOf(t, "hats_2020_to_2023.csv", "colour,hats,hats_percent", "2023,Total,1,3"), missing: []string{"hats-caps"}},
		"the file is renamed too":          {set: hatsOf(t, "headgear_2023.csv", "colour,Headwear,caps,hats_percent", "2023,Total,1,2,3"), missing: []string{"hats-hats"}, new: []string{"headgear-headwear"}, renamed: true},
		"a file of something else":         {set: hatsOf(t, "kites_2023.csv", "colour,kites", "2023,Total,1"), none: true},
		"an earlier release comes in late": {set: hatsOf(t, "hats_2019_to_2021.csv", "colour,hats", "2021,Total,1"), none: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			change := published.NewTable(old).Compare(c.set)
			if change == nil || c.none {
				if (change == nil) != c.none {
					t.Errorf("%+v", change)
				}
				return
			}
			if diff := cmp.Diff(c.missing, seriesIDs(change.Missing)) + cmp.Diff(c.new, seriesIDs(change.New)); diff != "" || change.Renamed != c.renamed || change.Earlier != "hats_2020_to_2022.csv" {
				t.Errorf("%+v\n%s", change, diff)
			}
		})
	}
}

func TestARenamedSeriesGoesOnInOneLineOnceSomebodyHasSaidSo(t *testing.T) {
	t.Parallel()
	sets := []*published.Set{
		hatsOf(t, "hats_2020_to_2022.csv", "colour,hats,caps", "2021,Total,1,2", "2022,Total,4,5"),
		hatsOf(t, "hats_2020_to_2023.csv", "colour,Headwear,caps", "2023,Total,7,8"),
		hatsOf(t, "hats_2020_to_2024.csv", "colour,Headgear,caps", "2024,Total,9,c"),
	}
	renamed := published.Renamings{
		"hats | headwear | colour=total": "hats | hats | colour=total",
		"hats | headgear | colour=total": "hats | headwear | colour=total",
	}
	table := published.NewTableOf(renamed, sets...)
	if len(table.Series) != 2 {
		t.Fatalf("there are %v", ids(table))
	}
	s := table.Find("hats-hats")
	var got []published.Value
	for i := range s.Periods {
		got = append(got, s.At(published.England, i))
	}
	if diff := cmp.Diff([]published.Value{"1", "4", "7", "9"}, got); diff != "" || len(s.Sources) != 3 {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if change := published.NewTableOf(renamed, sets[:2]...).Compare(sets[2]); len(change.Missing) > 0 || len(change.New) > 0 {
		t.Errorf("what was said is told again: %+v", change)
	}
	both := hatsOf(t, "hats_2020_to_2025.csv", "colour,hats,Headwear", "2025,Total,1,2")
	if table := published.NewTableOf(renamed, both); len(table.Series) != 2 {
		t.Errorf("a file that has both holds two series: %v", ids(table))
	}
	ring := published.Renamings{"hats | hats | colour=total": "hats | headwear | colour=total", "hats | headwear | colour=total": "hats | hats | colour=total"}
	published.NewTableOf(ring, sets...) // ends
}

func TestASeriesBeginsWithItsFirstNumberAndNotWithItsFile(t *testing.T) {
	t.Parallel()
	table := published.NewTable(hatsOf(t, "hats.csv", "hats,caps", "2020,x,1", "2021,,2", "2022,c,3", "2023,4,"))
	hats, caps := table.Find("hats-hats"), table.Find("hats-caps")
	if hats.Periods[0].Code != "2022" || caps.Periods[0].Code != "2020" || hats.At(published.England, 0) != "c" || caps.Last().Code != "2022" {
		t.Errorf("hats begin in %s, caps in %s and end in %s", hats.Periods[0].Code, caps.Periods[0].Code, caps.Last().Code)
	}
}

func TestEverySeriesThatCameWithHeedBeginsInAYearWithANumberOfEngland(t *testing.T) {
	t.Parallel()
	for _, s := range shipped(t).Series {
		if _, ok := s.At(published.England, 0).Number(); !ok {
			t.Errorf("%s begins in %s, for which there is %q", s.ID, s.Periods[0].Code, s.At(published.England, 0))
		}
	}
}

func TestTheCaseOfARenamedIndicatorIsKnownByItsSeries(t *testing.T) {
	t.Parallel()
	const path = "../../../shared/cases/17-renamed-indicator/c1_invented_2026.csv"
	file, err := os.Open(path)
	if err != nil {
		t.Skip("the case is not here: ../shared/cases/17-renamed-indicator")
	}
	defer file.Close()
	set, _, err := published.Read(path, file)
	if err != nil {
		t.Fatal(err)
	}
	change := shipped(t).Compare(set)
	if change == nil || !change.Renamed || !slices.Equal(seriesIDs(change.Missing), []string{"referrals"}) || !slices.Contains(seriesIDs(change.New), "c1-invented-referrals") {
		t.Errorf("%+v", change)
	}
}
