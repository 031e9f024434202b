package catalogue

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// codeSeparator joins the codes of a codes field.
const codeSeparator = ";"

// normalise gives the canonical text of a value, or "" with the reason why it
// has none. A blank has no reason. A code that is unknown and kept has both. Values already canonical cost no allocation.
func (f *Field) normalise(v string) (canonical, reason string) {
	v = strings.TrimSpace(v)
	if v == "" {
		return "", ""
	}
	switch f.Type {
	case FieldDate:
		if isISODate(v) {
			return v, ""
		}
		return "", errNotADate.Error()
	case FieldMoment:
		return normaliseMoment(v)
	case FieldYesNo:
		if v == "true" || v == "false" {
			return v, ""
		}
		return "", "not true or false"
	case FieldCode:
		switch {
		case f.list.Has(v):
			return v, ""
		case f.list.Keeps(v):
			return v, f.unknownCode()
		}
		return "", "not a code of the list " + f.Codes
	case FieldCodes:
		return f.normaliseCodes(v)
	case FieldInteger:
		return normaliseInteger(v)
	case FieldDecimal:
		return normaliseDecimal(v)
	case FieldMoney:
		return normaliseMoney(v)
	case FieldPostcode:
		return normalisePostcode(v)
	default:
		return normaliseText(v, f.Type == FieldText || f.Type == FieldLongText)
	}
}

// normaliseText refuses what could not be stored and shown as it was given.
func normaliseText(v string, lines bool) (canonical, reason string) {
	if !utf8.ValidString(v) {
		return "", "not valid UTF-8"
	}
	for i := range len(v) {
		c := v[i]
		if c >= 0x20 && c != 0x7f || lines && (c == '\t' || c == '\n' || c == '\r') {
			continue
		}
		return "", "holds a control character"
	}
	return v, ""
}

// normaliseMoment gives 2006-01-02T15:04:05Z. A moment without its zone could be
// either of two moments in the hour the clocks go back, so it is refused.
func normaliseMoment(v string) (canonical, reason string) {
	if len(v) == 20 && v[10] == 'T' && v[13] == ':' && v[16] == ':' && v[19] == 'Z' && isISODate(v[:10]) {
		hour, okHour := digits(v[11:13])
		minute, okMinute := digits(v[14:16])
		second, okSecond := digits(v[17:19])
		if okHour && okMinute && okSecond && hour < 24 && minute < 60 && second < 60 {
			return v, ""
		}
	}
	at, err := time.Parse(time.RFC3339, v)
	if err != nil {
		return "", "not a moment with its zone, as 2006-01-02T15:04:05Z"
	}
	if at = at.UTC(); !inCalendar(at) {
		return "", errNotADate.Error()
	}
	return at.Format(time.RFC3339), ""
}

// unknownCode is the fault of a code that the list of a return does not have, and that is kept as it was returned.
func (f *Field) unknownCode() string {
	return "unknown code: the list " + f.Codes + " does not have it"
}

// normaliseCodes keeps the codes sorted and once each, so that the same set in
// another order is the same record. What can be no code blanks the field: a list
// with a code missing would pass for the whole answer.
func (f *Field) normaliseCodes(v string) (canonical, reason string) {
	if f.list.hasInOrder(v) {
		return v, ""
	}
	codes := strings.Split(v, codeSeparator)
	kept := codes[:0]
	for _, code := range codes {
		code = strings.TrimSpace(code)
		if code == "" {
			continue
		}
		switch {
		case f.list.Has(code):
		case f.list.Keeps(code):
			reason = f.unknownCode()
		default:
			return "", "holds a code that is not of the list " + f.Codes
		}
		kept = append(kept, code)
	}
	slices.Sort(kept)
	return strings.Join(slices.Compact(kept), codeSeparator), reason
}

// normalisePostcode upper-cases a postcode and puts one space before its last
// three characters.
func normalisePostcode(v string) (canonical, reason string) {
	var out [8]byte
	n := 0
	for i := range len(v) {
		c := v[i]
		switch {
		case c == ' ':
			continue
		case c >= 'a' && c <= 'z':
			c -= 'a' - 'A'
		}
		if n == 7 {
			return "", "not a postcode"
		}
		out[n] = c
		n++
	}
	if n < 5 {
		return "", "not a postcode"
	}
	outward, inward := out[:n-3], out[n-3:n]
	if !isPostcode(outward, inward) {
		return "", "not a postcode"
	}
	if before, after, _ := strings.Cut(v, " "); before == string(outward) && after == string(inward) {
		return v, ""
	}
	return string(outward) + " " + string(inward), ""
}

// isPostcode holds the outward part to A9, A99, AA9, AA99, A9A or AA9A, and the
// inward part to 9AA. GIR 0AA alone is unlike the rest.
func isPostcode(outward, inward []byte) bool {
	if !isDigit(inward[0]) || !isLetter(inward[1]) || !isLetter(inward[2]) {
		return false
	}
	if string(outward) == "GIR" {
		return string(inward) == "0AA"
	}
	i := 0
	for i < len(outward) && isLetter(outward[i]) {
		i++
	}
	rest := outward[i:]
	if i < 1 || i > 2 || len(rest) < 1 || len(rest) > 2 || !isDigit(rest[0]) {
		return false
	}
	return len(rest) == 1 || isDigit(rest[1]) || isLetter(rest[1])
}

func isDigit(c byte) bool  { return c >= '0' && c <= '9' }
func isLetter(c byte) bool { return c >= 'A' && c <= 'Z' }
