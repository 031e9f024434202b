package outline

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// encoding is what a file says of its encoding, and what it turns out to be. Many files say what they are not: whatever is UTF-8 is read
// as that, since text in Windows-1252 is UTF-8 by no accident.
type encoding struct {
	latin    bool // it says Windows-1252
	unread   bool // it says an encoding that is not read
	mistaken int  // the first line that is not in the encoding that the file says, 0 where there is none
}

// declare takes the encoding that the file says it is in. One in UTF-16 has become UTF-8 before anything is read of it.
func (e *encoding) declare(label string) {
	switch strings.ToLower(strings.TrimSpace(label)) {
	case "utf-8", "utf8", "us-ascii", "ascii", "utf-16", "utf16", "utf-16le", "utf-16be", "unicode":
	case "windows-1252", "cp1252", "iso-8859-1", "latin1":
		e.latin = true
	default:
		e.unread = true
	}
}

// decode gives text as UTF-8.
func (e *encoding) decode(text []byte, line int) ([]byte, error) {
	plain, damaged := true, false
	for _, c := range text {
		plain = plain && c < utf8.RuneSelf
		damaged = damaged || slices.Contains(notLatin, c)
	}
	isUTF8 := plain || utf8.Valid(text)
	switch {
	case plain:
		return text, nil
	case !isUTF8 && !e.latin && (e.unread || damaged):
		return nil, &SyntaxError{line, "bytes that are neither UTF-8 nor Windows-1252"}
	case isUTF8 == e.latin && e.mistaken == 0:
		e.mistaken = line
	}
	if isUTF8 {
		return text, nil
	}
	return charmap.Windows1252.NewDecoder().Bytes(text)
}

// notLatin are bytes that text in Windows-1252 does not have, but for a ÿ, which next to no name has and damaged files do.
var notLatin = []byte{0x81, 0x8D, 0x8F, 0x90, 0x9D, 0xFF}

// mistake says how text is read that is not in the encoding that the file says.
func (e *encoding) mistake() string {
	if e.latin {
		return "not Windows-1252, as the file says it is; this line, and each like it after, is read as UTF-8"
	}
	return "not UTF-8; this line, and each like it after, is read as Windows-1252"
}
