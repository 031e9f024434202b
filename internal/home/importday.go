package home

import (
	"context"
	"slices"
	"time"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/engine"
	"heed/internal/ledger"
	"heed/internal/words"
)

// ImportDay is the imports of the latest day on which anything was imported and not taken back, zero where nothing ever was.
type ImportDay struct {
	On time.Time
	// Batches are the imports, the latest first. First is when the first of them was recorded.
	Batches []ledger.BatchInfo
	First   time.Time
	// Changes, Withdrawn and Faults add them up.
	Changes, Withdrawn, Faults int
}

// LastImports gives the imports of the latest day.
func LastImports(ctx context.Context, s *door.Session) (ImportDay, error) {
	if err := s.Allow(ctx, access.ReadImports, "home"); err != nil {
		return ImportDay{}, err
	}
	batches, err := s.Batches(ctx)
	if err != nil {
		return ImportDay{}, err
	}
	return lastImports(batches), s.Log(ctx, access.ReadImports, "", "imports of the latest day")
}

// lastImports gives the imports of the latest day. The batches come the latest first.
func lastImports(batches []ledger.BatchInfo) (day ImportDay) {
	for _, b := range batches {
		if b.Kind == ledger.KindUndo || !b.UndoneAt.IsZero() {
			continue
		}
		on := engine.Today(b.At)
		if day.On.IsZero() {
			day.On = on
		}
		if !on.Equal(day.On) {
			continue
		}
		day.Batches = append(day.Batches, b)
		day.Changes, day.Withdrawn, day.Faults = day.Changes+b.Counts.Appended, day.Withdrawn+b.Counts.Withdrawn, day.Faults+b.Counts.Faults
		if day.First.IsZero() || b.At.Before(day.First) {
			day.First = b.At
		}
	}
	return day
}

// WithFaults gives the imports that had faults, the one with the most first.
func (d ImportDay) WithFaults() []ledger.BatchInfo {
	list := slices.DeleteFunc(slices.Clone(d.Batches), func(b ledger.BatchInfo) bool { return b.Counts.Faults == 0 })
	slices.SortStableFunc(list, func(x, y ledger.BatchInfo) int { return y.Counts.Faults - x.Counts.Faults })
	return list
}

// Words names the imports: "the import of 29 November 2026", "the 3 imports of 29 November 2026".
func (d ImportDay) Words() string {
	if len(d.Batches) == 1 {
		return "the import of " + words.LongDate(d.On)
	}
	return "the " + words.Count(len(d.Batches), "import") + " of " + words.LongDate(d.On)
}
