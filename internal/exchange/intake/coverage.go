package intake

// Coverage says from which day to which day the records that a return gave of a type can be taken as complete, and why.
type Coverage struct {
	// RecordType is the id of the record type, Source what was read, as people name it: SSDA903 2023-24.
	RecordType, Source string
	Span
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
	return d.sink.Cover(Coverage{RecordType: recordType, Source: source, Span: s})
}
