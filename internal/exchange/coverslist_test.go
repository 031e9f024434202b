package exchange

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const visitsHeading = "child_id,visited_on,seen\n"

// visits writes a list of visits, one on each of some days.
func visits(days ...string) string {
	var b strings.Builder
	b.WriteString(visitsHeading)
	for i, day := range days {
		fmt.Fprintf(&b, "%d,%s,true\n", i, day)
	}
	return b.String()
}

const listAssumed = " | List | The last day recorded in the list: assumed (assumed)\n"

func TestAListCoversFromItsFirstDayToItsLastUnlessItIsGiven(t *testing.T) {
	t.Parallel()
	list := visits("2026-01-05", "2026-03-20", "2056-03-20") // the last is a slip, in the future
	for _, tt := range []struct {
		name, from, to, want string
	}{
		{"nothing given", "", "", "2026-01-05 to 2026-03-20" + listAssumed},
		{"to a day", "", "2026-03-31", "2026-01-05 to 2026-03-31 | List | Given at import\n"},
		{"between days", "2020-04-01", "2026-03-31", "2020-04-01 to 2026-03-31 | List | Given at import\n"},
		{"from a day", "2020-04-01", "", "2020-04-01 to 2026-03-20" + listAssumed},
		{"to the last day", "", "2026-03-20", "2026-01-05 to 2026-03-20 | List | Given at import\n"},
	} {
		opt := Options{Today: day("2026-11-29")}
		if tt.from != "" {
			opt.CompleteFrom = day(tt.from)
		}
		if tt.to != "" {
			opt.CompleteTo = day(tt.to)
		}
		if diff := cmp.Diff("cp_visit "+tt.want, covered(t, opt, tree(t, "cp_visit.csv", list))); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
	}
}

func TestADayBeforeTheLastOneRecordedIsRefused(t *testing.T) {
	t.Parallel()
	returns, err := recognise(t, Options{Today: day("2026-11-29"), CompleteTo: day("2026-03-19")}, tree(t, "cp_visit.csv", visits("2026-01-05", "2026-03-20")))
	if err != nil {
		t.Fatal(err)
	}
	err = returns[0].Read(t.Context(), &countSink{}, nil)
	want := "cp_visit.csv is refused: expected nothing recorded after 19 March 2026, to which it is said to be complete, found a row of 20 March 2026. " +
		"Give the last day to which it is complete, or correct the row."
	if !errors.Is(err, ErrRefused) || err.Error() != want {
		t.Errorf("got %v", err)
	}
}

func TestOneSlipOfThePenClaimsNoCentury(t *testing.T) {
	t.Parallel()
	days := []string{"1926-01-05"}
	for i := range 199 {
		days = append(days, fmt.Sprintf("2026-%02d-%02d", 1+i/28%6, 1+i%28))
	}
	opt := Options{Today: day("2026-11-29")}
	if got := covered(t, opt, tree(t, "cp_visit.csv", visits(days...))); !strings.HasPrefix(got, "cp_visit 2026-01-01 to 2026-06-28 ") {
		t.Errorf("of 200 rows: %s", got)
	}
	if got := covered(t, opt, tree(t, "cp_visit.csv", visits(days[:99]...))); !strings.HasPrefix(got, "cp_visit 1926-01-05 to ") {
		t.Errorf("of 99 rows: %s", got)
	}
}

func TestWhatIsPlannedAndWhoWasBornSaysNothingOfAList(t *testing.T) {
	t.Parallel()
	dir := tree(t,
		"child.csv", "child_id,born_on,sex,died_on\n1,2012-05-01,F,\n2,2013-05-01,M,2024-01-01\n",
		"team.csv", teamCSV,
		"worker.csv", "worker_id,name,role,team_id,started_on\nw1,Invented,social worker,t1,2021-01-04\n",
		"return_interview.csv", "child_id,missing_started_on,offered_at,held_at\n1,2025-11-13,2025-11-14T09:00:00Z,2025-11-15T16:30:00Z\n",
		"annual_health.csv", "child_id,year_ending_on,health_assessed\n1,2025-03-31,true\n1,2024-03-31,true\n",
		"setting.csv", "name,value,basis\nvisit_days,28,Team plan\n",
		"cp_plan.csv", "child_id,started_on,ended_on,initial_category,latest_category\n",
	)
	const stood = " 2026-11-29 to 2026-11-29 | List | As the list stood on the day of the import: assumed (assumed)\n"
	want := "child" + stood + "annual_health 2023-04-01 to 2025-03-31" + listAssumed + "return_interview 2025-11-15 to 2025-11-15" + listAssumed +
		"team" + stood + "worker" + stood
	if diff := cmp.Diff(want, covered(t, Options{Today: day("2026-11-29")}, dir)); diff != "" {
		t.Error(diff)
	}
	given := covered(t, Options{Today: day("2026-11-29"), CompleteFrom: day("2026-01-01"), CompleteTo: day("2026-10-31")}, tree(t, "cp_plan.csv",
		"child_id,started_on,ended_on,initial_category,latest_category\n"))
	if want := "cp_plan 2026-01-01 to 2026-10-31 | List | Given at import\n"; given != want {
		t.Errorf("a list without rows that is said to be complete covers %q", given)
	}
}

func TestNobodysListSaysWhatRecordsCover(t *testing.T) {
	t.Parallel()
	const text = "record_type,source,from_on,to_on,basis\ncp_visit,List,2010-04-01,2026-03-31,I say so\n"
	for name, file := range map[string]string{"named": "record_coverage.csv", "by its heading": "mine.csv"} {
		for _, kind := range []string{"", "csv", "record_coverage"} {
			_, err := recognise(t, Options{Kind: kind}, tree(t, file, text, "team.csv", teamCSV))
			if kind == "record_coverage" {
				_, err = recognise(t, Options{Kind: kind}, tree(t, file, text))
			}
			if !errors.Is(err, ErrRefused) || !strings.Contains(err.Error(), "heed record put record_coverage") {
				t.Errorf("%s, of kind %q: %v", name, kind, err)
			}
		}
	}
}

func TestRowsOfWhichNoneCanBeReadDoNotSayThatNothingHappened(t *testing.T) {
	t.Parallel()
	opt := Options{Today: day("2026-11-29"), CompleteTo: day("2026-10-31")}
	for name, list := range map[string]string{"no day": visits("31/02/2026"), "a broken row": visitsHeading + "1,2026-01-05\n"} {
		if got := covered(t, opt, tree(t, "cp_visit.csv", list)); got != "" {
			t.Errorf("%s: it covers %s", name, got)
		}
	}
	lost := covered(t, Options{Today: day("2021-06-01")}, tree(t, "2021/header.csv", headerCSV, "2021/episodes.csv", episodesCSV, "2021/dolo.csv", doloCSV+"1,01/05/2010,soon,\n"))
	if strings.Contains(lost, "deprivation_of_liberty") {
		t.Errorf("a table of which no row can be read covers its year:\n%s", lost)
	}
}
