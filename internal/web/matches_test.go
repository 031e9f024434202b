//go:build !race || long

package web_test

import (
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"heed/internal/door"
	"heed/internal/imports"
	"heed/internal/testkit"
	"heed/internal/web/htmlcheck"
)

func TestAPersonDecidesWhetherTwoNumbersAreOneChild(t *testing.T) {
	t.Parallel()
	w, heed := smallOwn(t)
	list := filepath.Join(t.TempDir(), "child.csv")
	text := "child_id,reported_by,born_on,sex,upn\n1002,ssda903,2015-07-02,M,A200000000002\nX2,cin,2015-02-07,M,A200000000002\n" +
		"1003,ssda903,2020-11-30,F,A300000000003\nX3,cin,2020-11-30,F,A300000000003\n"
	if err := os.WriteFile(list, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := imports.Import(t.Context(), heed.Session(door.System(testkit.Authority)), imports.Request{Paths: []string{list}}, nil); err != nil {
		t.Fatal(err)
	}
	director := w.as(t, heed.Actor(t, "W8"))
	decide := func(what, reason string) (int, string) {
		return director.post("/matches", url.Values{"first": {"1002"}, "other": {"X2"}, "what": {what}, "reason": {reason}})
	}
	open := func(path string, wants ...string) {
		t.Helper()
		status, body := director.get(path)
		if status != http.StatusOK {
			t.Fatalf("%s: status %d", path, status)
		}
		for _, want := range wants {
			if !strings.Contains(body, want) {
				t.Errorf("%s lacks %q", path, want)
			}
		}
		if strings.Contains(body, "X3") || strings.Contains(body, "1003") {
			t.Errorf("%s shows a restricted child", path)
		}
		if faults := htmlcheck.Parse(t, body).Faults(); len(faults) > 0 {
			t.Errorf("%s: %q", path, faults)
		}
	}
	open("/imports", `href="/matches"`)
	open("/matches", "To decide: 1", "Date of birth", "Decided to be one child: 0")
	open("/matches/decide?first=1002&other=X2", "One child or two?", "Unique pupil number")
	if status, _ := director.get("/matches/decide?first=1003&other=X3"); status != http.StatusNotFound {
		t.Errorf("a pair of a restricted child opens with status %d", status)
	}
	status, body := decide("one", " ")
	if status != http.StatusBadRequest || !strings.Contains(body, "Say why") {
		t.Errorf("without a reason: status %d", status)
	}
	if status, _ := decide("undo", "x"); status != http.StatusBadRequest {
		t.Errorf("undoing what nobody decided: status %d", status)
	}
	decide("one", "Seen both files")
	open("/matches", "To decide: 0", "Decided to be one child: 1", "Seen both files")
	open("/children/X2", "Other numbers")
	decide("undo", "Mistaken")
	open("/matches", "To decide: 1", "Decided to be one child: 0")
}
