package htmlcheck_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"heed/internal/web/htmlcheck"
)

const sound = `<!DOCTYPE html><html lang="en-GB"><head><title>Clocks – Heed</title></head><body>
<a href="#main" class="govuk-skip-link">Skip</a><header>Heed</header><main id="main"><h1>Clocks</h1>
<form><label for="a">Team</label><input id="a" name="team"></form>
<table><caption>Two clocks</caption><thead><tr><th scope="col">Child</th><th scope="col">Duty</th></tr></thead>
<tbody><tr><th scope="row">41127</th><td><a href="/rules/icpc">Initial <b>conference</b></a></td></tr></tbody></table>
<svg aria-hidden="true"></svg></main><footer>Help</footer></body></html>`

func TestASoundPageHasNoFault(t *testing.T) {
	t.Parallel()
	if faults := htmlcheck.Parse(t, sound).Faults(); len(faults) > 0 {
		t.Errorf("faults: %q", faults)
	}
}

func TestEachFaultIsFound(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ old, made, want string }{
		"a second main heading":        {"<h1>Clocks</h1>", "<h1>Clocks</h1><h1>More</h1>", "2 elements match h1"},
		"a heading that skips a level": {"</form>", "</form><h3>Deep</h3>", "is h3 after h1"},
		"a title without Heed":         {"Clocks – Heed", "Clocks", "does not end"},
		"a summary without Error":      {"<form>", `<div class="govuk-error-summary"></div><form>`, "go together"},
		"an id that stands twice":      {"<form>", `<form id="a">`, "stands twice"},
		"a label for nothing":          {`for="a"`, `for="b"`, "not on the page"},
		"a link to nothing here":       {"/rules/icpc", "#nowhere", "not on the page"},
		"a field without a label":      {`<label for="a">Team</label>`, "", "has no label"},
		"a link without words":         {"Initial <b>conference</b>", "", "has no words"},
		"a picture that says nothing":  {`<svg aria-hidden="true">`, "<svg>", "a picture is neither"},
		"a table without a caption":    {"<caption>Two clocks</caption>", "", "no caption"},
		"a heading without a scope":    {`<th scope="row">`, "<th>", "no scope"},
		"a row short of a cell":        {`<th scope="row">41127</th>`, "", "1 cells under 2"},
		"an inline style":              {"<form>", `<form style="color:red">`, "inline style"},
		"a script":                     {"<form>", "<script></script><form>", "a script"},
		"a word that Heed never uses":  {"41127", "N/A", `"n/a"`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			page := strings.Replace(sound, c.old, c.made, 1)
			faults := htmlcheck.Parse(t, page).Faults()
			if !slices.ContainsFunc(faults, func(f string) bool { return strings.Contains(f, c.want) }) {
				t.Errorf("faults are %q, want one with %q", faults, c.want)
			}
		})
	}
}

func TestTextRunsOnWithinALine(t *testing.T) {
	t.Parallel()
	page := htmlcheck.Parse(t, sound)
	if diff := cmp.Diff([]string{"Initial conference"}, page.Texts("td")); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"#main", "/rules/icpc"}, page.Links()); diff != "" {
		t.Error(diff)
	}
	if page.One("input").Attr("name") != "team" || page.Has("h2") {
		t.Error("attributes or elements are not found as they stand")
	}
}
