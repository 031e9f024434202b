package catalogue

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"heed/catalogue/canonical"
)

// errNotCanonical is what Values says of a body that Canonical cannot have made.
var errNotCanonical = errors.New("not canonical JSON")

// Values reverses Canonical: it gives the canonical text of each field in the
// order of t.Fields, "" where the body leaves it out. A key that the type no
// longer has is passed over, so that old entries can still be read, and so is a
// field's type, which may have changed since. A body that is not canonical JSON
// is an error, which never holds a value.
func (t *Type) Values(body []byte) ([]string, error) {
	values := make([]string, len(t.Fields))
	r := bodyReader{rest: string(body), ok: utf8.Valid(body)}
	r.expect('{')
	next := 0
	last := ""
	for first := true; r.ok && !r.at('}'); first = false {
		if !first {
			r.expect(',')
		}
		key := r.text()
		r.expect(':')
		value := r.value()
		if !first && key <= last {
			r.ok = false
		}
		last = key
		for next < len(t.plan.sorted) && t.Fields[t.plan.sorted[next]].ID < key {
			next++
		}
		if next < len(t.plan.sorted) && t.Fields[t.plan.sorted[next]].ID == key {
			values[t.plan.sorted[next]] = value
		}
	}
	r.expect('}')
	if !r.ok || r.rest != "" {
		return nil, fmt.Errorf("reading a %s: %w", t.ID, errNotCanonical)
	}
	return values, nil
}

// bodyReader takes JSON tokens off the front of rest. Once ok is false it stays so.
type bodyReader struct {
	rest string
	ok   bool
}

func (r *bodyReader) at(c byte) bool { return r.rest != "" && r.rest[0] == c }

func (r *bodyReader) expect(c byte) {
	if r.ok = r.ok && r.at(c); r.ok {
		r.rest = r.rest[1:]
	}
}

// value reads a string, a number, a boolean or an array of strings as its
// canonical text.
func (r *bodyReader) value() string {
	switch {
	case !r.ok || r.rest == "":
		r.ok = false
		return ""
	case r.at('"'):
		return r.text()
	case r.at('['):
		return r.array()
	}
	end := strings.IndexAny(r.rest, ",}")
	if end <= 0 {
		r.ok = false
		return ""
	}
	bare := r.rest[:end]
	r.rest = r.rest[end:]
	if bare != "true" && bare != "false" {
		// An integer passes as a decimal unless it is longer than one may be.
		d, _ := normaliseBare(bare)
		r.ok = d == bare
	}
	return bare
}

func normaliseBare(bare string) (text, reason string) {
	if text, reason = normaliseDecimal(bare); reason != "" {
		return normaliseInteger(bare)
	}
	return text, ""
}

func (r *bodyReader) array() string {
	r.expect('[')
	joined := []string{r.text()}
	for r.ok && r.at(',') {
		r.expect(',')
		joined = append(joined, r.text())
	}
	r.expect(']')
	return strings.Join(joined, codeSeparator)
}

// text reads a string. One without escapes shares the body's memory.
func (r *bodyReader) text() string {
	r.expect('"')
	if !r.ok {
		return ""
	}
	for i := range len(r.rest) {
		switch c := r.rest[i]; {
		case c == '"':
			s := r.rest[:i]
			r.rest = r.rest[i+1:]
			return s
		case c == '\\':
			return r.escaped(i)
		case c < 0x20:
			r.ok = false
			return ""
		}
	}
	r.ok = false
	return ""
}

// escaped reads a string whose first escape is at i; the quote before it has
// been taken. The string must be escaped as canonical JSON is and no further.
func (r *bodyReader) escaped(i int) string {
	for i < len(r.rest) && r.rest[i] != '"' {
		if r.rest[i] == '\\' {
			i++
		}
		i++
	}
	if i >= len(r.rest) {
		r.ok = false
		return ""
	}
	written := []byte(`"` + r.rest[:i+1])
	var s string
	err := json.Unmarshal(written, &s)
	r.ok = err == nil && bytes.Equal(canonical.AppendString(nil, s), written)
	r.rest = r.rest[i+1:]
	return s
}
