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

	file, sheet string
	used        map[string]bool
	// cells are the row in hand, which begins on line.
	cells []string
	line  int

	intake.Outcome
}

func (r *reader) newPart(file File) *part {
	p := &part{reader: r, Table: file.Table, file: file.Name, sheet: file.Sheet, used: map[string]bool{}, Outcome: intake.NewOutcome()}
	p.fit()
	return p
}

// each gives the rows below the heading one after another.
func (p *part) each(use func() error) error {
	for i := p.heading + 1; i < len(p.grid.Rows); i++ {
		if i%1024 == 0 && p.ctx.Err() != nil {
			return p.ctx.Err()
		}
		p.cells, p.line = p.grid.Rows[i], p.grid.Lines[i]
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
		if p.note() {
			return errors.Join(p.Leave("a total, a note or a line"), p.fault(intake.Fault{
				Line: p.line, Field: p.List.columns[0], ValueKind: "row", Reason: intake.ReasonNote, Effect: catalogue.EffectKeptOut,
			}))
		}
		if err := p.disputes(); err != nil {
			return err
		}
		if p.subject() == "" {
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

// layOut says where the columns and rows of the list stand.
func (p *part) layOut() {
	if p.sheet != "" {
		p.receiver.Sheet(p.file, p.sheet)
	}
	for name, i := range p.columns {
		p.receiver.Column(p.file, name, i+1)
	}
	for i, line := range p.grid.Lines {
		p.receiver.Row(p.file, line, p.grid.Numbers[i])
	}
}

// headings gives a fault for each column that is none of the list's.
func (p *part) headings() error {
	p.layOut()
	place := map[int]bool{}
	for _, i := range p.columns {
		place[i] = true
	}
	for _, name := range slices.Sorted(maps.Keys(p.again)) {
		for _, i := range p.again[name] {
			place[i] = true
			err := p.fault(intake.Fault{
				Line: p.grid.Lines[p.heading], Field: name, ValueKind: "column",
				Reason: "the column stands twice: it is read where both say the same", Effect: catalogue.EffectAsGiven,
			})
			if err != nil {
				return err
			}
		}
	}
	for i, cell := range p.grid.Rows[p.heading] {
		if name := strings.TrimSpace(cell); place[i] || name == "" {
			continue
		}
		nameless := "column " + strconv.Itoa(i+1)
		p.receiver.Column(p.file, nameless, i+1)
		err := p.fault(intake.Fault{
			Line: p.grid.Lines[p.heading], Field: nameless, ValueKind: "column",
			Reason: "its heading is none of " + p.List.String(), Effect: intake.EffectColumn,
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
	if i >= len(p.cells) && len(p.again) == 0 {
		return "", true
	}
	if p.disputed(name) {
		return "", false
	}
	if i >= len(p.cells) {
		return "", true
	}
	v = strings.TrimSpace(strings.ReplaceAll(p.cells[i], "\u00a0", " "))
	switch {
	case intake.Failed(v):
		return "", false
	case intake.Blank(anyField, v) && !saysUnknown[strings.ToLower(v)]:
		return "", true
	}
	return v, true
}

func (p *part) text(name string) string {
	v, _ := p.cell(name)
	return v
}

// saysUnknown are the words for nothing that say that an answer is not known, which is no answer: what another source recorded stays.
var saysUnknown = map[string]bool{"unknown": true, "not known": true, "not recorded": true, "not stated": true, "nk": true, "n/k": true, "none": true}

var (
	anyField     = &catalogue.Field{ID: "any", Type: catalogue.FieldText}
	subjectField = &catalogue.Field{ID: "subject", Type: catalogue.FieldSubject}
)

var dayField = &catalogue.Field{ID: "day", Type: catalogue.FieldDate}

// day gives the cell of a column as a day, and what is none as it stands, so that the field that takes it has the fault.
func (p *part) day(name string) string { return p.dayIn(dayField, p.text(name)) }

// date gives a column as a day, blank where it is none.
func (p *part) date(name string) string {
	if v := p.day(name); isDay(v) {
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
func (p *part) subject() string { return p.norm.Value(subjectField, p.text(p.List.columns[0])) }

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
