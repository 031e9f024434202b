package canonical

// maxDepth is how deep arrays and objects may stand in each other, so that no text can exhaust the stack.
const maxDepth = 10_000

// reader takes the tokens of a JSON text (RFC 8259) one after another. Once ok is false it stays so, and at is where.
type reader struct {
	text []byte
	at   int
	ok   bool
}

// peek gives the next byte, 0 at the end.
func (r *reader) peek() byte {
	if r.at < len(r.text) {
		return r.text[r.at]
	}
	return 0
}

// took takes the next byte if it is c, and says whether it was.
func (r *reader) took(c byte) bool {
	if !r.ok || r.at >= len(r.text) || r.text[r.at] != c {
		return false
	}
	r.at++
	return true
}

// take takes the next byte, which must be c.
func (r *reader) take(c byte) { r.ok = r.took(c) }

func (r *reader) space() {
	for r.at < len(r.text) {
		switch r.text[r.at] {
		case ' ', '\t', '\n', '\r':
			r.at++
		default:
			return
		}
	}
}

func (r *reader) colon() {
	r.space()
	r.take(':')
}

// ended says whether the whole text has been taken.
func (r *reader) ended() bool {
	r.space()
	return r.ok && r.at == len(r.text)
}

// list takes an object or an array. item takes each of what stands between its commas.
func (r *reader) list(end byte, depth int, item func()) {
	r.at++
	r.ok = r.ok && depth < maxDepth
	r.space()
	for first := true; r.ok && !r.took(end); first = false {
		if !first {
			r.take(',')
			r.space()
		}
		item()
		r.space()
	}
}

// scalar takes a literal or a number, and says which it was.
func (r *reader) scalar() (number bool) {
	switch r.peek() {
	case 'n':
		r.literal("null")
	case 't':
		r.literal("true")
	case 'f':
		r.literal("false")
	default:
		r.number()
		return true
	}
	return false
}

func (r *reader) literal(word string) {
	for i := range len(word) {
		r.take(word[i])
	}
}

// number takes a number by the grammar of RFC 8259, section 6, which is narrower than that of strconv.
func (r *reader) number() {
	r.took('-')
	if !r.took('0') {
		r.digits()
	}
	if r.took('.') {
		r.digits()
	}
	if r.took('e') || r.took('E') {
		_ = r.took('-') || r.took('+')
		r.digits()
	}
}

// digits takes one digit or more.
func (r *reader) digits() {
	start := r.at
	for r.peek() >= '0' && r.peek() <= '9' {
		r.at++
	}
	r.ok = r.ok && r.at > start
}
