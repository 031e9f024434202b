package synth_test

import (
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"heed/catalogue"
)

func TestEveryListIsOfARecordTypeAndEveryHeadingAFieldOfIt(t *testing.T) {
	t.Parallel()
	cat, err := catalogue.Load()
	if err != nil {
		t.Fatal(err)
	}
	dir, a := small.read(t)
	for _, y := range a.Years {
		files, err := filepath.Glob(filepath.Join(dir, y.Dir, "records", "*.csv"))
		if err != nil || len(files) < 10 {
			t.Fatalf("%d lists in %s: %v", len(files), y.Dir, err)
		}
		for _, path := range files {
			id := strings.TrimSuffix(filepath.Base(path), ".csv")
			kind := cat.Type(id)
			if kind == nil {
				t.Errorf("there is no record type %s", id)
				continue
			}
			for _, r := range readCSV(t, dir, y.Dir+"/records/"+id+".csv") {
				for heading := range r {
					if kind.Field(heading) == nil {
						t.Errorf("%s has no field %s", id, heading)
					}
				}
				for _, key := range kind.Key {
					if r[key] == "" {
						t.Errorf("a %s has no %s", id, key)
					}
				}
			}
		}
	}
}

func TestNobodyCanBeTakenForAnyoneReal(t *testing.T) {
	t.Parallel()
	dir, a := small.read(t)
	const checkLetters = "ABCDEFGHJKLMNPQRTUVWXYZ"
	postcodes, pupils := 0, 0
	for _, y := range a.Years {
		for _, e := range readCSV(t, dir, y.Dir+"/ssda903/episodes.csv") {
			for _, post := range []string{e["HOME_POST"], e["PL_POST"]} {
				if postcodes++; !strings.HasPrefix(post, "ZZ") {
					t.Errorf("a postcode is in an area that exists: %.2s", post)
				}
			}
		}
		for _, c := range readCensus(t, dir, y.Dir).Children {
			if c.UPN == "" {
				continue
			}
			pupils++
			sum := 0
			for i, d := range c.UPN[1:] {
				sum += int(d-'0') * (i + 2)
			}
			if len(c.UPN) != 13 || c.UPN[0] != checkLetters[sum%23] || c.UPN[1:4] != "990" {
				t.Error("a pupil number is not well made, or not of the invented council")
			}
		}
	}
	if postcodes < 190 || pupils < 190 {
		t.Errorf("only %d postcodes and %d pupil numbers", postcodes, pupils)
	}
}

func TestAReturnHoldsNothingAfterItsYear(t *testing.T) {
	t.Parallel()
	dir, a := small.read(t)
	for _, y := range a.Years {
		last := time.Date(y.Ending, time.March, 31, 0, 0, 0, 0, time.UTC)
		if last.After(until) {
			last = until
		}
		for _, name := range []string{
			"ssda903/episodes.csv", "ssda903/reviews.csv", "ssda903/missing.csv", "ssda903/ad1.csv", "ssda903/sw_episodes.csv",
			"records/allocation.csv", "records/cp_visit.csv", "records/worker.csv", "records/health_assessment.csv",
		} {
			for _, r := range readCSV(t, dir, y.Dir+"/"+name) {
				for column, value := range r {
					if d := day(value); d.After(last) {
						t.Errorf("%d %s: %s is after the year", y.Ending, name, column)
					}
				}
			}
		}
	}
}

func TestLaterYearsCorrectEarlierOnes(t *testing.T) {
	t.Parallel()
	dir, _ := large.read(t)
	ended, corrected, late, reviews := 0, 0, 0, 0
	earlier := map[string]map[string]string{}
	for year := 2021; year <= 2026; year++ {
		began := time.Date(year-1, time.April, 1, 0, 0, 0, 0, time.UTC)
		name := strconv.Itoa(year) + "/ssda903/"
		for _, e := range readCSV(t, dir, name+"episodes.csv") {
			before, known := earlier[e["CHILD"]+e["DECOM"]]
			switch {
			case !known && year > 2021 && day(e["DECOM"]).Before(began):
				late++
			case known && before["DEC"] == "" && e["DEC"] != "":
				ended++
			}
			if known && before["PLACE_PROVIDER"] != e["PLACE_PROVIDER"] {
				corrected++
			}
			earlier[e["CHILD"]+e["DECOM"]] = e
		}
		for _, r := range readCSV(t, dir, name+"reviews.csv") {
			if day(r["REVIEW"]).Before(began) {
				reviews++
			}
		}
	}
	if ended < 200 || corrected < 6 || late < 4 || reviews < 4 {
		t.Errorf("%d episodes ended and %d were corrected; %d and %d reviews were recorded late", ended, corrected, late, reviews)
	}
}

// TestAssessment2FallsBehindInTheLastMonths is the drift that the demo has to show.
func TestAssessment2FallsBehindInTheLastMonths(t *testing.T) {
	t.Parallel()
	w := large.all(t)
	team := map[[2]string]string{}
	for _, r := range w.tables["records/allocation.csv"] {
		team[[2]string{r["child_id"], r["started_on"]}] = r["team_id"]
	}
	late, all := map[string]int{}, map[string]int{}
	for k, n := range w.needs {
		if day(k[1]).Before(day("2026-04-10")) || len(n.Assessments) == 0 {
			continue
		}
		end := day(n.Assessments[0].Authorised)
		if end.IsZero() {
			end = until
		}
		passed := w.workdays.between(day(k[1]), end) > 45
		if all[team[k]]++; passed {
			late[team[k]]++
		}
	}
	one, two := share(late["T01"], all["T01"]), share(late["T02"], all["T02"])
	t.Logf("late since spring: Assessment 1 %.1f%%, Assessment 2 %.1f%%", one, two)
	if two < one+8 {
		t.Errorf("Assessment 1 is late in %.1f%% and Assessment 2 in %.1f%%", one, two)
	}
}
