package ssd

import (
	"errors"
	"io"
	"strconv"
	"strings"

	"heed/catalogue"
	"heed/internal/exchange/intake"
	"heed/internal/exchange/sheet"
)

// column is the place of a column in the rows of a file, none where the file lacks it.
type column int

const none column = -1

// part is one object's file while it is read.
type part struct {
	*reader

	object *Object
	file   string
	rows   Rows
	// gathering says that the file is read for what other objects need to know of it: nothing is recorded, and faults are left
	// to the reading that records.
	gathering bool
	columns   map[string]column
	names     []string
	used      map[string]bool
	cells     []string
	nobody    string // why nothing at all is kept of the file
	// after is called, where it is set, when the last row has been read.
	after func() error

	intake.Outcome
}

// begin reads the heading.
func (p *part) begin() error {
	heading, err := p.rows.Next()
	if errors.Is(err, io.EOF) {
		err = sheet.ErrEmpty
	}
	if err != nil {
		return p.refuse(err)
	}
	for len(heading) > 0 && strings.TrimSpace(heading[len(heading)-1]) == "" {
		heading = heading[:len(heading)-1]
	}
	for i, cell := range heading {
		name := columnName(cell)
		p.names = append(p.names, name)
		if _, twice := p.columns[name]; twice {
			return p.refuse(errors.New("the column " + strconv.Quote(name) + " twice"))
		}
		p.columns[name] = column(i)
		if err := p.unknown(i, name); err != nil {
			return err
		}
	}
	return nil
}

// unknown tells a column that is none of the object's.
func (p *part) unknown(i int, name string) error {
	shown := name
	switch {
	case p.object.columns[name]:
		return nil
	case name == "":
		return p.fault(intake.Fault{
			Line: 1, Field: "column " + strconv.Itoa(i+1), ValueKind: "column", Reason: "the column has no heading", Effect: intake.EffectColumn,
		})
	case len(name) > 60:
		shown = "a column of " + strconv.Itoa(len(name)) + " characters"
	}
	return p.fault(intake.Fault{
		Line: 1, Field: shown, ValueKind: "column", Reason: "not a column of " + p.object.Name + " in the safeguarding dataset", Effect: intake.EffectColumn,
	})
}

// fault gives a fault of the file, unless it is read to gather only.
func (p *part) fault(f intake.Fault) error {
	if p.gathering {
		return nil
	}
	f.File = p.file
	return p.receiver.Fault(f)
}

func (p *part) refuse(err error) error {
	return &intake.Refused{
		File: p.file, Expected: "the object " + p.object.Name + " of the safeguarding dataset", Found: err.Error(),
		Do: "Export it again, as CSV (UTF-8) or Parquet, and import that.",
	}
}

// column finds a column that the object has under the first of some names that the file has.
func (p *part) column(names ...string) column {
	for _, name := range names {
		if c, ok := p.columns[name]; ok {
			p.used[name] = true
			return c
		}
	}
	return none
}

// needs says whether the file has every one of the columns without which no row of it can be kept, and tells of those it lacks.
func (p *part) needs(names ...string) (bool, error) {
	var lacking []string
	for _, name := range names {
		if p.column(name) == none {
			lacking = append(lacking, name)
		}
	}
	if len(lacking) == 0 {
		return true, nil
	}
	p.nobody = "the file has no column " + strings.Join(lacking, ", ")
	return false, p.fault(intake.Fault{
		Line: 1, Field: strings.Join(lacking, ", "), ValueKind: "column",
		Reason: "the file has no such column, and no row can be kept without it: export it too", Effect: intake.EffectFile,
	})
}

// cell gives what the row in hand has in a column; says is false where the row says nothing of it at all.
func (p *part) cell(c column) (v string, says bool) {
	if c < 0 || int(c) >= len(p.cells) {
		return "", false
	}
	v = strings.TrimSpace(strings.Trim(p.cells[c], "\u00a0"))
	if len(v) == len(placeholder) && strings.EqualFold(v, placeholder) {
		return "", false
	}
	if blanks[v] {
		return "", true
	}
	return v, true
}

// text gives what the row in hand has in a column, blank where it says nothing.
func (p *part) text(c column) string {
	v, _ := p.cell(c)
	return v
}

// date gives a column as a day, blank where it is none.
func (p *part) date(c column) string { return p.value(dayField, p.text(c)) }

var (
	dayField  = &catalogue.Field{ID: "day", Type: catalogue.FieldDate}
	flagField = &catalogue.Field{ID: "flag", Type: catalogue.FieldYesNo}
)

// yes says whether a column of the row in hand says yes, and whether it says anything that can be read.
func (p *part) yes(c column) (yes, known bool) {
	v := p.value(flagField, p.text(c))
	return v == "true", v == "true" || v == "false"
}

// flags reads a column of JSON, and tells where it is none.
func (p *part) flags(c column, name string) (map[string]bool, error) {
	set, ok := flags(p.text(c))
	if ok {
		return set, nil
	}
	return set, p.fault(intake.Fault{
		Line: p.rows.Line(), Field: name, ValueKind: catalogue.ValueKind(p.text(c)), Reason: "not JSON as the dataset has it",
		Effect: catalogue.EffectBlank,
	})
}

// broken gives the fault that the row in hand names something that the extract does not have, so that no record can be made of it.
func (p *part) broken(name, what, object string) error {
	reason := "names " + what + " that " + object + " does not have: export both from one extract, or mend the id"
	if p.text(p.column(name)) == "" {
		reason = "names no " + strings.TrimPrefix(strings.TrimPrefix(what, "a "), "an ") + ": fill it in the case system and export again"
	}
	if !p.has(object) {
		reason = "the extract has no " + object + ", by which its day is known: export it too"
	}
	if err := p.Leave("names " + what + " that the extract does not have"); err != nil {
		return err
	}
	return p.fault(intake.Fault{
		Line: p.rows.Line(), Field: name, ValueKind: "reference", Reason: reason, Effect: catalogue.EffectKeptOut,
	})
}

// row reads the cells of one row with use.
func (p *part) row(cells []string, err error, use func() error) error {
	var bad *sheet.RowError
	switch {
	case errors.As(err, &bad):
		return p.rowFault(bad.Reason)
	case err != nil:
		return p.refuse(err)
	}
	if reason := sheet.Fit(cells, len(p.names)); reason != "" {
		return p.rowFault(reason)
	}
	p.cells = cells
	if err := p.next(); err != nil {
		return err
	}
	if use == nil {
		return nil
	}
	return use()
}

func (p *part) rowFault(reason string) error {
	if p.gathering {
		return nil
	}
	if err := p.next(); err != nil {
		return err
	}
	return errors.Join(p.Leave(reason), p.fault(intake.Fault{
		Line: p.rows.Line(), ValueKind: "row", Reason: reason, Effect: catalogue.EffectKeptOut,
	}))
}

// next counts the next row.
func (p *part) next() error {
	if p.gathering {
		return nil
	}
	p.NextRow()
	return p.receiver.Read()
}

// report says what became of the file.
func (p *part) report() intake.Part {
	r := p.Part(p.object.Name, p.file)
	r.Why = p.nobody
	for _, name := range p.object.order {
		if _, has := p.columns[name]; has && !p.used[name] && p.nobody == "" {
			r.Unkept = append(r.Unkept, name)
		}
	}
	return r
}
