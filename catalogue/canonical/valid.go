package canonical

// Valid says whether a text is one JSON value (RFC 8259) in UTF-8 without half a surrogate pair. It is for who takes what
// others have written: it does not look for names given twice, which would cost most of the time.
func Valid(text []byte) bool {
	r := reader{text: text, ok: true}
	r.skip(0)
	return r.ended()
}

// skip takes the next value.
func (r *reader) skip(depth int) {
	r.space()
	switch r.peek() {
	case '{':
		r.list('}', depth, func() {
			r.quoted()
			r.colon()
			r.skip(depth + 1)
		})
	case '[':
		r.list(']', depth, func() { r.skip(depth + 1) })
	case '"':
		r.quoted()
	default:
		r.scalar()
	}
}
