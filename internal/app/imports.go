package app

import (
	"context"
	"encoding/json"
	"fmt"

	"heed/internal/access"
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

// BatchPage is one import with a page of its faults.
type BatchPage struct {
	Batch  Batch
	Faults []Fault
	// Parts say what became of each file of an import made of many objects.
	Parts []Part
	// Groups are all the faults by what is alike in them, the most frequent first.
	Groups []FaultGroup
	// Total is how many faults there are on all pages.
	Total, Page, PerPage int
}

// faultsPerPage is how many faults one page shows.
const faultsPerPage = 100

// Imports lists an authority's imports and undos, the latest first.
func (a *App) Imports(ctx context.Context, who Actor) ([]Batch, error) {
	if err := a.allow(ctx, who, access.ReadImports, "imports"); err != nil {
		return nil, err
	}
	h, err := a.house(ctx, who.Authority)
	if err != nil {
		return nil, err
	}
	infos, err := a.batches(ctx, h)
	if err != nil {
		return nil, err
	}
	names, err := a.staffNames(ctx, who.Authority)
	if err != nil {
		return nil, err
	}
	mayUndo := a.May(who, access.UndoImport)
	list := make([]Batch, 0, len(infos))
	for _, info := range infos {
		list = append(list, batch(info, names, mayUndo))
	}
	return list, a.logShown(ctx, who, access.ReadImports, "", "imports")
}

func batch(info ledger.BatchInfo, names map[string]string, mayUndo bool) Batch {
	b := Batch{BatchInfo: info, ByName: names[info.By]}
	b.MayUndo = mayUndo && info.Kind != ledger.KindUndo && info.UndoneAt.IsZero()
	return b
}

// ImportBatch gives one import and a page of its faults, counted from 1.
func (a *App) ImportBatch(ctx context.Context, who Actor, id string, page int) (BatchPage, error) {
	if err := a.allow(ctx, who, access.ReadImports, "import "+id); err != nil {
		return BatchPage{}, err
	}
	info, err := a.ledger.FindBatch(ctx, who.Authority, id)
	if err != nil {
		return BatchPage{}, err
	}
	names, err := a.staffNames(ctx, who.Authority)
	if err != nil {
		return BatchPage{}, err
	}
	p := BatchPage{Batch: batch(info, names, a.May(who, access.UndoImport)), Page: max(page, 1), PerPage: faultsPerPage}
	if info.Report != "" {
		if err := json.Unmarshal([]byte(info.Report), &p.Parts); err != nil {
			return BatchPage{}, fmt.Errorf("reading what became of an import: %w", err)
		}
	}
	p.Faults, p.Total, err = a.ledger.ListFaults(ctx, who.Authority, id, p.PerPage, p.PerPage*(p.Page-1))
	if err != nil {
		return BatchPage{}, err
	}
	if p.Groups, err = a.ledger.ListFaultGroups(ctx, who.Authority, id); err != nil {
		return BatchPage{}, err
	}
	return p, a.logShown(ctx, who, access.ReadImports, "", "import "+id)
}

// UndoImport takes an import back: every record that it changed and nothing later did is again what it was before.
func (a *App) UndoImport(ctx context.Context, who Actor, id string) (Receipt, error) {
	if err := a.allow(ctx, who, access.UndoImport, "import "+id); err != nil {
		return Receipt{}, err
	}
	receipt, err := a.ledger.Undo(ctx, who.Authority, id, who.ID, a.cfg.Now())
	if err != nil {
		return Receipt{}, err
	}
	if err := a.logShown(ctx, who, access.UndoImport, "", fmt.Sprintf("import %s: %d put back, %d withdrawn", id, receipt.Appended, receipt.Withdrawn)); err != nil {
		return receipt, err
	}
	return receipt, a.Follow(ctx, who.Authority)
}
