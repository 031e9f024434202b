package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"heed/catalogue"
	"heed/internal/imports"
)

// imported is the stable output of an import.
type imported struct {
	RowsRead  int `json:"rows_read"`
	Appended  int `json:"appended"`
	Unchanged int `json:"unchanged"`
	Withdrawn int `json:"withdrawn"`
	Faults    int `json:"faults"`
	// Joined counts the numbers taken as of one child for their pupil number, Doubtful those of which a person must decide.
	Joined    int          `json:"joined,omitempty"`
	Doubtful  int          `json:"doubtful,omitempty"`
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
	// Parts say what became of each file of a return made of many objects.
	Parts []partPrint `json:"parts,omitempty"`
	// Covers says from which day to which day the records of each type can be taken as complete.
	Covers []coverPrint `json:"covers"`
}

// coverPrint is what the records of one type cover.
type coverPrint struct {
	RecordType string `json:"record_type"`
	Source     string `json:"source"`
	From       string `json:"from"`
	To         string `json:"to"`
	Basis      string `json:"basis"`
	Assumed    bool   `json:"assumed"`
}

// partPrint is what became of one object of a return.
type partPrint struct {
	Object string         `json:"object"`
	File   string         `json:"file"`
	Rows   int            `json:"rows"`
	Kept   map[string]int `json:"kept"`
	Left   map[string]int `json:"left_out"`
	Unkept []string       `json:"columns_not_kept"`
	Why    string         `json:"why_not_kept,omitempty"`
}

func partOf(p imports.Part) partPrint {
	out := partPrint{Object: p.Name, File: p.File, Rows: p.Rows, Kept: map[string]int{}, Left: map[string]int{}, Unkept: p.Unkept, Why: p.Why}
	for _, c := range p.Kept {
		out.Kept[c.What] = c.N
	}
	for _, c := range p.Left {
		out.Left[c.What] = c.N
	}
	return out
}

// partGrid is what became of each object, in a line each.
func partGrid(parts []partPrint) *grid {
	g := &grid{columns: []string{"object", "rows", "kept", "rows left out", "columns not kept"}}
	for _, p := range parts {
		left := counted(p.Left)
		if p.Why != "" {
			left = "all: " + p.Why
		}
		g.add(p.Object, p.Rows, counted(p.Kept), left, strings.Join(p.Unkept, ", "))
	}
	return g
}

// counted lists what there is how many of: 12 cp_plan, 3 referral.
func counted(of map[string]int) string {
	parts := make([]string, 0, len(of))
	for _, what := range slices.Sorted(maps.Keys(of)) {
		parts = append(parts, fmt.Sprintf("%d %s", of[what], what))
	}
	return strings.Join(parts, ", ")
}

// print prints what went in. JSON is printed even where nothing did, with the reason.
func (c importCommand) print(w io.Writer, r imports.Result, failed error) error {
	out := imported{RowsRead: r.RowsRead, Appended: r.Appended, Unchanged: r.Unchanged, Withdrawn: r.Withdrawn, Faults: r.Faults, Joined: r.Joined, Doubtful: r.Doubtful, FaultList: []fault{}, Batches: []batchPrint{}}
	for _, f := range r.FaultList {
		out.FaultList = append(out.FaultList, fault(f))
	}
	for _, b := range r.Batches {
		line := batchPrint{b.Batch, b.Name, b.Kind, b.Scope, b.RowsRead, b.Appended, b.Unchanged, b.Withdrawn, b.Faults, nil, []coverPrint{}}
		for _, p := range b.Parts {
			line.Parts = append(line.Parts, partOf(p))
		}
		for _, k := range b.Covers {
			line.Covers = append(line.Covers, coverPrint{k.RecordType, k.Source, k.From, k.To, k.Basis, k.Assumed})
		}
		out.Batches = append(out.Batches, line)
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
		return c.table(w, out, r)
	}
}

// covered says what each import covers, in a line for each reason.
func covered(w io.Writer, r imports.Result) error {
	types, err := catalogue.Load()
	if err != nil {
		return err
	}
	var lines strings.Builder
	for _, b := range r.Batches {
		for _, line := range imports.CoverageWords(b.Covers, types) {
			_, _ = fmt.Fprintf(&lines, "%s covers %s.\n", b.Name, line)
		}
	}
	if lines.Len() == 0 {
		return nil
	}
	_, err = fmt.Fprint(w, "\n", lines.String())
	return err
}

func faultGrid(list []fault) *grid {
	g := &grid{columns: []string{"file", "line", "record_type", "field", "value_kind", "reason", "effect"}}
	for _, f := range list {
		g.add(f.File, f.Line, f.RecordType, f.Field, f.ValueKind, f.Reason, f.Effect)
	}
	return g
}

func (c importCommand) table(w io.Writer, out imported, r imports.Result) error {
	g := &grid{columns: []string{"import", "what", "rows", "recorded", "unchanged", "withdrawn", "faults"}}
	for _, b := range out.Batches {
		g.add(b.Name, b.Scope, b.RowsRead, b.Appended, b.Unchanged, b.Withdrawn, b.Faults)
	}
	g.add("all", "", out.RowsRead, out.Appended, out.Unchanged, out.Withdrawn, out.Faults)
	if err := c.output.print(w, g); err != nil {
		return err
	}
	if err := covered(w, r); err != nil {
		return err
	}
	if out.Joined+out.Doubtful > 0 {
		_, err := fmt.Fprintf(w, "\n%s of numbers taken as one child for their pupil number; %s of which a person must decide: heed match list\n",
			count(out.Joined, "pair"), count(out.Doubtful, "pair"))
		if err != nil {
			return err
		}
	}
	for _, b := range out.Batches {
		if len(b.Parts) == 0 {
			continue
		}
		if _, err := fmt.Fprintf(w, "\nWhat became of each object of %s\n", b.Name); err != nil {
			return err
		}
		if err := c.output.print(w, partGrid(b.Parts)); err != nil {
			return err
		}
	}
	if out.Faults == 0 {
		return nil
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
