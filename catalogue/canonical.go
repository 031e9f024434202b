package catalogue

import (
	"fmt"
	"strings"
)

// Record is one row made fit for the ledger.
type Record struct {
	// Type is the id of the record type.
	Type string
	// ID is the key values in canonical text joined by "/", with "%" and "/" in a
	// value written %25 and %2F, and after them the value of the field that tells apart records of one key, where it is
	// filled. It is unique per authority and type.
	ID string
	// Subject is whom or what the record is about, blank for the authority itself.
	Subject string
	// Body is the record as canonical JSON.
	Body []byte
	// Silent are the ids, sorted, of the fields that the record's source does not carry: a blank in one of them says
	// nothing, so what another source recorded of it stays.
	Silent []string
}

// Fault says what was wrong with one field of a row and what was done about it.
// It never holds the value.
type Fault struct {
	// Field is the id of the field, or blank when the row as a whole is at fault.
	Field     string
	ValueKind string
	Reason    string
	Effect    string
}

// The effects of a fault.
const (
	EffectKeptOut = "row kept out"
	EffectBlank   = "field left blank"
	EffectAsGiven = "kept as given"
)

// maxFields is how many values of a row stand on the stack; a longer row works
// and costs one allocation.
const maxFields = 48

// Canonical makes a record from one value per field, in the order of t.Fields,
// where "" is blank. Space around a value is dropped. Values are:
//
//   - date: 2026-10-31, a real day from 1900 to 2100
//   - moment: RFC 3339 with its zone, kept as UTC to the second
//   - yes/no: true or false
//   - code: one code of the list; codes: several joined by ";", kept sorted, once each. Where the list is of a return, a
//     code that it does not have is kept as given, with a fault
//   - integer, decimal, money: digits with "." for the point and no exponent; money to the penny
//   - postcode: a UK postcode, kept in upper case with one space
//   - id, subject, text, long text, file: UTF-8 without control characters; tabs
//     and line ends may stand in text and long text
//
// Body has its keys sorted and no spaces. It leaves out blanks. Integers, decimals
// and money are JSON numbers, yes/no a boolean and codes an array; all else is a
// string, escaped as RFC 8785 does.
//
// A fault on a key field, or no subject, keeps the row out: ok is false and every
// fault says so. Any other fault leaves its field blank and the row goes in.
func (t *Type) Canonical(values []string) (rec Record, faults []Fault, ok bool) {
	if len(values) != len(t.Fields) {
		return Record{}, []Fault{{
			ValueKind: fmt.Sprintf("%d values", len(values)),
			Reason:    fmt.Sprintf("%s has %d fields", t.ID, len(t.Fields)),
			Effect:    EffectKeptOut,
		}}, false
	}
	var stack [maxFields]string
	canon := append(stack[:0], values...)
	ok = true
	for i, f := range t.Fields {
		value, reason := f.normalise(values[i])
		if value != "" && reason != "" {
			faults = append(faults, Fault{f.ID, ValueKind(values[i]), reason, EffectAsGiven})
			reason = ""
		}
		mustFill := t.plan.filled[i] || f.Required
		if value == "" && reason == "" && mustFill {
			reason = "must be filled"
		}
		canon[i] = value
		if reason == "" {
			continue
		}
		faults = append(faults, Fault{f.ID, ValueKind(values[i]), reason, EffectBlank})
		if t.plan.inKey[i] || t.plan.filled[i] {
			ok = false
		}
	}
	if !ok {
		for i := range faults { // what would have been kept is not, either
			faults[i].Effect = EffectKeptOut
		}
		return Record{}, faults, false
	}
	rec = Record{Type: t.ID, ID: t.recordID(canon), Body: t.body(canon)}
	if t.plan.subject >= 0 {
		rec.Subject = canon[t.plan.subject]
	}
	return rec, faults, true
}

// recordID joins the key values, and what tells apart records of one key where there is any.
func (t *Type) recordID(canon []string) string {
	id := t.joinedKey(canon)
	if t.plan.apart >= 0 && canon[t.plan.apart] != "" {
		id += "/" + canon[t.plan.apart]
	}
	return id
}

// joinedKey joins the key values. A key of one plain value is that value.
func (t *Type) joinedKey(canon []string) string {
	if len(t.plan.key) == 1 {
		return escapePart(canon[t.plan.key[0]])
	}
	var b strings.Builder
	n := len(t.plan.key) - 1
	for _, i := range t.plan.key {
		n += len(canon[i])
	}
	b.Grow(n)
	for k, i := range t.plan.key {
		if k > 0 {
			b.WriteByte('/')
		}
		b.WriteString(escapePart(canon[i]))
	}
	return b.String()
}

func escapePart(s string) string {
	if strings.IndexByte(s, '%') < 0 && strings.IndexByte(s, '/') < 0 {
		return s
	}
	s = strings.ReplaceAll(s, "%", "%25")
	return strings.ReplaceAll(s, "/", "%2F")
}

// body writes the canonical JSON of values already in their canonical text.
func (t *Type) body(canon []string) []byte {
	n := 2
	for i, v := range canon {
		if v != "" {
			n += len(v) + len(t.Fields[i].ID) + len(`"":"",`)
		}
	}
	b := append(make([]byte, 0, n), '{')
	for _, i := range t.plan.sorted {
		if canon[i] == "" {
			continue
		}
		if len(b) > 1 {
			b = append(b, ',')
		}
		b = append(b, '"')
		b = append(b, t.Fields[i].ID...) // snake_case, so nothing to escape
		b = append(b, '"', ':')
		b = appendJSON(b, t.Fields[i].Type, canon[i])
	}
	return append(b, '}')
}
