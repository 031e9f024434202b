package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/schollz/progressbar/v3"

	"heed/internal/app"
	"heed/internal/ledger"
)

type importCommand struct {
	data
	authority
	output
	Paths            []string `arg:"" name:"path" type:"existingpath" help:"Files, folders or zip files. What each is is told from its content, and the oldest year goes first."`
	Kind             string   `help:"What every file must be: ssda903, cin, csv or a record type. Told from the content if not given."`
	Year             int      `placeholder:"YEAR" help:"The year to 31 March of a return that does not tell its own."`
	Full             bool     `help:"These CSV lists hold every record of their types: what they lack is withdrawn."`
	AllowWithdrawals bool     `help:"Go on even if the files lack more than 5 per cent of what the last extract held."`
	Faults           int      `default:"20" placeholder:"N" help:"How many faults to print in the table."`
}

// imported is the stable output of an import.
type imported struct {
	RowsRead  int          `json:"rows_read"`
	Appended  int          `json:"appended"`
	Unchanged int          `json:"unchanged"`
	Withdrawn int          `json:"withdrawn"`
	Faults    int          `json:"faults"`
	FaultList []fault      `json:"fault_list"`
	Batches   []batchPrint `json:"batches"`
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

// Run imports files and prints what went in, what did not, and why.
func (c importCommand) Run(s *session) (err error) {
	a, err := c.data.open(s, s.now)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	actor, err := c.find(s, a)
	if err != nil {
		return err
	}
	request := app.ImportRequest{Paths: c.Paths, Kind: c.Kind, Year: c.Year, Full: c.Full}
	if c.AllowWithdrawals {
		request.MaxWithdrawn = 1
	}
	bar := newBar(s.stderr)
	result, err := a.Import(s.ctx, actor, request, bar.show)
	bar.finish()
	if len(result.Batches) > 0 {
		err = errors.Join(c.print(s.stdout, result), err)
	}
	return c.explain(result, err)
}

// explain says what was kept where an import failed part of the way.
func (c importCommand) explain(result app.ImportResult, err error) error {
	if err == nil {
		return nil
	}
	kept := "Nothing was recorded."
	if n := len(result.Batches); n > 0 {
		kept = fmt.Sprintf("The %d imports listed above were recorded; nothing of the one that failed was.", n)
	}
	if errors.Is(err, ledger.ErrTooManyWithdrawn) {
		return fmt.Errorf("%w. %s If the files are right, give --allow-withdrawals", err, kept)
	}
	return fmt.Errorf("%w. %s", err, kept)
}

func (c importCommand) print(w io.Writer, r app.ImportResult) error {
	out := imported{RowsRead: r.RowsRead, Appended: r.Appended, Unchanged: r.Unchanged, Withdrawn: r.Withdrawn, Faults: r.Faults, FaultList: []fault{}, Batches: []batchPrint{}}
	for _, f := range r.FaultList {
		out.FaultList = append(out.FaultList, fault(f))
	}
	for _, b := range r.Batches {
		out.Batches = append(out.Batches, batchPrint{b.Batch, b.Name, b.Kind, b.Scope, b.RowsRead, b.Appended, b.Unchanged, b.Withdrawn, b.Faults})
	}
	if c.Output == "json" {
		return printJSON(w, out)
	}
	if c.Output == "csv" {
		return c.output.print(w, faultGrid(out.FaultList))
	}
	return c.table(w, out)
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
	if _, err := fmt.Fprintf(w, "\n%d faults", out.Faults); err != nil {
		return err
	}
	if len(shown) < out.Faults {
		if _, err := fmt.Fprintf(w, "; the first %d (--faults N shows more, -o csv gives all)", len(shown)); err != nil {
			return err
		}
	}
	if _, err := fmt.Fprintln(w); err != nil {
		return err
	}
	return c.output.print(w, faultGrid(shown))
}

// bar shows progress on a terminal, and nothing where standard error is not one.
type bar struct {
	w    io.Writer
	bar  *progressbar.ProgressBar
	last string
}

func newBar(w io.Writer) *bar {
	if f, ok := w.(*os.File); ok {
		if info, err := f.Stat(); err == nil && info.Mode()&os.ModeCharDevice != 0 {
			return &bar{w: w}
		}
	}
	return &bar{}
}

func (b *bar) show(p app.Progress) {
	if b.w == nil {
		return
	}
	label := p.Stage
	if p.Of > 0 {
		label = fmt.Sprintf("%d of %d: %s", p.Index, p.Of, p.Name)
	}
	if label != b.last {
		b.finish()
		b.last = label
		b.bar = progressbar.NewOptions64(max(p.Total, 1), progressbar.OptionSetWriter(b.w), progressbar.OptionSetDescription(label),
			progressbar.OptionShowBytes(p.Total > 0), progressbar.OptionClearOnFinish(), progressbar.OptionThrottle(100_000_000))
	}
	if p.Total > 0 {
		_ = b.bar.Set64(p.Done)
	}
}

func (b *bar) finish() {
	if b.bar != nil {
		_ = b.bar.Finish()
		b.bar = nil
	}
}
