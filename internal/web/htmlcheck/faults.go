package htmlcheck

import (
	"fmt"
	"slices"
	"strings"
)

// Faults lists what is wrong with how a page is made: what a browser needs, what a screen reader needs, and what the content
// security policy would refuse. It is not a judge of all of WCAG; axe is, in a real browser.
func (n Node) Faults() []string {
	n.tb.Helper()
	var faults []string
	for _, check := range []func(Node) []string{frame, headings, ids, references, controls, tables, policy, words} {
		faults = append(faults, check(n)...)
	}
	return faults
}

// frame is what every page must have exactly one of.
func frame(n Node) []string {
	var faults []string
	for _, selector := range []string{"html[lang]", "head > title", "main#main", "h1", "a.govuk-skip-link[href='#main']", "header", "footer"} {
		if found := len(n.All(selector)); found != 1 {
			faults = append(faults, fmt.Sprintf("%d elements match %s, want 1", found, selector))
		}
	}
	if title := n.One("title").Text(); !strings.HasSuffix(title, " – Heed") {
		faults = append(faults, fmt.Sprintf("the title %q does not end in – Heed", title))
	}
	hasSummary, saysError := n.Has(".govuk-error-summary"), strings.HasPrefix(n.One("title").Text(), "Error: ")
	if hasSummary != saysError {
		faults = append(faults, "an error summary and a title that begins Error: go together")
	}
	return faults
}

// headings go down one level at a time and are never blank.
func headings(n Node) []string {
	var faults []string
	level := 0
	for _, h := range n.All("h1, h2, h3, h4, h5, h6") {
		now := int(h.node.Data[1] - '0')
		if now > level+1 && level > 0 {
			faults = append(faults, fmt.Sprintf("heading %q is h%d after h%d", h.Text(), now, level))
		}
		if h.Text() == "" {
			faults = append(faults, "a heading is blank")
		}
		level = now
	}
	return faults
}

func ids(n Node) []string {
	var faults []string
	seen := map[string]bool{}
	for _, e := range n.All("[id]") {
		if id := e.Attr("id"); seen[id] {
			faults = append(faults, fmt.Sprintf("the id %q stands twice", id))
		}
		seen[e.Attr("id")] = true
	}
	return faults
}

// references are ids that something of the page points to.
func references(n Node) []string {
	var faults []string
	known := map[string]bool{}
	for _, e := range n.All("[id]") {
		known[e.Attr("id")] = true
	}
	for _, attribute := range []string{"for", "aria-labelledby", "aria-describedby", "aria-controls"} {
		for _, e := range n.All("[" + attribute + "]") {
			for id := range strings.FieldsSeq(e.Attr(attribute)) {
				if !known[id] {
					faults = append(faults, fmt.Sprintf("%s points to %q, which is not on the page", attribute, id))
				}
			}
		}
	}
	for _, link := range n.Links() {
		if id, ok := strings.CutPrefix(link, "#"); ok && !known[id] {
			faults = append(faults, fmt.Sprintf("a link leads to #%s, which is not on the page", id))
		}
	}
	return faults
}

// controls have a label, links and buttons have words.
func controls(n Node) []string {
	var faults []string
	labelled := map[string]bool{}
	for _, l := range n.All("label[for]") {
		labelled[l.Attr("for")] = true
	}
	for _, c := range n.All("input:not([type=hidden]):not([type=submit]):not([hidden]), select, textarea") {
		if !labelled[c.Attr("id")] && c.Attr("aria-label") == "" && c.Attr("aria-labelledby") == "" {
			faults = append(faults, fmt.Sprintf("the field %q has no label", c.Attr("name")))
		}
	}
	for _, c := range n.All("a[href], button") {
		if c.Text() == "" && c.Attr("aria-label") == "" {
			faults = append(faults, fmt.Sprintf("a link or button to %q has no words", c.Attr("href")))
		}
	}
	for _, s := range n.All("svg") {
		if s.Attr("aria-hidden") != "true" && s.Attr("role") != "img" {
			faults = append(faults, "a picture is neither hidden from screen readers nor told to them")
		}
		if s.Attr("role") == "img" && s.Attr("aria-label") == "" {
			faults = append(faults, "a picture does not say what it shows")
		}
	}
	return faults
}

// tables have a caption, headings with a scope, and as many cells in each row as headings.
func tables(n Node) []string {
	var faults []string
	for _, t := range n.All("table") {
		name := t.Texts("caption")
		if len(name) != 1 || name[0] == "" {
			faults = append(faults, "a table has no caption")
			continue
		}
		columns := len(t.All("thead tr:last-child th"))
		for _, th := range t.All("th") {
			if th.Attr("scope") == "" {
				faults = append(faults, fmt.Sprintf("table %q: a heading has no scope", name[0]))
			}
		}
		for _, tr := range t.All("tbody tr, tfoot tr") {
			cells := 0
			for c := range tr.node.ChildNodes() {
				if c.Data != "td" && c.Data != "th" {
					continue
				}
				span := 1
				if given := (Node{n.tb, c}).Attr("colspan"); given != "" {
					_, _ = fmt.Sscan(given, &span)
				}
				cells += span
			}
			if columns > 0 && cells != columns {
				faults = append(faults, fmt.Sprintf("table %q: a row has %d cells under %d headings", name[0], cells, columns))
				break
			}
		}
	}
	return faults
}

// policy lists what the content security policy would refuse, and what loads from elsewhere.
func policy(n Node) []string {
	var faults []string
	for selector, what := range map[string]string{
		"script:not([src^='/assets/'][defer])": "a script", "[style]": "an inline style", "style": "an inline style sheet", "iframe": "a frame",
		"[onclick], [onsubmit], [onload]": "a handler", "form[action^='http'], form[action^='//']": "a form to elsewhere",
		"link[href^='http'], img[src^='http'], link[href^='//'], img[src^='//']": "something loaded from elsewhere",
	} {
		if n.Has(selector) {
			faults = append(faults, what+" is on the page")
		}
	}
	return faults
}

// never are words that Heed does not use of a state: a word from the law, a date or a name says it better.
var never = []string{"rag rating", "rag status", "non-compliant", "n/a", "tbc", "breach", "<no value>", "%!", "january 0001", "0001-01-01"}

func words(n Node) []string {
	var faults []string
	text := strings.ToLower(n.One("body").Text())
	for _, word := range never {
		if strings.Contains(text, word) {
			faults = append(faults, fmt.Sprintf("the page says %q", word))
		}
	}
	slices.Sort(faults)
	return faults
}
