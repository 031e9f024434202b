package ssd

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"heed/catalogue"
	"heed/internal/exchange/format"
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
	written   []string // the names as they stand in the file
	used      map[string]bool
	cells     []string
	// titles is how many rows stand above the heading, which is on line heading.
	titles, heading int
	// again are the columns that stand twice, by both places.
	again  [][2]column
	nobody string // why nothing at all is kept of the file
	// after is called, where it is set, when the last row has been read.
	after func() error

	intake.Outcome
}

// begin reads the heading.
func (p *part) begin() error {
	heading, err := sheet.HeadingBelow(p.rows, p.titles)
	if err != nil {
		return p.refuse(err)
	}
	p.heading = max(p.rows.Line(), 1)
	for i, name := range p.object.present(heading) {
		p.names, p.written = append(p.names, name), append(p.written, columnName(heading[i]))
		if first, twice := p.columns[name]; twice && name != "" {
			p.again = append(p.again, [2]column{first, column(i)})
			if err := p.fault(intake.Fault{
				Line: p.heading, Field: name, ValueKind: "column", Reason: "the column stands twice: it is read where both say the same",
				Effect: catalogue.EffectAsGiven,
			}); err != nil {
				return err
			}
			continue
		}
		p.columns[name] = column(i)
		p.standsAt(name, column(i))
		p.standsAt("column "+strconv.Itoa(i+1), column(i))
		if err := p.unknown(i, name); err != nil {
			return err
		}
	}
	return nil
}

// numbered are rows as a spreadsheet numbers them. Parquet has none.
type numbered interface{ Row() int }

// standsAt says which column of a spreadsheet faults name so.
func (p *part) standsAt(name string, c column) {
	if _, ok := p.rows.(numbered); ok && c != none {
		p.receiver.Column(p.file, name, int(c)+1)
	}
}

// unknown tells a column that is none of the object's.
func (p *part) unknown(i int, name string) error {
	shown := name
	switch {
	case p.object.columns[name], format.NamesAuthority(name):
		return nil
	case name == "":
		return p.fault(intake.Fault{
			Line: p.heading, Field: "column " + strconv.Itoa(i+1), ValueKind: "column", Reason: "the column has no heading", Effect: intake.EffectColumn,
		})
	case len(name) > 60:
		shown = "a column of " + strconv.Itoa(len(name)) + " characters"
	}
	return p.fault(intake.Fault{
		Line: p.heading, Field: shown, ValueKind: "column", Reason: "not a column of " + p.object.Name + " in the safeguarding dataset", Effect: intake.EffectColumn,
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
	return intake.Refuse(p.file, "the object "+p.object.Name+" of the safeguarding dataset", err,
		"Export it again, as CSV (UTF-8) or Parquet, and import that.")
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
		Line: p.heading, Field: strings.Join(lacking, ", "), ValueKind: "column",
		Reason: "the file has no such column, and no row can be kept without it: export it too", Effect: intake.EffectFile,
	})
}

// needsOne says whether the file has one at least of some columns, without any of which no row of it can be kept, and tells where it
// has none.
func (p *part) needsOne(names ...string) (bool, error) {
	for _, name := range names {
		if p.column(name) != none {
			return true, nil
		}
	}
	either := strings.Join(names, " or ")
	p.nobody = "the file has no column " + either
	return false, p.fault(intake.Fault{
		Line: 1, Field: either, ValueKind: "column",
		Reason: "the file has no such column, and no row can be kept without one of them: export it too", Effect: intake.EffectFile,
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
	switch {
	case intake.Failed(v):
		return "", false
	case v == pythonNull || intake.Null(v):
		return "", true
	}
	return intake.Whole(v), true
}

// text gives what the row in hand has in a column, blank where it says nothing.
func (p *part) text(c column) string {
	v, _ := p.cell(c)
	return v
}

// date gives a column as a day. What is none is given as it stands, so that the record that holds it has the fault.
func (p *part) date(c column) string { return p.value(dayField, p.text(c)) }

// dayOf gives a column that no record of the row holds as a day. What is none is a fault, and blank.
func (p *part) dayOf(c column, name string) (string, error) {
	day := p.date(c)
	if day == "" || isDay(day) {
		return day, nil
	}
	return "", p.fault(intake.Fault{
		Line: p.rows.Line(), Field: name, ValueKind: catalogue.ValueKind(day), Reason: intake.ReasonNoDate, Effect: catalogue.EffectBlank,
	})
}

func isDay(v string) bool {
	_, err := time.Parse(time.DateOnly, v)
	return err == nil
}

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
	if p.note(cells) {
		return p.rowFault(intake.ReasonNote)
	}
	if reason := sheet.Fit(cells, len(p.names)); reason != "" {
		return p.rowFault(reason)
	}
	p.cells = cells
	if p.headingAgain() {
		return nil
	}
	if rows, ok := p.rows.(numbered); ok {
		p.receiver.Row(p.file, p.rows.Line(), rows.Row())
	}
	if err := p.next(); err != nil {
		return err
	}
	if use == nil {
		return nil
	}
	if err := p.disagreements(); err != nil {
		return err
	}
	return use()
}

// headingAgain says whether the row in hand is the heading again, as where files are put one after another.
func (p *part) headingAgain() bool {
	for i, name := range p.written {
		if columnName(p.cells[i]) != name {
			return false
		}
	}
	return true
}

// disagreements blanks what a column that stands twice says in the row in hand where its two values differ: which is right cannot be told.
func (p *part) disagreements() error {
	for _, pair := range p.again {
		if strings.TrimSpace(p.cells[pair[0]]) == strings.TrimSpace(p.cells[pair[1]]) {
			continue
		}
		p.cells[pair[0]] = ""
		if err := p.fault(intake.Fault{
			Line: p.rows.Line(), Field: p.names[pair[0]], ValueKind: "two values",
			Reason: "the column " + p.names[pair[0]] + " stands twice, with two values", Effect: catalogue.EffectBlank,
		}); err != nil {
			return err
		}
	}
	return nil
}

// note says whether a row is a total or a note below the table: by the object's own id, which comes first in CSV, or the person's.
func (p *part) note(cells []string) bool {
	for i, name := range p.names {
		if i < len(cells) && len(p.names) > 1 && (name == p.object.order[0] || strings.HasSuffix(name, "_person_id")) &&
			intake.Note(cells[i], slices.Concat(cells[:i], cells[i+1:])) {
			return true
		}
	}
	return false
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
