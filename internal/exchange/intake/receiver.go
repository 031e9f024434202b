package intake

import (
	"hash/maphash"
	"slices"
	"time"

	"heed/catalogue"
	"heed/internal/exchange/budget"
)

// The reasons of the faults that come from comparing rows with each other and with
// the calendar.
const (
	ReasonTwice      = "the same row twice"
	ReasonFuture     = "in the future"
	ReasonUnborn     = "before the child was born"
	ReasonUnlisted   = "no child of this id is in the header"
	ReasonOtherBirth = "not the date of birth in the header"
	ReasonOtherSex   = "not the sex in the header"
	ReasonNoDate     = "not a date in the calendar"
	ReasonTimed      = "has a time of day, which is left out"
	ReasonNearly     = "no child of this id is in the header, which has one that differs only in case, spaces, commas or leading noughts"
	ReasonAlike      = "differs from the id of another child only in case, spaces, commas or leading noughts"
)

// Prebirth is how long before a child's birth services to it can begin: ten
// months, by when its mother has not known of it for long.
const Prebirth = 300 * 24 * time.Hour

// Receiver takes the rows of one return and hands records and faults to a sink.
type Receiver struct {
	sink     Sink
	today    string
	year     int // of the collection, 0 where it has none
	prebirth time.Duration
	seed     maphash.Seed
	seen     map[string]map[string]first
	children map[string]child
	alike    map[string]string // an id of children by what is left of it, see bareID
	listed   bool
	apart    bool // rows are counted by Read alone
	files    []string
	days     map[string]*days      // by record type
	lacks    map[string]*lack      // by record type
	layouts  map[string]*layout    // by file
	holding  bool                  // every row waits for Settle
	meter    budget.Meter          // what is held
	rows     []*held               // that wait, in the order in which they were put
	waiting  map[[2]string][]*held // the same by type and record id
}

// first is the row that a record came from.
type first struct {
	sum  uint64
	file int32
	line int32
}

// child is what the header says of a child. earliest is the first day on which
// something could have happened to the child.
type child struct{ bornOn, earliest, sex string }

// NewReceiver gives a receiver. A date after today is a fault, unless today is the
// zero time. Events may be earlier than a child's birth by prebirth, since services to
// a child in need can begin before it is born.
func NewReceiver(sink Sink, today time.Time, prebirth time.Duration) *Receiver {
	d := &Receiver{
		sink: sink, prebirth: prebirth, seed: maphash.MakeSeed(),
		seen: map[string]map[string]first{}, children: map[string]child{}, alike: map[string]string{}, waiting: map[[2]string][]*held{}, days: map[string]*days{}, lacks: map[string]*lack{}, layouts: map[string]*layout{},
	}
	if !today.IsZero() {
		d.today = today.Format(time.DateOnly)
	}
	return d
}

// Fault hands on a fault that is of no one record.
func (d *Receiver) Fault(f Fault) error { return d.sink.Fault(d.locate(f)) }

// Read counts a row that is kept out before it could be put to a table, or any row after CountRowsApart.
func (d *Receiver) Read() error { return d.sink.Read(1) }

// CountRowsApart says that a row may give several records or none, so that only Read counts rows.
func (d *Receiver) CountRowsApart() { d.apart = true }

// Listed says that every child of this return has now been put, so that a row of
// any other child is a fault.
func (d *Receiver) Listed() { d.listed = true }

// Child gives the date of birth and sex of a child that has been put, in
// canonical text; known is false where none has been.
func (d *Receiver) Child(id string) (bornOn, sex string, known bool) {
	c, known := d.children[id]
	return c.bornOn, c.sex, known
}

// Place says where a row is in its file.
type Place struct {
	File string
	Line int
	// Lines gives the line of each field where they differ, 0 for that of the row.
	Lines []int
	// Silent are the ids, sorted, of the fields that the row says nothing of. Nil leaves it to the shape: what its
	// format or the file has no item for.
	Silent []string
	// More says that the row holds more that can be read than its fields, so that it is no note though it fills but its key.
	More bool
}

func (p Place) line(field int) int {
	if field >= 0 && field < len(p.Lines) && p.Lines[field] > 0 {
		return p.Lines[field]
	}
	return p.Line
}

// Table takes the rows of one shape.
type Table struct {
	receiver *Receiver
	shape    *Shape
	seen     map[string]first
	// silent are the fields that the format or the file holds nothing of, known when the first row is put.
	silent []string
	// tabular says that the rows are those of a table, below which totals and notes may stand.
	tabular bool
	rows    int // that have been put
}

// Tabular says that the rows are those of a table, below which totals and notes may stand: a row of which nothing but its key can be
// read is then kept out.
func (t *Table) Tabular() { t.tabular = true }

// Open gives the table for rows of a shape. Tables of one record type know each
// other's rows.
func (d *Receiver) Open(s *Shape) *Table {
	if d.seen[s.Type.ID] == nil {
		d.seen[s.Type.ID] = map[string]first{}
	}
	return &Table{receiver: d, shape: s, seen: d.seen[s.Type.ID]}
}

// Put takes one row, with a value for each field of the type as Normalise gives
// it. Only an error of the sink is an error; all that is wrong with the row goes
// to the sink as faults.
func (t *Table) Put(values []string, at Place) error {
	if !t.receiver.apart {
		if err := t.receiver.sink.Read(1); err != nil {
			return err
		}
	}
	_, err := t.put(values, at)
	return err
}

// put takes one row without counting it, and says whether its record goes in.
func (t *Table) put(values []string, at Place) (taken bool, err error) {
	if ok, err := t.prepare(values, at); !ok || err != nil {
		return false, err
	}
	t.rows++
	rec, faults, ok := t.shape.Type.Canonical(values)
	if ok && t.tabular && !at.More && t.keyOnly(values, faults) {
		t.Lose()
		return false, t.kept(at, ReasonNote)
	}
	for _, f := range faults {
		if err := t.rowFault(f, at); err != nil {
			return false, err
		}
	}
	if !ok {
		t.Lose()
		return false, nil
	}
	usable := func(i int) bool { return t.usable(values, faults, i) }
	rec.Silent = at.Silent
	if rec.Silent == nil {
		if t.silent == nil {
			t.silent = t.shape.silent()
		}
		rec.Silent = t.silent
	}
	t.receiver.hear(t.shape.Type.ID, rec.Silent)
	if t.receiver.holds(t.shape.Type) {
		taken, err := t.hold(rec, values, faults, at)
		if !taken || err != nil {
			return false, err
		}
		t.count(values, usable)
		return true, t.check(values, usable, at)
	}
	repeated, err := t.repeated(rec, at)
	if repeated || err != nil {
		return false, err
	}
	if err := t.check(values, usable, at); err != nil {
		return false, err
	}
	t.count(values, usable)
	return true, t.receiver.sink.Record(rec)
}

func (t *Table) rowFault(f catalogue.Fault, at Place) error {
	i := t.shape.Type.Index(f.Field)
	if i >= 0 && t.shape.Absent[i] && f.Effect == catalogue.EffectBlank {
		return nil
	}
	return t.receiver.Fault(Fault{
		File: at.File, Line: at.line(i), RecordType: t.shape.Type.ID, Field: t.shape.fieldNameOf(f.Field),
		ValueKind: f.ValueKind, Reason: f.Reason, Effect: f.Effect,
	})
}

// repeated says whether a record of this id has been put before; the first stays.
func (t *Table) repeated(rec catalogue.Record, at Place) (bool, error) {
	sum := maphash.Bytes(t.receiver.seed, rec.Body)
	was, ok := t.seen[rec.ID]
	if !ok {
		return false, t.note(rec.ID, sum, at)
	}
	where := place(Place{File: t.receiver.files[was.file], Line: int(was.line)}, at)
	if was.sum == sum {
		return true, t.kept(at, ReasonTwice+", first on "+where)
	}
	return true, t.kept(at, "differs from the row with the same key on "+where+", which stays")
}

// noteBytes is about how much memory a record takes beside its id, to be known again.
const noteBytes = 120

// hold counts what a row makes the receiver hold, and refuses its file where that is too much.
func (d *Receiver) hold(bytes int, at Place) error {
	if err := d.meter.Hold(bytes); err != nil {
		return Refuse(at.File, "rows of a return or list", err, "")
	}
	return nil
}

// note keeps which row a record came from.
func (t *Table) note(id string, sum uint64, at Place) error {
	d := t.receiver
	i := len(d.files) - 1
	if i < 0 || d.files[i] != at.File {
		i++
		d.files = append(d.files, at.File)
	}
	t.seen[id] = first{sum, int32(i), int32(at.Line)}
	return d.hold(noteBytes+len(id), at)
}

// keyName names the field that tells rows of a child apart: the last of the key
// that the format holds.
func (t *Table) keyName() string {
	for _, id := range slices.Backward(t.shape.Type.Key) {
		if i := t.shape.Type.Index(id); t.shape.Items[i] != "" {
			return t.shape.FieldName(i)
		}
	}
	return ""
}
