package intake

// ListedBelow is why a row gave no record where its own faults say it.
const ListedBelow = "a fault, listed below"

// Outcome counts what becomes of the rows of one file, for its [Part].
type Outcome struct {
	// Kept says that the row in hand has given a record, or a part of one.
	Kept bool

	rows       int
	kept, left map[string]int
}

// NewOutcome begins a count.
func NewOutcome() Outcome { return Outcome{kept: map[string]int{}, left: map[string]int{}} }

// NextRow counts a row, which is the one in hand from here on.
func (o *Outcome) NextRow() {
	o.rows++
	o.Kept = false
}

// Keep counts a record that the row in hand has given.
func (o *Outcome) Keep(recordType string) {
	o.Kept = true
	o.kept[recordType]++
}

// KeepPartOf counts the row in hand as one that goes into a record made of several rows.
func (o *Outcome) KeepPartOf(recordType string) { o.Keep("part of " + recordType) }

// Leave counts the row in hand as one that gave no record, unless it has given one. The error is always nil, so that
// reading a row can end with it.
func (o *Outcome) Leave(why string) error {
	if !o.Kept {
		o.left[why]++
	}
	return nil
}

// Part gives what became of a file, by its name within its return and its own.
func (o *Outcome) Part(name, file string) Part {
	return Part{Name: name, File: file, Rows: o.rows, Kept: Counts(o.kept), Left: Counts(o.left)}
}
