package home

import (
	"net/http"

	"heed/internal/access"
	"heed/internal/clocks"
	"heed/internal/extract"
	"heed/internal/findings"
	"heed/internal/home"
	"heed/internal/imports"
	"heed/internal/rules"
	"heed/internal/web/kit"
	"heed/internal/words"
)

// analystHomePage says whether the data can be relied on: what to mend first, what the checks found, what came in, what could not be read,
// which rules fail, and how often nobody can tell.
type analystHomePage struct {
	kit.Frame
	Counts []kit.Count
	Mend   []needView
	Checks []checkRow
	// Found is the heading of what the checks found, and FoundHref the list of it.
	Found, FoundHref string
	Day              string
	Imports          []importRow
	Broken           []brokenRow
	// MayImport offers to bring more in.
	MayImport bool
	// Exports leads to what can be downloaded, blank for those who may not.
	Exports string
}

// importRow is one import with its counts.
type importRow struct {
	Name, Kind, Href, When                 string
	Read, Appended, Unchanged, Gone, Fault string
	Undone                                 bool
}

// checkRow is one check with how much it found.
type checkRow struct {
	Title, Fault, Href string
	N                  int
}

// brokenRow is a rule that cannot be worked out, and why.
type brokenRow struct{ Title, Href, Reason string }

// importsShown and checksShown are how many imports and checks the home page lists.
const (
	importsShown = 8
	checksShown  = 6
)

func analystHome(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	q, err := s.Question(r)
	if err != nil {
		return err
	}
	actor, ctx := s.Actor(r), r.Context()
	waiting, err := clocks.List(ctx, s.Door.Session(actor).At(q), clocks.Filter{Statuses: []clocks.Status{clocks.CannotTell}, PerPage: 1})
	if err != nil {
		return err
	}
	found, err := findings.List(ctx, s.Door.Session(actor).At(q), findings.Filter{PerPage: 1})
	if err != nil {
		return err
	}
	all, err := imports.List(ctx, s.Door.Session(actor).At(q))
	if err != nil {
		return err
	}
	day, err := home.LastImports(ctx, s.Door.Session(actor).At(q))
	if err != nil {
		return err
	}
	rules, broken, err := rules.List(ctx, s.Door.Session(actor))
	if err != nil {
		return err
	}
	page := analystHomePage{Frame: s.Frame(r, "Can the data be relied on?", waiting.Asked), MayImport: s.May(actor, access.Import)}
	if extract.May(s.Door.Session(actor)) {
		page.Exports = page.Link("/exports")
	}
	for _, rule := range rules {
		if why, is := broken[rule.ID]; is {
			page.Broken = append(page.Broken, brokenRow{rule.Title, page.Rule(rule.ID), why})
		}
	}
	untold, untoldHref := waiting.Counts[clocks.CannotTell], page.Link("/clocks", "status", string(clocks.CannotTell))
	page.Counts = []kit.Count{
		{N: day.Faults, Label: "faults in " + lastWords(day), Href: faultsHref(page.Frame, day)},
		{N: found.Total, Label: "findings of the checks", Href: page.Link("/findings")},
		{N: untold, Label: "clocks that cannot be told", Class: "is-unknown", Href: untoldHref},
		{N: len(page.Broken), Label: "broken rules", Href: "/rules"},
	}
	page.fillChecks(found)
	page.fillMend(day, found)
	page.mendDates(untold, untoldHref)
	page.Mend = page.Mend[:min(len(page.Mend), mendShown)]
	page.fillImports(s, day, all)
	return s.Render(w, "analyst", page)
}

func lastWords(day home.ImportDay) string {
	if day.On.IsZero() {
		return "imports"
	}
	return day.Words()
}

// faultsHref is where the faults of a day's imports are seen.
func faultsHref(f kit.Frame, day home.ImportDay) string {
	if day.On.IsZero() {
		return f.Link("/imports")
	}
	return importsOf(f, day)
}

func (p *analystHomePage) fillChecks(found findings.Page) {
	p.Found, p.FoundHref = "What the checks found: "+words.Count(found.Total, "finding"), p.Link("/findings")
	for _, c := range found.Checks[:min(len(found.Checks), checksShown)] {
		p.Checks = append(p.Checks, checkRow{c.Rule.Title, words.Capital(c.Rule.Fault), p.Link("/findings", "check", c.Rule.ID), c.N})
	}
}

// mendShown is how many things the home page says to mend first.
const mendShown = 5

// fillMend says what to mend first: rules that are broken, as nothing that stands on them is known; then what could not be read, as it is in no
// figure; then duties that nothing feeds; then what the checks found most of.
func (p *analystHomePage) fillMend(day home.ImportDay, found findings.Page) {
	for _, b := range p.Broken {
		p.Mend = append(p.Mend, needView{Title: b.Title + " is broken", Detail: "It has no clocks and no figure until it is mended.", Href: b.Href, Step: "See the rule", Tag: kit.StatusTag("broken")})
	}
	for _, b := range day.WithFaults() {
		p.Mend = append(p.Mend, needView{
			Title: words.Count(b.Counts.Faults, "fault") + " in “" + b.Name + "”", Detail: "What could not be read is in no figure. Mend the file, or the case system, and send it again.",
			Href: kit.ImportHref(b.ID) + "#faults", Step: "See the faults", Tag: kit.StatusTag("Data"),
		})
	}
	if n := len(found.Blind); n > 0 {
		p.Mend = append(p.Mend, needView{
			Title: words.Count(n, "duty has nothing that feeds it", "duties have nothing that feeds them"), Detail: "No source holds what they look at, so that none of their clocks can be told.",
			Href: p.Link("/findings") + "#blind", Step: "See the duties", Tag: kit.StatusTag(clocks.CannotTell),
		})
	}
	if len(found.Checks) > 0 {
		c := found.Checks[0]
		p.Mend = append(p.Mend, needView{
			Title: words.Count(c.N, "finding") + ": " + words.LowerFirst(c.Rule.Title), Detail: c.Rule.Why,
			Href: p.Link("/findings", "check", c.Rule.ID), Step: "See the findings", Tag: kit.StatusTag("Data"),
		})
	}
}

// mendDates adds the clocks of which a date is missing: with any of them it is not said that nothing needs mending.
func (p *analystHomePage) mendDates(n int, list string) {
	if n > 0 {
		p.Mend = append(p.Mend, needView{
			Title: words.Count(n, "clock") + " cannot be told", Detail: "A date is missing: each clock says which, and who can add it.",
			Href: list, Step: "See the clocks", Tag: kit.StatusTag(clocks.CannotTell),
		})
	}
}

// fillImports lists the latest imports: all of the latest day, and more where these are few.
func (p *analystHomePage) fillImports(s *kit.Site, day home.ImportDay, all []imports.Batch) {
	p.Day = "The latest imports"
	if n := len(day.Batches); n > 0 {
		p.Day += ": " + words.Count(n, "import") + " on " + words.LongDate(day.On) + ", with " + words.Count(day.Faults, "fault")
	}
	for i, b := range all {
		if i >= importsShown && !kit.Today(b.At).Equal(day.On) {
			break
		}
		p.Imports = append(p.Imports, importRow{
			Name: b.Name, Kind: imports.KindWords(b.Kind, b.Scope), Href: kit.ImportHref(b.ID), When: kit.Moment(b.At, s.Now()), Read: words.Thousands(b.Counts.RowsRead), Appended: words.Thousands(b.Counts.Appended),
			Unchanged: words.Thousands(b.Counts.Unchanged), Gone: words.Thousands(b.Counts.Withdrawn), Fault: words.Thousands(b.Counts.Faults), Undone: !b.UndoneAt.IsZero(),
		})
	}
}
