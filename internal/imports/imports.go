package imports

import (
	"cmp"
	"context"
	"strings"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/ledger"
	"heed/internal/words"
)

// Batch is an import, or the undo of one.
type Batch struct {
	ledger.BatchInfo

	ByName string
	// UndoneByName is the name of whoever took it back, or their id.
	UndoneByName string
	// MayUndo says that the actor may take it back and that there is something to take back.
	MayUndo bool
}

// Standing says that a batch is an import and has not been taken back.
func (b Batch) Standing() bool { return b.Kind != ledger.KindUndo && b.UndoneAt.IsZero() }

// Faults adds up the faults of imports.
func Faults(list []Batch) (n int) {
	for _, b := range list {
		n += b.Counts.Faults
	}
	return n
}

// Fault is something in an import's files that could not be read as it should be. It never holds the value.
type Fault = ledger.ImportFault

// FaultGroup is how many faults of an import are alike.
type FaultGroup = ledger.FaultGroup

// Receipt counts what an import or an undo did.
type Receipt = ledger.Receipt

// Page is one import with a page of its faults.
type Page struct {
	Batch  Batch
	Faults []Fault
	// Parts say what became of each file of an import made of many objects.
	Parts []Part
	// Covers says which days the records of each type can be taken as complete for.
	Covers []Coverage
	// Groups are all the faults by what is alike in them, the most frequent first.
	Groups []FaultGroup
	// Total is how many faults there are on all pages.
	Total, Page, PerPage int
}

// faultsPerPage is how many faults one page shows.
const faultsPerPage = 100

// List lists an authority's imports and undos, the latest first.
func List(ctx context.Context, s *door.Session) ([]Batch, error) {
	if err := s.Allow(ctx, access.ReadImports, "imports"); err != nil {
		return nil, err
	}
	infos, err := s.Batches(ctx)
	if err != nil {
		return nil, err
	}
	names, err := s.StaffNames(ctx)
	if err != nil {
		return nil, err
	}
	mayUndo := s.May(access.UndoImport)
	list := make([]Batch, 0, len(infos))
	for _, info := range infos {
		list = append(list, batch(info, names, mayUndo))
	}
	return list, s.Log(ctx, access.ReadImports, "", "imports")
}

func batch(info ledger.BatchInfo, names map[string]string, mayUndo bool) Batch {
	b := Batch{BatchInfo: info, ByName: cmp.Or(names[info.By], info.By), UndoneByName: cmp.Or(names[info.UndoneBy], info.UndoneBy)}
	b.MayUndo = mayUndo && b.Standing()
	return b
}

// Find gives one import and a page of its faults, counted from 1.
func Find(ctx context.Context, s *door.Session, id string, page int) (Page, error) {
	if err := s.Allow(ctx, access.ReadImports, "an import"); err != nil {
		return Page{}, err
	}
	info, err := s.Ledger().FindBatch(ctx, s.Who.Authority, id)
	if err != nil {
		return Page{}, err
	}
	names, err := s.StaffNames(ctx)
	if err != nil {
		return Page{}, err
	}
	p := Page{Batch: batch(info, names, s.May(access.UndoImport)), Page: max(page, 1), PerPage: faultsPerPage}
	became, err := readReport(info.Report)
	if err != nil {
		return Page{}, err
	}
	p.Parts, p.Covers = became.Parts, became.Covers
	p.Faults, p.Total, err = s.Ledger().ListFaults(ctx, s.Who.Authority, id, p.PerPage, p.PerPage*(p.Page-1))
	if err != nil {
		return Page{}, err
	}
	if p.Groups, err = s.Ledger().ListFaultGroups(ctx, s.Who.Authority, id); err != nil {
		return Page{}, err
	}
	return p, s.Log(ctx, access.ReadImports, "", "import "+id)
}

// kinds are the names of what can be imported, and of taking an import back.
var kinds = map[string]string{
	"ssda903": "SSDA903", "cin": "Children in need census", "ssd": "Standard Safeguarding Dataset", "annexa": "Ofsted Annex A", "csv": "CSV lists",
	"undo": "Withdrawal of an import",
}

// OriginWords says, in sentences, what told the year or the day of what was imported, whether a newer extract stands against it, and which of
// its files are read by saved columns. It gives none where nothing of that is to be said.
func OriginWords(b Imported) []string {
	var says []string
	switch {
	case b.YearFrom != "":
		says = append(says, "The year is told by "+b.YearFrom+".")
	case b.DayFrom != "" && !b.SpeaksTo.IsZero():
		says = append(says, "It says how things stood on "+words.LongDate(b.SpeaksTo)+" ("+b.DayFrom+").")
	}
	if !b.Newer.IsZero() {
		says = append(says, "It is older than the extract of "+words.LongDate(b.Newer)+" that Heed holds: it changes nothing of what that one says, and adds what only it knows.")
	}
	if len(b.Saved) > 0 {
		says = append(says, words.Join(b.Saved)+words.Either(len(b.Saved) == 1, " is", " are")+" read by the columns that were saved for such files.")
	}
	return says
}

// KindWords names what was imported, by the kind and the scope of its batch: SSDA903, year to March 2018.
func KindWords(kind, scope string) string {
	_, year, _ := strings.Cut(scope, " ")
	name := kinds[kind]
	if name == "" {
		name = words.Capital(strings.ReplaceAll(kind, "_", " "))
	}
	if year != "" {
		name += ", year to March " + year
	}
	return name
}
