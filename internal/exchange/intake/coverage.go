package intake

import "slices"

// Coverage says from which day to which day the records that a return gave of a type can be taken as complete, and why.
type Coverage struct {
	// RecordType is the id of the record type, Source what was read, as people name it: SSDA903 2023-24.
	RecordType, Source string
	Span
	// Lacks are the fields, sorted, that the return says nothing of in any record of the type: what would stand in them is not covered.
	Lacks []string
}

// Span is the days that something covers, both ends with them, as 2026-03-31.
type Span struct {
	From, To string
	// Basis is a sentence that says why.
	Basis string
	// Assumed says that nobody has said so, and that it is taken from the records themselves.
	Assumed bool
}

// Cover hands on what the records of a type cover. One that covers no day is passed over.
func (d *Receiver) Cover(recordType, source string, s Span) error {
	if s.From == "" || s.To < s.From {
		return nil
	}
	c := Coverage{RecordType: recordType, Source: source, Span: s}
	if l := d.lacks[recordType]; l != nil {
		c.Lacks = l.fields
	}
	return d.sink.Cover(c)
}

// lack is which fields no record of a type says anything of, and what the last of them was silent of.
type lack struct{ fields, last []string }

// hear notes what a record is silent of.
func (d *Receiver) hear(recordType string, silent []string) {
	l := d.lacks[recordType]
	if l == nil {
		d.lacks[recordType] = &lack{fields: silent, last: silent}
		return
	}
	if slices.Equal(l.last, silent) {
		return
	}
	l.last = silent
	l.fields = slices.DeleteFunc(slices.Clone(l.fields), func(field string) bool {
		_, lacking := slices.BinarySearch(silent, field)
		return !lacking
	})
}
