package home

import (
	"maps"
	"net/http"
	"slices"

	"heed/internal/access"
	"heed/internal/clocks"
	"heed/internal/imports"
	"heed/internal/rules"
	"heed/internal/web/kit"
	"heed/internal/words"
)

// analystHomePage says whether the data can be relied on: what came in, what could not be read, which rules fail, and how
// often nobody can tell.
type analystHomePage struct {
	kit.Frame
	Counts  []kit.Count
	Imports []importRow
	Broken  []brokenRow
	// MayImport offers to bring more in.
	MayImport bool
}

// importRow is one import with its counts.
type importRow struct {
	Name, Scope, Href, When                string
	Read, Appended, Unchanged, Gone, Fault string
	Undone                                 bool
}

// brokenRow is a rule that cannot be worked out, and why.
type brokenRow struct{ Title, Href, Reason string }

// importsShown is how many imports the home page lists.
const importsShown = 8

func analystHome(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	q, err := s.Question(r)
	if err != nil {
		return err
	}
	actor := s.Actor(r)
	waiting, err := clocks.List(r.Context(), s.Door.Session(actor).At(q), clocks.Filter{Statuses: []clocks.Status{clocks.CannotTell}, PerPage: 1})
	if err != nil {
		return err
	}
	imports, err := imports.List(r.Context(), s.Door.Session(actor))
	if err != nil {
		return err
	}
	rules, broken, err := rules.List(r.Context(), s.Door.Session(actor))
	if err != nil {
		return err
	}
	page := analystHomePage{Frame: s.Frame(r, "Can the data be relied on?", waiting.Asked), MayImport: s.May(actor, access.Import)}
	titles := map[string]string{}
	for _, rule := range rules {
		titles[rule.ID] = rule.Title
	}
	for _, id := range slices.Sorted(maps.Keys(broken)) {
		page.Broken = append(page.Broken, brokenRow{titles[id], page.Rule(id), broken[id]})
	}
	page.Counts = append(homeCounts(page.Frame, waiting.Counts, "", clocks.CannotTell), kit.Count{
		N: waiting.Asked.LastImportFaults, Label: "faults in the last import", Href: importHref(waiting.Asked.LastImportBatch),
	}, kit.Count{N: len(broken), Label: "broken rules", Href: "/rules"})
	for _, b := range imports[:min(len(imports), importsShown)] {
		page.Imports = append(page.Imports, importRow{
			Name: b.Name, Scope: b.Scope, Href: importHref(b.ID), When: kit.Moment(b.At, s.Now()), Read: words.Thousands(b.Counts.RowsRead), Appended: words.Thousands(b.Counts.Appended),
			Unchanged: words.Thousands(b.Counts.Unchanged), Gone: words.Thousands(b.Counts.Withdrawn), Fault: words.Thousands(b.Counts.Faults), Undone: !b.UndoneAt.IsZero(),
		})
	}
	return s.Render(w, "analyst", page)
}

// importHref is the page of an import, or of all of them where there is none.
func importHref(id string) string {
	if id == "" {
		return "/imports"
	}
	return kit.ImportHref(id)
}
