package main

import (
	"fmt"
	"io"

	"heed/internal/app"
)

// imported is the stable output of an import.
type imported struct {
	RowsRead  int          `json:"rows_read"`
	Appended  int          `json:"appended"`
	Unchanged int          `json:"unchanged"`
	Withdrawn int          `json:"withdrawn"`
	Faults    int          `json:"faults"`
	FaultList []fault      `json:"fault_list"`
	Batches   []batchPrint `json:"batches"`
	// Error says why the import stopped before its end; what is counted went in.
	Error string `json:"error,omitempty"`
}

type fault struct {
	File       string `json:"file"`
	Line       int    `json:"line"`
	RecordType string `json:"record_type"`
	Field      string `json:"field"`
	ValueKind  string `json:"value_kind"`
	Reason     string `json:"reason"`
	Effect     string `json:"effect"`
}

type batchPrint struct {
	Batch     string `json:"batch"`
	Name      string `json:"name"`
	Kind      string `json:"kind"`
	Scope     string `json:"scope"`
	RowsRead  int    `json:"rows_read"`
	Appended  int    `json:"appended"`
	Unchanged int    `json:"unchanged"`
	Withdrawn int    `json:"withdrawn"`
	Faults    int    `json:"faults"`
}

// print prints what went in. JSON is printed even where nothing did, with the reason.
func (c importCommand) print(w io.Writer, r app.ImportResult, failed error) error {
	out := imported{RowsRead: r.RowsRead, Appended: r.Appended, Unchanged: r.Unchanged, Withdrawn: r.Withdrawn, Faults: r.Faults, FaultList: []fault{}, Batches: []batchPrint{}}
	for _, f := range r.FaultList {
		out.FaultList = append(out.FaultList, fault(f))
	}
	for _, b := range r.Batches {
		out.Batches = append(out.Batches, batchPrint{b.Batch, b.Name, b.Kind, b.Scope, b.RowsRead, b.Appended, b.Unchanged, b.Withdrawn, b.Faults})
	}
	switch {
	case c.Output == "json":
		if failed != nil {
			out.Error = failed.Error()
		}
		return printJSON(w, out)
	case c.Output == "csv":
		return c.output.print(w, faultGrid(out.FaultList))
	case len(out.Batches) == 0:
		return nil
	default:
		return c.table(w, out)
	}
}

func faultGrid(list []fault) *grid {
	g := &grid{columns: []string{"file", "line", "record_type", "field", "value_kind", "reason", "effect"}}
	for _, f := range list {
		g.add(f.File, f.Line, f.RecordType, f.Field, f.ValueKind, f.Reason, f.Effect)
	}
	return g
}

func (c importCommand) table(w io.Writer, out imported) error {
	g := &grid{columns: []string{"import", "what", "rows", "recorded", "unchanged", "withdrawn", "faults"}}
	for _, b := range out.Batches {
		g.add(b.Name, b.Scope, b.RowsRead, b.Appended, b.Unchanged, b.Withdrawn, b.Faults)
	}
	g.add("all", "", out.RowsRead, out.Appended, out.Unchanged, out.Withdrawn, out.Faults)
	if err := c.output.print(w, g); err != nil || out.Faults == 0 {
		return err
	}
	shown := out.FaultList[:min(c.Faults, len(out.FaultList))]
	words := count(out.Faults, "fault")
	if len(shown) < out.Faults {
		words += fmt.Sprintf("; the first %d (--faults N shows more, -o csv gives all)", len(shown))
	}
	if _, err := fmt.Fprintf(w, "\n%s\n", words); err != nil || len(shown) == 0 {
		return err
	}
	return c.output.print(w, faultGrid(shown))
}
