package intake

import "slices"

// Draft is the record of one type that is being made of a row, where rows give several records or fields are filled one by
// one. Of a field that nothing was said of, what other sources say stays.
type Draft struct {
	// Shape is a copy of the format's, since which fields the row says nothing of changes from row to row.
	Shape Shape
	// Values are the fields' values, and Said whether the row says anything of each: a blank that is said is that there is
	// nothing.
	Values []string
	Said   []bool

	table    *Table
	source   string
	lastSaid []bool
	silent   []string
}

// Draft gives a draft for records of a shape. source is what reported_by holds in records that have it.
func (d *Receiver) Draft(s *Shape, source string) *Draft {
	n := len(s.Type.Fields)
	r := &Draft{Shape: *s, source: source, Values: make([]string, n), Said: make([]bool, n)}
	r.Shape.Absent = make([]bool, n)
	r.table = d.Open(&r.Shape)
	r.table.Tabular()
	return r
}

// Clear makes the draft ready for the next row: nothing is said of any field but which source reports it.
func (r *Draft) Clear() {
	clear(r.Values)
	clear(r.Said)
	if i := r.Shape.Type.Index("reported_by"); i >= 0 {
		r.Values[i], r.Said[i] = r.source, true
	}
}

// Set gives a field a value. A blank one says that there is nothing.
func (r *Draft) Set(field, value string) {
	i := r.Shape.Type.Index(field)
	r.Values[i], r.Said[i] = value, true
}

// Omit says that the row says nothing of a field.
func (r *Draft) Omit(field string) {
	i := r.Shape.Type.Index(field)
	r.Values[i], r.Said[i] = "", false
}

// Get gives a field's value.
func (r *Draft) Get(field string) string { return r.Values[r.Shape.Type.Index(field)] }

// Put gives the record to the receiver, and says whether it goes in.
func (r *Draft) Put(file string, line int) (taken bool, err error) {
	if r.silent == nil || !slices.Equal(r.Said, r.lastSaid) {
		r.lastSaid = append(r.lastSaid[:0], r.Said...)
		r.silent = []string{}
		for i, f := range r.Shape.Type.Fields {
			if r.Shape.Absent[i] = !r.Said[i]; r.Shape.Absent[i] {
				r.silent = append(r.silent, f.ID)
			}
		}
		slices.Sort(r.silent)
	}
	return r.table.put(r.Values, Place{File: file, Line: line, Silent: r.silent})
}
