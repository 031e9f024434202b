package annexa

import (
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"heed/catalogue"
	"heed/internal/exchange/intake"
)

// part is one list while it is read.
type part struct {
	*reader
	*Table

	file string
	used map[string]bool
	// cells are the row in hand, which begins on line.
	cells []string
	line  int

	intake.Outcome
}

func (r *reader) newPart(file File) *part {
	return &part{reader: r, Table: file.Table, file: file.Name, used: map[string]bool{}, Outcome: intake.NewOutcome()}
}

// each gives the rows below the heading one after another.
func (p *part) each(use func() error) error {
	for i := p.heading + 1; i < len(p.grid.Rows); i++ {
		if i%1024 == 0 && p.ctx.Err() != nil {
			return p.ctx.Err()
		}
		p.cells, p.line, p.Kept = p.grid.Rows[i], p.grid.Lines[i], false
		if p.empty() {
			continue
		}
		if err := use(); err != nil {
			return err
		}
	}
	return nil
}

// empty says whether the row in hand has nothing in the list's columns, or is the heading again, as where pages are joined.
func (p *part) empty() bool {
	again := 0
	for name, i := range p.columns {
		if i >= len(p.cells) || strings.TrimSpace(p.cells[i]) == "" {
			continue
		}
		if p.List.column(p.cells[i]) != name {
			return false
		}
		again++
	}
	return again == 0 || again > len(p.columns)/2
}

// all reads the rows for their records.
func (p *part) all(begin func(p *part) func() error) error {
	if err := p.headings(); err != nil {
		return err
	}
	for _, line := range slices.Sorted(maps.Keys(p.grid.Broken)) {
		if err := p.row(); err != nil {
			return err
		}
		err := errors.Join(p.Leave(p.grid.Broken[line]), p.fault(intake.Fault{Line: line, ValueKind: "row", Reason: p.grid.Broken[line], Effect: catalogue.EffectKeptOut}))
		if err != nil {
			return err
		}
	}
	use := begin(p)
	return p.each(func() error {
		if err := p.row(); err != nil {
			return err
		}
		if p.oneCell() {
			return errors.Join(p.Leave("a row of one cell"), p.fault(intake.Fault{
				Line: p.line, Field: p.List.columns[0], ValueKind: "row", Reason: "a row of one cell, as a note or a total has", Effect: catalogue.EffectKeptOut,
			}))
		}
		if p.text(p.List.columns[0]) == "" {
			return errors.Join(p.Leave("no "+p.List.columns[0]), p.fault(intake.Fault{
				Line: p.line, Field: p.List.columns[0], ValueKind: "blank", Reason: "must be filled", Effect: catalogue.EffectKeptOut,
			}))
		}
		return use()
	})
}

// row counts the row in hand.
func (p *part) row() error {
	p.NextRow()
	return p.receiver.Read()
}

// headings gives a fault for each column that is none of the list's.
func (p *part) headings() error {
	place := map[int]bool{}
	for _, i := range p.columns {
		place[i] = true
	}
	for i, cell := range p.grid.Rows[p.heading] {
		if name := strings.TrimSpace(cell); place[i] || name == "" {
			continue
		}
		err := p.fault(intake.Fault{
			Line: p.grid.Lines[p.heading], Field: "column " + strconv.Itoa(i+1), ValueKind: "column",
			Reason: "its heading is none of " + p.List.String() + ", or stands twice", Effect: intake.EffectColumn,
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (p *part) fault(f intake.Fault) error {
	f.File = p.file
	return p.receiver.Fault(f)
}

// cell gives what the row in hand has in a column; says is false where the row says nothing of it at all.
func (p *part) cell(name string) (v string, says bool) {
	i, ok := p.columns[name]
	if !ok {
		return "", false
	}
	p.used[name] = true
	if i >= len(p.cells) {
		return "", true
	}
	v = strings.TrimSpace(strings.ReplaceAll(p.cells[i], "\u00a0", " "))
	switch lower := strings.ToLower(v); {
	case failed[lower]:
		return "", false
	case blanks[lower]:
		return "", true
	}
	return v, true
}

func (p *part) text(name string) string {
	v, _ := p.cell(name)
	return v
}

var dayField = &catalogue.Field{ID: "day", Type: catalogue.FieldDate}

// date gives a column as a day, blank where it is none.
func (p *part) date(name string) string {
	if v := p.dayIn(dayField, p.text(name)); isDay(v) {
		return v
	}
	return ""
}

func isDay(v string) bool {
	_, err := time.Parse(time.DateOnly, v)
	return err == nil
}

// dated says whether a field of the record in hand is a day, without which the row cannot be kept. Where it is none that is a
// fault.
func (p *part) dated(o *draft, field string) (bool, error) {
	v := o.Get(field)
	if isDay(v) {
		return true, nil
	}
	reason := intake.ReasonNoDate
	if v == "" {
		reason = "must be filled"
	}
	if err := p.Leave(intake.ListedBelow); err != nil {
		return false, err
	}
	i := o.Shape.Type.Index(field)
	return false, p.fault(intake.Fault{
		Line: p.line, RecordType: o.Shape.Type.ID, Field: o.Shape.FieldName(i), ValueKind: catalogue.ValueKind(v), Reason: reason,
		Effect: catalogue.EffectKeptOut,
	})
}

// subject gives the number of the child, or of the adopter, that the row in hand is about.
func (p *part) subject() string { return whole(p.text(p.List.columns[0])) }

// report says what became of the list.
func (p *part) report() intake.Part {
	r := p.Part(p.List.String(), p.file)
	for _, name := range p.List.columns {
		if _, has := p.columns[name]; has && !p.used[name] {
			r.Unkept = append(r.Unkept, name)
		}
	}
	return r
}
