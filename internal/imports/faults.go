package imports

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"heed/catalogue"
	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/export"
	"heed/internal/words"
)

// FaultWords is a fault in words, without the ids of record types and fields.
type FaultWords struct {
	// File and Sheet are where it is, and Line and Cell where there, blank where it is of the whole.
	File, Sheet, Line, Cell string
	// Record and Field name what is at fault, the field with the file's own name of it, blank where it is of no one.
	Record, Field string
	// Held is what kind of value stood there, never the value; Reason what is wrong with it; Effect what was done about it.
	Held, Reason, Effect string
}

// WordsOf puts a fault into words.
func WordsOf(f Fault, types *catalogue.Catalogue) FaultWords {
	w := FaultWords{
		File: f.File, Sheet: f.Sheet, Cell: f.Cell, Held: cmp.Or(f.ValueKind, "nothing"),
		Reason: words.Capital(reasonWords(f, types)), Effect: words.Capital(f.Effect),
	}
	if f.Sheet != "" {
		w.File = strings.TrimSuffix(f.File, ", sheet "+f.Sheet)
	}
	if f.Line > 0 {
		w.Line = strconv.Itoa(f.Line)
	}
	if f.RecordType != "" {
		w.Record = words.Capital(typeWords(f.RecordType, types))
	}
	w.Field = fieldWords(f.RecordType, f.Field, types)
	return w
}

// fieldWords names a field by its title, with the file's own name of it behind. A column that is no field goes by its own name.
func fieldWords(recordType, field string, types *catalogue.Catalogue) string {
	id, item, named := strings.Cut(field, " (")
	t := types.Type(recordType)
	if t == nil || t.Field(id) == nil {
		return field
	}
	if named {
		return t.Field(id).Title + " (" + item
	}
	return t.Field(id).Title
}

// reasonWords gives the reason of a fault with the title of the field that it names, where it names one.
func reasonWords(f Fault, types *catalogue.Catalogue) string {
	if field, ok := strings.CutPrefix(f.Reason, "before "); ok {
		if title := fieldWords(f.RecordType, field, types); title != field {
			return "before " + words.LowerFirst(title)
		}
	}
	return f.Reason
}

// faultHeading is the first row of faults as a file.
var faultHeading = []string{"File", "Sheet", "Line", "Cell", "Record", "Field", "What stood there", "What is wrong", "What Heed did"}

// FaultsFile begins a file of faults in the form that the end of its name says: a workbook (.xlsx) or CSV.
func FaultsFile(w io.Writer, name string) export.Rows {
	if strings.HasSuffix(strings.ToLower(name), ".xlsx") {
		return export.NewBook(w, "Faults", 32, 18, 8, 8, 24, 32, 18, 60, 24)
	}
	return export.New(w)
}

// WriteFaults writes faults by file, line and cell. of is how many there are in all: where that is more, the last row says so.
func WriteFaults(to export.Rows, faults []Fault, of int, types *catalogue.Catalogue) error {
	to.Row(slices.Clone(faultHeading)...)
	writeFaults(to, faults, types)
	writeMore(to, of-len(faults))
	return to.Flush()
}

// writeMore says how many faults there are besides those of the file, where there are any.
func writeMore(to export.Rows, more int) {
	if more > 0 {
		to.Row(words.Count(more, "more fault") + ", which this file does not hold")
	}
}

func writeFaults(to export.Rows, faults []Fault, types *catalogue.Catalogue) {
	for _, f := range faults {
		w := WordsOf(f, types)
		to.Row(w.File, w.Sheet, w.Line, w.Cell, w.Record, w.Field, w.Held, w.Reason, w.Effect)
	}
}

// ExportFaults writes the faults of an import that are kept, in the order in which they were met, and how many more there are.
func ExportFaults(ctx context.Context, s *door.Session, id string, to export.Rows) error {
	if err := s.Allow(ctx, access.ReadImports, "faults of an import"); err != nil {
		return err
	}
	batch, err := s.Ledger().FindBatch(ctx, s.Who.Authority, id)
	if err != nil {
		return err
	}
	if err := s.Log(ctx, access.ReadImports, "", "faults of import "+id+" as a file"); err != nil {
		return err
	}
	const atOnce = 10_000
	to.Row(slices.Clone(faultHeading)...)
	for from := 0; ; from += atOnce {
		faults, of, err := s.Ledger().ListFaults(ctx, s.Who.Authority, id, atOnce, from)
		if err != nil {
			return fmt.Errorf("exporting faults: %w", err)
		}
		writeFaults(to, faults, s.Catalogue())
		if from+atOnce >= of {
			writeMore(to, batch.Counts.Faults-of)
			return to.Flush()
		}
	}
}

// GroupFaults gives faults by what is alike in them, the most frequent first, as [Find] gives those of an import.
func GroupFaults(faults []Fault) []FaultGroup {
	var groups []FaultGroup
	place := map[FaultGroup]int{}
	for _, f := range faults {
		alike := FaultGroup{RecordType: f.RecordType, Field: f.Field, Reason: f.Reason, Effect: f.Effect}
		i, known := place[alike]
		if !known {
			i, place[alike] = len(groups), len(groups)
			first := alike
			first.File, first.Sheet, first.Line, first.Cell = f.File, f.Sheet, f.Line, f.Cell
			groups = append(groups, first)
		}
		groups[i].N++
	}
	slices.SortStableFunc(groups, func(a, b FaultGroup) int { return b.N - a.N })
	return groups
}
