package imports

import (
	"context"
	"fmt"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/ledger"
)

// Batch is an import, or the undo of one.
type Batch struct {
	ledger.BatchInfo

	ByName string
	// MayUndo says that the actor may take it back and that there is something to take back.
	MayUndo bool
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
	b := Batch{BatchInfo: info, ByName: names[info.By]}
	b.MayUndo = mayUndo && info.Kind != ledger.KindUndo && info.UndoneAt.IsZero()
	return b
}

// Find gives one import and a page of its faults, counted from 1.
func Find(ctx context.Context, s *door.Session, id string, page int) (Page, error) {
	if err := s.Allow(ctx, access.ReadImports, "import "+id); err != nil {
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

// Undo takes an import back: every record that it changed and nothing later did is again what it was before.
func Undo(ctx context.Context, s *door.Session, id string) (Receipt, error) {
	var receipt Receipt
	err := s.Commit(ctx, door.Write{
		Action: access.UndoImport, Detail: "import " + id,
		Append: func(ctx context.Context) (string, bool, error) {
			var err error
			receipt, err = s.Ledger().Undo(ctx, s.Who.Authority, id, s.Who.ID, s.Now())
			return fmt.Sprintf("%d put back, %d withdrawn", receipt.Appended, receipt.Withdrawn), err == nil, err
		},
	})
	return receipt, err
}
