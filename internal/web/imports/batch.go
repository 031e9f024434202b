package imports

import (
	"net/http"
	"strings"
	"time"

	"heed/catalogue"
	"heed/internal/access"
	"heed/internal/imports"
	"heed/internal/web/kit"
	"heed/internal/words"
)

// importBatchPage is one import: what it brought, what was wrong in its files, and the way to take it back.
type importBatchPage struct {
	kit.Frame
	Heading string
	Tag     kit.Tag
	Facts   []words.Fact
	// UndoLink is blank where the import cannot be taken back, or not by this reader, and UndoWords are what it says.
	UndoLink, UndoWords string
	// Covers says which days the import covers, in a sentence for each reason.
	Covers []string
	// Parts say what became of each object of a dataset.
	Parts  []importPartView
	Groups []faultGroupView
	List   []faultView
	// FaultsFile is the address of the faults as a file, without the form, blank where there are none.
	FaultsFile string
	// Download says which of the faults that file holds.
	Download string
	// Total counts all the faults, and NotKept says how many of them are only counted, blank where none is.
	Total   int
	NotKept string
	Pager   *kit.Pager
}

// coverLines says which days an import covers: Covers visits to 31 March 2026. Given at import.
func coverLines(covers []imports.Coverage, s *kit.Site) []string {
	lines := imports.CoverageWords(covers, s.Door.Catalogue())
	for i := range lines {
		lines[i] = "Covers " + lines[i] + "."
	}
	return lines
}

// importPartView is what became of one object: rows read, records made, rows left out with the reason, columns not kept.
type importPartView struct{ Name, Rows, Kept, Left, Unkept string }

func importPart(p imports.Part) importPartView {
	v := importPartView{Name: p.Name, Rows: words.Thousands(p.Rows), Kept: countWords(p.Kept), Left: countWords(p.Left), Unkept: strings.Join(p.Unkept, ", ")}
	if p.Why != "" {
		v.Left = "All: " + p.Why
	}
	return v
}

// countWords lists how many there are of what: 12 child, 3 referral.
func countWords(counts []imports.PartCount) string {
	parts := make([]string, 0, len(counts))
	for _, c := range counts {
		parts = append(parts, words.Thousands(c.N)+" "+strings.ReplaceAll(c.What, "_", " "))
	}
	return strings.Join(parts, "; ")
}

// faultGroupView is how many faults are alike, and where the first is.
type faultGroupView struct{ N, What, Reason, Effect, First string }

// faultView is one fault of a file. It never holds what stood there: that may be a name.
type faultView struct{ Where, What, Held, Reason, Effect string }

func batch(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	number := kit.PageNumber(r.URL.Query())
	found, err := imports.Find(r.Context(), s.Door.Session(s.Actor(r)), r.PathValue("id"), number)
	if err != nil {
		return err
	}
	page := importBatchPage{Frame: s.Plain(r, "Import: "+imports.KindWords(found.Batch.Kind, found.Batch.Scope))}
	page.fill(found.Batch, s.Now())
	page.Crumbs = []kit.Crumb{{Text: "Imports", Href: "/imports"}}
	if found.Batch.UndoneAt.IsZero() {
		page.Covers = coverLines(found.Covers, s)
	}
	if found.Batch.Standing() {
		wish, err := imports.FindWish(r.Context(), s.Door.Session(s.Actor(r)), found.Batch.ID)
		if err != nil {
			return err
		}
		page.fillWish(wish, s.Now())
	}
	if found.Batch.MayUndo && s.May(page.Actor, access.UndoImport) {
		page.UndoLink = kit.ImportHref(found.Batch.ID) + "/undo"
	}
	page.Total = found.Batch.Counts.Faults
	_, page.Download = faultsWords(page.Total, found.Total, len(found.Groups))
	page.NotKept = notKeptWords(page.Total, found.Total)
	page.Pager = kit.NewPager(r.URL, found.Page, found.PerPage, found.Total)
	for _, p := range found.Parts {
		page.Parts = append(page.Parts, importPart(p))
	}
	for _, g := range found.Groups {
		page.Groups = append(page.Groups, faultGroup(g, s.Door.Catalogue()))
	}
	for _, f := range found.Faults {
		page.List = append(page.List, faultOf(f, s.Door.Catalogue()))
	}
	if found.Total > 0 {
		page.FaultsFile = kit.ImportHref(found.Batch.ID) + "/faults"
	}
	return s.Render(w, "batch", page)
}

// fillWish says who asks that the import be withdrawn, where somebody does.
func (p *importBatchPage) fillWish(wish *imports.Wish, now time.Time) {
	if p.UndoWords = "Ask that this import be withdrawn"; wish == nil {
		return
	}
	p.UndoWords = words.Either(wish.Own, "Take back your wish to withdraw this import", "Agree to withdraw this import, or keep it")
	p.Facts = append(p.Facts,
		words.Fact{Label: "To be withdrawn", Value: "Asked for by " + wish.ByName + ", " + kit.Moment(wish.At, now) + ". It waits for a second person"},
		words.Fact{Label: "Why", Value: wish.Why},
	)
}

// fill says what a batch was and did.
func (p *importBatchPage) fill(b imports.Batch, now time.Time) {
	line := batchLineOf(b, now)
	p.Heading, p.Tag = line.Kind, line.Tag
	p.Facts = []words.Fact{{Label: "Files", Value: b.Name}, {Label: "Imported", Value: line.At}, {Label: "By", Value: line.By}, {Label: "Number", Value: b.ID}}
	if b.Full {
		p.Facts = append(p.Facts, words.Fact{Label: "Whole or part", Value: "Whole: what it no longer held was withdrawn"})
	}
	if !b.UndoneAt.IsZero() {
		p.Facts = append(p.Facts, words.Fact{Label: "Withdrawn", Value: kit.Moment(b.UndoneAt, now) + " by " + b.UndoneByName})
		if b.UndoneWhy != "" {
			p.Facts = append(p.Facts, words.Fact{Label: "Why it was withdrawn", Value: b.UndoneWhy})
		}
	}
	p.Facts = append(p.Facts,
		words.Fact{Label: "Rows read", Value: line.Read}, words.Fact{Label: "Records added or changed", Value: line.Added},
		words.Fact{Label: "Records as before", Value: line.Unchanged}, words.Fact{Label: "Records withdrawn", Value: line.Withdrawn},
	)
}

// notKeptWords says how many faults are only counted where so many are kept, blank where all are.
func notKeptWords(all, kept int) string {
	if all <= kept {
		return ""
	}
	return words.Thousands(kept) + " of them are kept and listed. The other " + words.Thousands(all-kept) +
		" were counted: Heed keeps no more of one import. Correct those that are listed and import the files again to see the others."
}

func faultGroup(g imports.FaultGroup, types *catalogue.Catalogue) faultGroupView {
	v := faultOf(imports.Fault{
		File: g.File, Sheet: g.Sheet, Line: g.Line, Cell: g.Cell, RecordType: g.RecordType, Field: g.Field, Reason: g.Reason, Effect: g.Effect,
	}, types)
	return faultGroupView{N: words.Thousands(g.N), What: v.What, Reason: v.Reason, Effect: v.Effect, First: v.Where}
}

func faultOf(f imports.Fault, types *catalogue.Catalogue) faultView {
	w := imports.WordsOf(f, types)
	v := faultView{Where: w.File, Held: w.Held, Reason: w.Reason, Effect: w.Effect}
	if w.Sheet != "" {
		v.Where += ", sheet " + w.Sheet
	}
	switch {
	case w.Cell != "":
		v.Where += ", cell " + w.Cell
	case f.Line > 0:
		v.Where += ", line " + words.Thousands(f.Line)
	}
	switch {
	case w.Record == "" && w.Field == "":
		v.What = "The file"
	case w.Field == "":
		v.What = w.Record
	case w.Record == "":
		v.What = words.Capital(w.Field)
	default:
		v.What = w.Record + ": " + words.LowerFirst(w.Field)
	}
	return v
}
