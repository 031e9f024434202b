package releases_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"heed/internal/door"
	"heed/internal/published"
	"heed/internal/releases"
	"heed/internal/testkit"
)

// kites writes an invented release into a folder of its own.
func kites(t *testing.T, name, headings, row string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	text := "time_period,time_identifier,geographic_level,country_code,country_name," + headings + "\n" + row + "\n"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestARenamedIndicatorIsToldAndMappedAndTheMappingIsKeptWithWhoAndWhen(t *testing.T) {
	t.Parallel()
	h := testkit.OpenCold(t)
	analyst := h.Session(h.Actor(t, "W13"))
	first := kites(t, "kites_2023.csv", "kind,flown,lost", "2023,Calendar year,National,E92000001,England,Total,10,1")
	second := kites(t, "kites_2024.csv", "kind,Kites up,lost", "2024,Calendar year,National,E92000001,England,Total,20,2")
	for _, path := range []string{first, second} {
		done, err := releases.Import(t.Context(), analyst, path, "", "")
		if err != nil {
			t.Fatal(err)
		}
		if path == second && (len(done.Change.Missing) != 1 || len(done.Change.New) != 1 || done.Change.Missing[0].ID != "kites-flown") {
			t.Errorf("%+v", done.Change)
		}
	}
	years := func() string {
		table, err := h.Published(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		s, said := table.Find("kites-flown"), ""
		for i, p := range s.Periods {
			said += " " + p.Code + " " + string(s.At(published.England, i))
		}
		return strings.TrimSpace(said)
	}
	if got := years(); got != "2023 10" {
		t.Errorf("before anybody has said so: %s", got)
	}
	if _, err := releases.Map(t.Context(), h.Session(h.Actor(t, "W1")), "flown", "Kites up", "renamed", "form"); !errors.Is(err, door.ErrForbidden) {
		t.Errorf("a social worker says so: %v", err)
	}
	for _, c := range [][3]string{{"flown", "Kites up", ""}, {"flown", "nothing", "x"}, {"Kites up", "flown", "x"}, {"flown", "flown", "x"}} {
		if _, err := releases.Map(t.Context(), analyst, c[0], c[1], c[2], "form"); err == nil {
			t.Errorf("%q is taken", c)
		}
	}
	if got := years(); got != "2023 10" {
		t.Errorf("after what was refused: %s", got)
	}
	pairs, err := releases.Map(t.Context(), analyst, "flown", "kites up", "the publication says so", "form")
	if err != nil || len(pairs) != 1 {
		t.Fatalf("%d pairs, %v", len(pairs), err)
	}
	if got := years(); got != "2023 10 2024 20" {
		t.Errorf("once it is said: %s", got)
	}
	list, err := analyst.PublishedRenamings(t.Context())
	if err != nil || len(list) != 1 || list[0].By != "W13" || !list[0].At.Equal(testkit.Now) || list[0].New != "kites | kites up | kind=total" || list[0].Old != "kites | flown | kind=total" {
		t.Errorf("%+v, %v", list, err)
	}
	if err := releases.Unmap(t.Context(), analyst, list[0].New, "a mistake"); err != nil || years() != "2023 10" {
		t.Errorf("taken back: %v, %s", err, years())
	}
	if err := releases.Unmap(t.Context(), analyst, list[0].New, "again"); !errors.Is(err, door.ErrNotFound) {
		t.Errorf("taken back twice: %v", err)
	}
}
