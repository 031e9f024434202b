package intake

// ListedBelow is why a row gave no record where its own faults say it.
const ListedBelow = "a fault, listed below"

// Outcome counts what becomes of the rows of one file, for its [Part].
type Outcome struct {
	// Kept says that the row in hand has given a record, or a part of one.
	Kept bool

	rows       int
	kept, left map[string]int
	// why is the reason by which the row in hand is counted among those left, blank where it is not.
	why string
}

// NewOutcome begins a count.
func NewOutcome() Outcome { return Outcome{kept: map[string]int{}, left: map[string]int{}} }

// NextRow counts a row, which is the one in hand from here on.
func (o *Outcome) NextRow() {
	o.rows++
	o.Resume()
}

// Resume takes a row in hand again that has been counted, and of which nothing has been said.
func (o *Outcome) Resume() { o.Kept, o.why = false, "" }

// Between says that no row is in hand: what is recorded now changes nothing of what was said of the last.
func (o *Outcome) Between() { o.Kept, o.why = true, "" }

// Keep counts a record that the row in hand has given. Where it was left for want of another record it is left no more.
func (o *Outcome) Keep(recordType string) {
	if o.why != "" {
		if o.left[o.why]--; o.left[o.why] == 0 {
			delete(o.left, o.why)
		}
	}
	o.Kept, o.why = true, ""
	o.kept[recordType]++
}

// KeepPartOf counts the row in hand as one that goes into a record made of several rows.
func (o *Outcome) KeepPartOf(recordType string) { o.Keep("part of " + recordType) }

// Leave counts the row in hand as one that gave no record, unless it has given one or is counted already: a row is left once,
// for the first of its reasons. What is no row of the file, as a child that several lists have, is not counted. The error is always nil,
// so that reading a row can end with it.
func (o *Outcome) Leave(why string) error {
	if !o.Kept && o.why == "" && o.rows > 0 {
		o.why = why
		o.left[why]++
	}
	return nil
}

// Part gives what became of a file, by its name within its return and its own.
func (o *Outcome) Part(name, file string) Part {
	return Part{Name: name, File: file, Rows: o.rows, Kept: Counts(o.kept), Left: Counts(o.left)}
}
