// Package canonical writes JSON in the one form that RFC 8785, the JSON Canonicalization Scheme, gives each value, so that
// the same value always has the same bytes and the same hash.
//
// No space stands between tokens (section 3.2.1). Literals, strings and numbers are written as ECMAScript writes them
// (3.2.2). The members of an object are sorted by the UTF-16 code units of their names (3.2.3). The text is UTF-8 (3.2.4).
// What has no such form is refused, as section 3.1 and RFC 7493 ask: text that is not UTF-8, half of a surrogate pair, a
// name given twice in one object, a number beyond a double.
//
// [AppendString] and [AppendNumber] are for who builds a text in order, as the catalogue and the ledger do; [Transform] is
// for a text that exists already.
package canonical

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"unicode/utf16"
)

// ErrInvalid says that a text is not JSON, or is JSON that has no canonical form.
var ErrInvalid = errors.New("not JSON that has a canonical form")

// Transform gives the canonical form of a JSON text. It gives [ErrInvalid], with the place in the text and never what
// stands there, where there is none.
func Transform(text []byte) ([]byte, error) {
	r := reader{text: text, ok: true}
	out := r.transform(make([]byte, 0, len(text)), 0)
	if !r.ended() {
		return nil, fmt.Errorf("%w: at byte %d", ErrInvalid, r.at)
	}
	return out, nil
}

// transform takes the next value and appends its canonical form.
func (r *reader) transform(b []byte, depth int) []byte {
	r.space()
	switch r.peek() {
	case '{':
		return r.object(b, depth)
	case '[':
		return r.array(b, depth)
	case '"':
		return AppendString(b, r.unquote())
	}
	start := r.at
	number := r.scalar()
	if !r.ok {
		return b
	}
	word := string(r.text[start:r.at])
	if !number {
		return append(b, word...)
	}
	f, err := strconv.ParseFloat(word, 64)
	if err == nil {
		b, err = AppendNumber(b, f)
	}
	r.ok = err == nil
	return b
}

// member is one member of an object: its name in UTF-16, and the name and value as they are written.
type member struct {
	name    []uint16
	written []byte
}

func (r *reader) object(b []byte, depth int) []byte {
	var members []member
	r.list('}', depth, func() {
		name := r.unquote()
		r.colon()
		written := r.transform(append(AppendString(nil, name), ':'), depth+1)
		members = append(members, member{utf16.Encode([]rune(name)), written})
	})
	slices.SortFunc(members, func(a, b member) int { return slices.Compare(a.name, b.name) })
	b = append(b, '{')
	for i, m := range members {
		if i > 0 {
			r.ok = r.ok && !slices.Equal(m.name, members[i-1].name)
			b = append(b, ',')
		}
		b = append(b, m.written...)
	}
	return append(b, '}')
}

func (r *reader) array(b []byte, depth int) []byte {
	b = append(b, '[')
	first := true
	r.list(']', depth, func() {
		if !first {
			b = append(b, ',')
		}
		first = false
		b = r.transform(b, depth+1)
	})
	return append(b, ']')
}
