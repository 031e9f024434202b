package catalogue

import (
	"strings"

	"heed/catalogue/canonical"
)

// appendJSON writes one canonical value as JSON.
func appendJSON(b []byte, ft FieldType, v string) []byte {
	switch ft {
	case FieldInteger, FieldDecimal, FieldMoney, FieldYesNo:
		return append(b, v...)
	case FieldCodes:
		b = append(b, '[')
		for code := range strings.SplitSeq(v, codeSeparator) {
			if b[len(b)-1] != '[' {
				b = append(b, ',')
			}
			b = canonical.AppendString(b, code)
		}
		return append(b, ']')
	default:
		return canonical.AppendString(b, v)
	}
}
