package main

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"heed/catalogue"
	"heed/internal/imports"
)

// importedInto is whose records an import is of.
type importedInto struct{ code, name string }

// imported is the stable output of an import, and of a dry run.
type imported struct {
	// DryRun says that nothing was recorded: the counts are of what would be.
	DryRun        bool   `json:"dry_run,omitempty"`
	Authority     string `json:"authority"`
	AuthorityName string `json:"authority_name"`
	RowsRead      int    `json:"rows_read"`
	Appended      int    `json:"appended"`
	Unchanged     int    `json:"unchanged"`
	Withdrawn     int    `json:"withdrawn"`
	Faults        int    `json:"faults"`
	// Joined counts the numbers taken as of one child for their pupil number, Doubtful those of which a person must decide.
	Joined    int          `json:"joined,omitempty"`
	Doubtful  int          `json:"doubtful,omitempty"`
	FaultList []fault      `json:"fault_list"`
	Batches   []batchPrint `json:"batches"`
	// Objections are what a dry run's import would be refused for.
	Objections []objectionPrint `json:"objections,omitempty"`
	// Error says why the import stopped before its end; what is counted went in.
	Error string `json:"error,omitempty"`
}

type objectionPrint struct {
	Kind  string `json:"kind"`
	Name  string `json:"name"`
	Words string `json:"words"`
}

type fault struct {
	File       string `json:"file"`
	Sheet      string `json:"sheet"`
	Line       int    `json:"line"`
	Cell       string `json:"cell"`
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
	// StatedAuthority is the authority that the return says it is of, blank where it does not say.
	StatedAuthority string   `json:"stated_authority"`
	Files           []string `json:"files"`
	// Types say what became of the records of each type.
	Types    []typePrint   `json:"types"`
	Children childrenPrint `json:"children"`
	// Parts say what became of each file of a return made of many objects.
	Parts []partPrint `json:"parts,omitempty"`
	// Covers says from which day to which day the records of each type can be taken as complete.
	Covers []coverPrint `json:"covers"`
}

// typePrint is what became of the records of one type.
type typePrint struct {
	RecordType string `json:"record_type"`
	Added      int    `json:"added"`
	Changed    int    `json:"changed"`
	Withdrawn  int    `json:"withdrawn"`
	Unchanged  int    `json:"unchanged"`
}

// childrenPrint counts the children whom a return names: those of whom anything was recorded before, and the others.
type childrenPrint struct {
	Known int `json:"known"`
	New   int `json:"new"`
	// OtherNumber are the new ones whose unique pupil number is held under another number. Only a dry run counts them.
	OtherNumber int `json:"held_under_another_number,omitempty"`
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
func (c importCommand) print(w io.Writer, r imports.Result, whose importedInto, failed error) error {
	out := imported{DryRun: c.DryRun, Authority: whose.code, AuthorityName: whose.name, RowsRead: r.RowsRead, Appended: r.Appended, Unchanged: r.Unchanged, Withdrawn: r.Withdrawn, Faults: r.Faults, Joined: r.Joined, Doubtful: r.Doubtful, FaultList: []fault{}, Batches: []batchPrint{}}
	for _, f := range r.FaultList {
		out.FaultList = append(out.FaultList, fault(f))
	}
	for _, b := range r.Batches {
		line := batchPrint{
			Batch: b.Batch, Name: b.Name, Kind: b.Kind, Scope: b.Scope, RowsRead: b.RowsRead, Appended: b.Appended, Unchanged: b.Unchanged, Withdrawn: b.Withdrawn,
			Faults: b.Faults, StatedAuthority: b.Authority, Files: b.Files, Types: []typePrint{}, Children: childrenPrint(b.Children), Covers: []coverPrint{},
		}
		for _, t := range b.Types {
			line.Types = append(line.Types, typePrint{t.Type, t.Added, t.Changed, t.Withdrawn, t.Unchanged})
		}
		for _, p := range b.Parts {
			line.Parts = append(line.Parts, partOf(p))
		}
		for _, k := range b.Covers {
			line.Covers = append(line.Covers, coverPrint{k.RecordType, k.Source, k.From, k.To, k.Basis, k.Assumed})
		}
		out.Batches = append(out.Batches, line)
	}
	for _, o := range r.Objections {
		out.Objections = append(out.Objections, objectionPrint{o.Kind, o.Return, o.Words})
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
	case c.DryRun:
		return errors.Join(c.wouldDo(w, out, whose), c.table(w, out, r))
	default:
		return c.table(w, out, r)
	}
}

// origins says what told the year or the day of each import.
func origins(w io.Writer, r imports.Result) error {
	var lines strings.Builder
	for _, b := range r.Batches {
		if says := imports.OriginWords(b); len(says) > 0 {
			_, _ = fmt.Fprintf(&lines, "%s: %s. %s\n", b.Name, imports.KindWords(b.Kind, b.Scope), strings.Join(says, " "))
		}
	}
	if lines.Len() == 0 {
		return nil
	}
	_, err := fmt.Fprint(w, "\n", lines.String())
	return err
}

// covered says what each import covers, in a line for each reason.
func covered(w io.Writer, r imports.Result, dry bool) error {
	covers := "covers"
	if dry {
		covers = "would cover"
	}
	types, err := catalogue.Load()
	if err != nil {
		return err
	}
	var lines strings.Builder
	for _, b := range r.Batches {
		for _, line := range imports.CoverageWords(b.Covers, types) {
			_, _ = fmt.Fprintf(&lines, "%s %s %s.\n", b.Name, covers, line)
		}
	}
	if lines.Len() == 0 {
		return nil
	}
	_, err = fmt.Fprint(w, "\n", lines.String())
	return err
}

func faultGrid(list []fault) *grid {
	g := &grid{columns: []string{"file", "line", "record_type", "field", "value_kind", "reason", "effect", "sheet", "cell"}}
	for _, f := range list {
		g.add(f.File, f.Line, f.RecordType, f.Field, f.ValueKind, f.Reason, f.Effect, f.Sheet, f.Cell)
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
	if err := errors.Join(origins(w, r), covered(w, r, c.DryRun)); err != nil {
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
		gives := "all"
		if kept := len(out.FaultList); kept < out.Faults {
			gives = fmt.Sprintf("the first %d, and no more are kept", kept)
		}
		words += fmt.Sprintf("; the first %d (--faults N shows more, -o csv gives %s)", len(shown), gives)
	}
	if _, err := fmt.Fprintf(w, "\n%s\n", words); err != nil || len(shown) == 0 {
		return err
	}
	return c.output.print(w, faultGrid(shown))
}
