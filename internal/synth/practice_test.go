package synth_test

import (
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"heed/internal/synth"
)

// practiceRows gives the rows of a list over all years, a later row of the same key in place of an earlier.
func practiceRows(t *testing.T, dir string, a synth.Authority, name string, key ...string) map[string]map[string]string {
	t.Helper()
	rows := map[string]map[string]string{}
	for _, y := range a.Years {
		for _, r := range readCSV(t, dir, filepath.Join(y.Dir, "records", name+".csv")) {
			k := ""
			for _, column := range key {
				k += r[column] + "/"
			}
			rows[k] = r
		}
	}
	return rows
}

func TestEveryListOfTheYearsRecordsHasRows(t *testing.T) {
	t.Parallel()
	dir, a := large.read(t)
	all, err := filepath.Glob(filepath.Join(dir, a.Years[0].Dir, "records", "*.csv"))
	if err != nil || len(all) < 90 {
		t.Fatalf("%d lists, %v", len(all), err)
	}
	for _, path := range all {
		rows := 0
		for _, y := range a.Years {
			rows += len(readCSV(t, dir, filepath.Join(y.Dir, "records", filepath.Base(path))))
		}
		if rows == 0 {
			t.Errorf("nothing is ever written to %s", filepath.Base(path))
		}
	}
}

func TestTheDayToDayWorkIsMostlyDoneInTimeSomeLateAndSomeNever(t *testing.T) {
	t.Parallel()
	dir, a := large.read(t)
	workdays := large.all(t).workdays
	tests := []struct {
		list, from, done string
		key              []string
		working, days    int
	}{
		{"contact", "received_on", "decided_on", []string{"contact_id"}, 1, 0},
		{"referral_decision", "decided_on", "referrer_informed_on", []string{"child_id", "decided_on"}, 3, 0},
		{"strategy_discussion", "held_on", "record_shared_on", []string{"child_id", "concern_on"}, 1, 0},
		{"conference", "held_on", "minutes_sent_on", []string{"child_id", "planned_on"}, 20, 0},
		{"review_meeting", "held_on", "decisions_sent_on", []string{"child_id", "planned_on"}, 5, 0},
		{"ehc_request", "requested_on", "decided_on", []string{"child_id", "requested_on"}, 0, 42},
	}
	for _, tt := range tests {
		all, inTime, late, never := 0, 0, 0, 0
		for _, r := range practiceRows(t, dir, a, tt.list, tt.key...) {
			start, done := day(r[tt.from]), day(r[tt.done])
			if start.IsZero() || until.Sub(start) < 90*24*time.Hour || r["unsafe_to_inform"] == "true" {
				continue
			}
			all++
			switch {
			case done.IsZero():
				never++
			case tt.days > 0 && done.After(start.AddDate(0, 0, tt.days)), tt.days == 0 && workdays.between(start, done) > tt.working:
				late++
			default:
				inTime++
			}
		}
		band{tt.list + ": " + tt.done + " in time, %", share(inTime, all), 75, 97}.hold(t)
		band{tt.list + ": late, %", share(late, all), 1.5, 22}.hold(t)
		band{tt.list + ": never, %", share(never, all), 0, 5}.hold(t)
	}
}

// TestNothingRecordedIsYetToCome but the days planned for it.
func TestNothingRecordedIsYetToCome(t *testing.T) {
	t.Parallel()
	dir, a := small.read(t)
	planned := map[string]bool{
		"planned_on": true, "last_day_on": true, "due_on": true, "extended_to_on": true, "expires_on": true, "court_date_on": true,
		"starts_on": true, "ends_on": true,
	}
	ahead := 0
	for _, y := range a.Years {
		paths, _ := filepath.Glob(filepath.Join(dir, y.Dir, "records", "*.csv"))
		for _, path := range paths {
			for _, r := range readCSV(t, dir, filepath.Join(y.Dir, "records", filepath.Base(path))) {
				for column, value := range r {
					switch {
					case !day(value).After(until.AddDate(0, 0, 1)):
					case planned[column]:
						ahead++
					default:
						t.Errorf("%s of %s is %s", column, filepath.Base(path), value)
					}
				}
			}
		}
	}
	if ahead == 0 {
		t.Error("nothing is planned")
	}
}

func TestTheSchoolTermsCoverEverySchoolYearAndTheNext(t *testing.T) {
	t.Parallel()
	dir, a := small.read(t)
	terms := practiceRows(t, dir, a, "school_term", "name")
	for year := 2019; year <= 2027; year++ {
		last := time.Time{}
		for _, half := range []string{"autumn-1", "autumn-2", "spring-1", "spring-2", "summer-1", "summer-2"} {
			name := strconv.Itoa(year) + "-" + strconv.Itoa(year + 1)[2:] + "-" + half
			r := terms[name+"/"]
			from, to := day(r["starts_on"]), day(r["ends_on"])
			if !from.After(last.AddDate(0, 0, 2)) || to.Sub(from) < 20*24*time.Hour || to.Sub(from) > 65*24*time.Hour {
				t.Errorf("%s runs from %v to %v", name, r["starts_on"], r["ends_on"])
			}
			last = to
		}
	}
}

// TestTheListsFollowTheJourney compares what the lists say with what the returns say.
func TestTheListsFollowTheJourney(t *testing.T) {
	t.Parallel()
	dir, a := write(t, synth.Options{Children: 1_500, Seed: 8, FaultShare: -1})
	started, ended := map[string]bool{}, map[string]time.Time{}
	for _, y := range a.Years {
		for _, e := range readCSV(t, dir, y.Dir+"/ssda903/episodes.csv") {
			started[e["CHILD"]+"/"+day(e["DECOM"]).Format("2006-01-02")] = true
			if e["DEC"] == "" || day(e["DEC"]).After(ended[e["CHILD"]]) {
				ended[e["CHILD"]] = day(e["DEC"])
			}
		}
	}
	plans := practiceRows(t, dir, a, "placement_plan", "child_id", "placement_started_on")
	if len(plans) < 50 {
		t.Fatalf("%d placement plans", len(plans))
	}
	for k, r := range plans {
		// A placement that changed its legal status before the first return is not in it from its start.
		if !day(r["placement_started_on"]).Before(day("2020-04-01")) && !started[r["child_id"]+"/"+r["placement_started_on"]] {
			t.Errorf("there is no placement for the plan %s", k)
		}
	}
	for k, r := range practiceRows(t, dir, a, "care_visit", "child_id", "visited_on") {
		if end, ok := ended[r["child_id"]]; r["kind"] != "custody" && (!ok || !end.IsZero() && day(r["visited_on"]).After(end)) {
			t.Errorf("the visit %s was not in care", k)
		}
	}
	reviews := map[string]bool{}
	for _, y := range a.Years {
		for _, r := range readCSV(t, dir, y.Dir+"/ssda903/reviews.csv") {
			reviews[r["CHILD"]+"/"+day(r["REVIEW"]).Format("2006-01-02")] = true
		}
	}
	held, known := 0, 0
	for _, r := range practiceRows(t, dir, a, "review_meeting", "child_id", "planned_on") {
		if r["held_on"] != "" {
			if held++; reviews[r["child_id"]+"/"+r["held_on"]] {
				known++
			}
		}
	}
	if known*100 < held*90 {
		t.Errorf("%d of %d reviews with papers are in a return", known, held)
	}
}
