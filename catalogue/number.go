package catalogue

import "strings"

// maxDigits keeps a number within what the engine's BIGINT holds and what a
// DOUBLE gives back as it was written.
const (
	maxIntegerDigits = 18
	maxDecimalDigits = 15
)

// normaliseInteger gives a whole number without leading noughts or a plus sign.
func normaliseInteger(v string) (canonical, reason string) {
	minus, whole, fraction, ok := splitNumber(v)
	switch {
	case !ok || fraction != "" || strings.IndexByte(v, '.') >= 0:
		return "", "not a whole number"
	case len(whole) > maxIntegerDigits:
		return "", "too many digits"
	}
	return joinNumber(v, minus, whole, ""), ""
}

// normaliseDecimal gives a number without leading noughts, a plus sign or noughts
// at the end of its fraction. It works on the digits, so nothing is rounded.
func normaliseDecimal(v string) (canonical, reason string) {
	minus, whole, fraction, ok := splitNumber(v)
	switch {
	case !ok:
		return "", "not a number"
	case len(whole)+len(fraction) > maxDecimalDigits:
		return "", "too many digits"
	}
	return joinNumber(v, minus, whole, fraction), ""
}

// normaliseMoney is a decimal in pounds with at most two places.
func normaliseMoney(v string) (canonical, reason string) {
	if _, _, fraction, ok := splitNumber(v); ok && len(fraction) > 2 {
		return "", "less than a penny"
	}
	return normaliseDecimal(v)
}

// splitNumber splits digits, with at most one point, into its significant parts.
func splitNumber(v string) (minus bool, whole, fraction string, ok bool) {
	minus = v[0] == '-'
	if minus || v[0] == '+' {
		v = v[1:]
	}
	whole, fraction, point := strings.Cut(v, ".")
	if whole+fraction == "" || point && fraction == "" {
		return false, "", "", false
	}
	for _, part := range [...]string{whole, fraction} {
		for i := range len(part) {
			if !isDigit(part[i]) {
				return false, "", "", false
			}
		}
	}
	whole = strings.TrimLeft(whole, "0")
	fraction = strings.TrimRight(fraction, "0")
	return minus && whole+fraction != "", whole, fraction, true
}

// joinNumber puts the parts together, giving v itself where it is already so.
func joinNumber(v string, minus bool, whole, fraction string) string {
	var b [maxIntegerDigits + len("-0.")]byte
	out := b[:0]
	if minus {
		out = append(out, '-')
	}
	if whole == "" {
		whole = "0"
	}
	out = append(out, whole...)
	if fraction != "" {
		out = append(out, '.')
		out = append(out, fraction...)
	}
	if string(out) == v {
		return v
	}
	return string(out)
}
