package catalogue

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// ValueKind describes a value without revealing it, for faults that will be
// stored and shown: "blank", "date", "moment", "number", "true or false", "text
// of 6 characters" or "bytes that are not UTF-8".
func ValueKind(value string) string {
	value = strings.TrimSpace(value)
	if value == "" {
		return "blank"
	}
	if !utf8.ValidString(value) {
		return "bytes that are not UTF-8"
	}
	if value == "true" || value == "false" {
		return "true or false"
	}
	if _, _, _, ok := splitNumber(value); ok {
		return "number"
	}
	if _, err := ParseDate(value); err == nil {
		return "date"
	}
	if _, err := time.Parse(time.RFC3339, value); err == nil {
		return "moment"
	}
	n := utf8.RuneCountInString(value)
	if n == 1 {
		return "text of 1 character"
	}
	return "text of " + strconv.Itoa(n) + " characters"
}
