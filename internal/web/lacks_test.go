package web_test

import (
	"encoding/csv"
	"errors"
	"net/http"
	"strings"
	"testing"

	"heed/internal/testkit"
	"heed/internal/web/htmlcheck"
)

// A rule that cannot be worked out, as a local number in it is beyond all days, is named on every page and in every export that would hold
// what it gives, and on none once the number is mended.
func TestWhatABrokenRuleLeavesOutIsSaidWhereverItIsMissing(t *testing.T) {
	t.Parallel()
	w, h := smallOwn(t)
	set := func(value string) {
		testkit.Put(t, h, "setting", map[string]string{"name": "cp_first_midpoint_weeks", "value": value, "basis": "Head of service"})
	}
	const broken = "cp-mid-period-review"
	places := map[string][]string{
		"W8":  {"/", "/clocks", "/clocks.csv", "/children/1002", "/rules/" + broken, "/coverage"},
		"W1":  {"/", "/clocks", "/children/1002"},
		"W5":  {"/", "/clocks"},
		"W13": {"/", "/clocks.csv", "/rules"},
	}
	for _, value := range []string{"2000000000", "5"} {
		set(value)
		for id, paths := range places {
			reader := w.as(t, h.Actor(t, id))
			for _, path := range paths {
				status, body := reader.get(path)
				if status != http.StatusOK {
					t.Errorf("%s, %s: %d", id, path, status)
					continue
				}
				says := strings.Contains(body, "This page is not complete")
				if strings.Contains(path, ".csv") {
					_, err := csv.NewReader(strings.NewReader(body)).ReadAll()
					says = errors.Is(err, csv.ErrFieldCount) && strings.Contains(body, "This list is not complete")
				} else if faults := htmlcheck.Parse(t, body).Faults(); len(faults) > 0 {
					t.Errorf("%s, %s: %q", id, path, faults)
				}
				if says != (value != "5") {
					t.Errorf("%s, with the number %s: %s says that it is not complete: %t", id, value, path, says)
				}
			}
		}
	}
}
