package figures_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/figures"
	"heed/internal/published"
	"heed/internal/releases"
	"heed/internal/testkit"
)

func TestTheFigureBesideWhatIsPublishedIsThatOfTheDay(t *testing.T) {
	t.Parallel()
	h := brockwell(t)
	who := door.System(testkit.Authority)
	for _, id := range []string{"cpp-count", "cpp-over-2y", "lac-rate", "re-referral-12m", "placements-3plus"} {
		page, err := figures.Find(t.Context(), h.Session(who), id, figures.Filter{})
		if err != nil {
			t.Fatal(err)
		}
		along := page.Alongside
		if along == nil {
			t.Errorf("%s: nothing is published beside it", id)
			continue
		}
		compared := 0
		for _, year := range along.Years {
			if year.Own.Value == nil || year.Ending != 2026 {
				continue
			}
			day := time.Date(year.Ending, 3, 31, 0, 0, 0, 0, time.UTC)
			then, err := figures.Find(t.Context(), h.Session(who).At(door.Question{AsAt: day}), id, figures.Filter{})
			if err != nil {
				t.Fatal(err)
			}
			if then.Figure.Value == nil || *then.Figure.Value != *year.Own.Value {
				t.Errorf("%s as at %s: beside the published it is %v, by itself %v", id, day.Format(time.DateOnly), *year.Own.Value, then.Figure.Value)
			}
			compared++
		}
		if compared == 0 {
			t.Errorf("%s: there is no figure of 31 March 2026: %+v", id, along.Years)
		}
		if along.Relative == (id == "cpp-count") {
			t.Errorf("%s: relative is %t", id, along.Relative)
		}
		if _, known := along.Years[1].Step.England.Number(); !known || along.Years[1].Step.Neighbours.Of != 10 {
			t.Errorf("%s: the second year is %+v", id, along.Years[1].Step)
		}
	}
}

func TestWhoSeesTotalsOnlySeesNoSmallNumberOfAnyYear(t *testing.T) {
	t.Parallel()
	h := brockwell(t)
	member := door.Actor{ID: "member-1", Role: access.ElectedMember, Authority: testkit.Authority}
	hidden := 0
	for _, id := range []string{"cpp-over-2y", "cpp-repeat", "placements-3plus", "re-referral-12m"} {
		page, err := figures.Find(t.Context(), h.Session(member), id, figures.Filter{})
		if err != nil {
			t.Fatal(err)
		}
		for _, year := range page.Alongside.Years {
			if year.Hidden {
				hidden++
			}
			if n := year.Own.Numerator; n != nil && *n > 0 && *n < 6 {
				t.Errorf("%s in %d shows %v", id, year.Ending, *n)
			}
			if year.Hidden && year.Own.Value != nil {
				t.Errorf("%s in %d is hidden and has a value", id, year.Ending)
			}
		}
	}
	if hidden == 0 {
		t.Error("no year had a small number, so nothing was tried")
	}
}

func TestALaterReleaseIsOfTheSamePublicationAndIsSeenWithoutOpeningAgain(t *testing.T) {
	t.Parallel()
	h := testkit.Empty(t)
	path := filepath.Join(t.TempDir(), "d5_cpps_at31march_by_duration_2013_to_2026.csv")
	const text = "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,new_la_code,la_name,category,CPP_At31\n" +
		"2025,Reporting year,Local authority,E92000001,England,E13000001,Inner London,208,E09000022,Lambeth,Child Protection Plans by length of time,254\n" +
		"2026,Reporting year,Local authority,E92000001,England,E13000001,Inner London,208,E09000022,Lambeth,Child Protection Plans by length of time,260\n"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	before, err := h.Published(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	other, err := door.Open(t.Context(), door.Config{Dir: filepath.Join(h.Dir, "data"), Now: func() time.Time { return testkit.Now }})
	if err != nil {
		t.Fatal(err)
	}
	result, err := releases.Import(t.Context(), other.Session(door.System("")), path, "", "")
	if err != nil {
		t.Fatal(err)
	}
	if err := other.Close(); err != nil {
		t.Fatal(err)
	}
	if result.Set.Publication != "Characteristics of children in need" || result.Set.Release != "2026" || result.Replaced {
		t.Errorf("it is of %q, release %q", result.Set.Publication, result.Set.Release)
	}
	after, err := h.Published(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	read := func(table *published.Table) string {
		s := table.Find("cp-plans")
		var values []string
		for i, p := range s.Periods {
			if p.Ending() >= 2024 {
				values = append(values, p.Code+" "+string(s.At("208", i)))
			}
		}
		return strings.Join(values, ", ")
	}
	if got, want := read(before), "2024 305, 2025 253"; got != want {
		t.Errorf("before the import it reads %s, want %s", got, want)
	}
	if got, want := read(after), "2024 305, 2025 254, 2026 260"; got != want {
		t.Errorf("after it %s, want %s", got, want)
	}
	if len(after.Series) != len(before.Series) {
		t.Errorf("there are %d series, and were %d", len(after.Series), len(before.Series))
	}
}
