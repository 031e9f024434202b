package intake

import (
	"cmp"
	"hash/maphash"
	"slices"
	"strconv"
	"strings"

	"heed/catalogue"
)

// held is a row that waits until every row that may have its key has been put.
type held struct {
	table  *Table
	record catalogue.Record
	// values are the row's own, blank where they are faulty.
	values []string
	sum    uint64
	at     Place
	// number is the row's place, from 1, among several of one key, and last the last of them, which has no number. A row that
	// is alone has neither.
	number int
	last   *held
}

// HoldRows says that every row waits for Settle, so that which of two rows of one key stays does not depend on which comes
// first. Without it only rows of a type do whose records of one key are told apart.
func (d *Receiver) HoldRows() { d.holding = true }

func (d *Receiver) holds(t *catalogue.Type) bool { return d.holding || t.Apart != "" }

// hold keeps a row back, or tells that it repeats another.
func (t *Table) hold(rec catalogue.Record, values []string, faults []catalogue.Fault, at Place) (taken bool, err error) {
	d, kind := t.receiver, t.shape.Type
	if _, settled := t.seen[rec.ID]; settled {
		_, err := t.repeated(rec, at)
		return false, err
	}
	row := &held{table: t, record: rec, values: slices.Clone(values), sum: maphash.Bytes(d.seed, rec.Body), at: at}
	for _, f := range faults {
		if i := kind.Index(f.Field); i >= 0 && f.Effect != catalogue.EffectAsGiven {
			row.values[i] = ""
		}
	}
	if err := d.hold(row.bytes(), at); err != nil {
		return false, err
	}
	key := [2]string{kind.ID, rec.ID}
	for _, other := range d.waiting[key] {
		if other.sum == row.sum {
			return false, t.kept(row.at, ReasonTwice+", first on "+place(other.at, row.at))
		}
	}
	d.rows = append(d.rows, row)
	d.waiting[key] = append(d.waiting[key], row)
	return true, nil
}

// bytes is about how much memory the row takes while it waits.
func (r *held) bytes() int {
	const apart, header = 400, 16 // of the row and its place among the others, and of each value
	n := apart + len(r.record.Body) + 8*len(r.at.Lines)
	for _, v := range r.values {
		n += header + len(v)
	}
	return n
}

// kept gives the fault of a row that is kept out.
func (t *Table) kept(at Place, reason string) error {
	return t.receiver.Fault(Fault{
		File: at.File, Line: at.Line, RecordType: t.shape.Type.ID, Field: t.keyName(),
		ValueKind: "row", Reason: reason, Effect: catalogue.EffectKeptOut,
	})
}

// place says where a row is, as seen from another.
func place(row, from Place) string {
	where := "line " + strconv.Itoa(row.Line)
	if row.File != from.File {
		where += " of " + row.File
	}
	return where
}

// Settle hands on the rows that wait, in the order in which they were put. Of several rows of one key the order of the return's
// own rules decides, whatever the order in the file. Where records of one key are told apart all go in; otherwise the
// last of that order does, and a fault tells of each other one. Whoever reads a return must call it when the last row is put.
func (d *Receiver) Settle() error {
	rows := d.rows
	d.rows = nil
	for _, together := range d.waiting {
		if len(together) == 1 {
			continue
		}
		slices.SortFunc(together, compareRows)
		last := len(together) - 1
		for i, row := range together[:last] {
			row.number, row.last = i+1, together[last]
		}
	}
	for _, row := range rows {
		if err := row.settle(); err != nil {
			return err
		}
	}
	clear(d.waiting)
	return nil
}

// settle hands on one row, or tells why it does not go in.
func (r *held) settle() error {
	t, d := r.table, r.table.receiver
	if r.number == 0 {
		if i := t.shape.child; i >= 0 && t.shape.Type.ID == "child" {
			d.know(t.shape, r.values)
		}
		return r.handOn()
	}
	other := place(r.last.at, r.at)
	apart := t.shape.Type.Index(t.shape.Type.Apart)
	if apart < 0 {
		return t.kept(r.at, "differs from the row with the same key on "+other+", which stays")
	}
	r.values[apart] = strconv.Itoa(r.number)
	numbered, _, _ := t.shape.Type.Canonical(r.values)
	numbered.Silent = r.record.Silent
	r.record = numbered
	if err := d.Fault(Fault{
		File: r.at.File, Line: r.at.Line, RecordType: t.shape.Type.ID, Field: t.keyName(), ValueKind: "row",
		Reason: "began on one day with the row on " + other + "; both are read, this one as the earlier", Effect: catalogue.EffectAsGiven,
	}); err != nil {
		return err
	}
	return r.handOn()
}

func (r *held) handOn() error {
	if err := r.table.note(r.record.ID, r.sum, r.at); err != nil {
		return err
	}
	return r.table.receiver.sink.Record(r.record)
}

// compareRows puts rows of one key in the order of the return's rules. What ends on the day it began comes first, so that what
// goes on stands last. Then comes what begins care, then what ends earlier, and last what has no end. Where neither tells, the fuller
// row is last, and then their text decides, so that the order in the file never does.
func compareRows(a, b *held) int {
	x, y := a.span(), b.span()
	return cmp.Or(
		cmp.Compare(order(!x.within), order(!y.within)),
		cmp.Compare(order(!x.begins), order(!y.begins)),
		cmp.Compare(order(x.to == ""), order(y.to == "")),
		strings.Compare(x.to, y.to),
		cmp.Compare(a.filled(), b.filled()),
		strings.Compare(string(b.record.Body), string(a.record.Body)),
	)
}

func order(later bool) int {
	if later {
		return 1
	}
	return 0
}

// spanned is what a row says of when something began and ended.
type spanned struct {
	to string
	// within says that it ended on the day on which it began, begins that care began with it.
	within, begins bool
}

// span reads the days of a row. An end before the start is taken as not known, as the rules take it.
func (r *held) span() spanned {
	from := r.value("started_on")
	var s spanned
	for _, id := range []string{"ended_on", "closed_on", "authorised_on", "reversed_on"} {
		if to := r.value(id); to != "" && to >= from {
			s.to = to
			break
		}
	}
	s.within, s.begins = s.to != "" && s.to == from, r.value("start_reason") == "S"
	return s
}

func (r *held) value(id string) string {
	if i := r.table.shape.Type.Index(id); i >= 0 {
		return r.values[i]
	}
	return ""
}

// filled counts the fields that the row fills.
func (r *held) filled() int {
	n := 0
	for _, v := range r.values {
		if v != "" {
			n++
		}
	}
	return n
}
