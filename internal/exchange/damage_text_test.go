package exchange_test

import (
	"bytes"
	"encoding/binary"
	"math/rand/v2"
	"strings"
	"unicode/utf16"
)

// damagesOfText are of the bytes of a file, whatever its rows hold.
var damagesOfText = []damage{
	{name: "cut in the middle", of: asAny, spoil: bytesOf(func(r *rand.Rand, b []byte) []byte { return b[:r.IntN(len(b))] })},
	{name: "cut within a quoted cell", of: asText, spoil: cutWithinQuotes},
	{name: "line ends of old Macintoshes", of: asText | asXML, harmless: true, spoil: textOf(func(s string) string { return strings.ReplaceAll(s, "\n", "\r") })},
	{name: "line ends of Windows", of: asText | asXML, harmless: true, spoil: textOf(func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") })},
	{name: "line ends of two kinds", of: asText | asXML, harmless: true, spoil: mixedEnds},
	{name: "no line end at the end", of: asText | asXML, harmless: true, spoil: textOf(func(s string) string { return strings.TrimRight(s, "\n") })},
	{name: "semicolons for commas", of: asText, harmless: true, spoil: between(';', "")},
	{name: "semicolons, and a line that says so", of: asText, harmless: true, spoil: between(';', "sep=;\n")},
	{name: "tabs for commas", of: asText, harmless: true, spoil: between('\t', "")},
	{name: "upright strokes for commas", of: asText, harmless: true, spoil: between('|', "")},
	{name: "every cell in quotes", of: asText, harmless: true, spoil: func(d *drawn) bool { d.file.quoted = true; return true }},
	{name: "commas at the end of every row", of: asText, harmless: true, spoil: textOf(func(s string) string { return strings.ReplaceAll(s, "\n", ",,\n") })},
	{name: "a blank line after every row", of: asText, harmless: true, spoil: textOf(func(s string) string { return strings.ReplaceAll(s, "\n", "\n\n") })},
	{name: "UTF-16 with a mark", of: asText | asXML, harmless: true, spoil: in16(binary.LittleEndian, "\xFF\xFE")},
	{name: "UTF-16 with a mark, the high byte first", of: asText | asXML, harmless: true, spoil: in16(binary.BigEndian, "\xFE\xFF")},
	{name: "UTF-16 without a mark", of: asText | asXML, harmless: true, spoil: in16(binary.LittleEndian, "")},
	{name: "UTF-16 that lacks its last byte", of: asText | asXML, spoil: func(d *drawn) bool {
		in16(binary.LittleEndian, "\xFF\xFE")(d)
		return bytesOf(func(_ *rand.Rand, b []byte) []byte { return b[:len(b)-1] })(d)
	}},
	{name: "a mark of UTF-8", of: asText | asXML, harmless: true, spoil: textOf(func(s string) string { return "\ufeff" + s })},
	{name: "bytes of Windows-1252", of: asText | asXML, spoil: insert("\xE9", true)},
	{name: "a NUL", of: asText | asXML, spoil: insert("\x00", false)},
	{name: "a control character", of: asText | asXML, spoil: insert("\x07", true)},
	{name: "a control-Z at the end", of: asText | asXML, harmless: true, spoil: textOf(func(s string) string { return s + "\x1a" })},
	{name: "a quote that pairs with none", of: asText | asXML, spoil: insert(`"`, true)},
	{name: "a line broken in two", of: asText | asXML, spoil: insert("\n", true)},
	{name: "an angle bracket or an ampersand", of: asText | asXML, spoil: func(d *drawn) bool { return insert(string("<>&"[d.IntN(3)]), true)(d) }},
	{name: "bytes changed", of: asAny, spoil: changeBytes},
	{name: "a piece lost", of: asAny, spoil: func(d *drawn) bool {
		d.file.unknown = d.file.of == asParquet
		return bytesOf(func(r *rand.Rand, b []byte) []byte {
			from := r.IntN(len(b))
			return append(b[:from:from], b[min(len(b), from+1+r.IntN(200)):]...)
		})(d)
	}},
	{name: "a piece twice", of: asText | asXML, spoil: bytesOf(func(r *rand.Rand, b []byte) []byte {
		from := r.IntN(len(b))
		to := min(len(b), from+1+r.IntN(200))
		return bytes.Join([][]byte{b[:to], b[from:]}, nil)
	})},
	{name: "the file twice, one below the other", of: asText, harmless: true, spoil: textOf(func(s string) string { return s + s })},
	{name: "a megabyte and more in one line", of: asText | asXML, spoil: insert(strings.Repeat("a", 1<<20+1), true)},
}

// bytesOf damages the bytes of a file by chance.
func bytesOf(change func(r *rand.Rand, b []byte) []byte) func(d *drawn) bool {
	return func(d *drawn) bool {
		d.file.after = append(d.file.after, func(b []byte) []byte {
			if len(b) == 0 {
				return b
			}
			return change(d.Rand, b)
		})
		return true
	}
}

// textOf changes the text of a file.
func textOf(change func(string) string) func(d *drawn) bool {
	return bytesOf(func(_ *rand.Rand, b []byte) []byte { return []byte(change(string(b))) })
}

// between puts another sign between the cells.
func between(comma rune, first string) func(d *drawn) bool {
	return func(d *drawn) bool {
		d.file.comma = comma
		return textOf(func(s string) string { return first + s })(d)
	}
}

func mixedEnds(d *drawn) bool {
	return bytesOf(func(r *rand.Rand, b []byte) []byte {
		var out []byte
		for line := range bytes.Lines(b) {
			out = append(append(out, bytes.TrimSuffix(line, []byte("\n"))...), []string{"\n", "\r\n"}[r.IntN(2)]...)
		}
		return out
	})(d)
}

// in16 writes a file in UTF-16.
func in16(order binary.AppendByteOrder, mark string) func(d *drawn) bool {
	return textOf(func(s string) string {
		out := []byte(mark)
		for _, unit := range utf16.Encode([]rune(s)) {
			out = order.AppendUint16(out, unit)
		}
		return string(out)
	})
}

func cutWithinQuotes(d *drawn) bool {
	d.file.quoted = true
	return bytesOf(func(r *rand.Rand, b []byte) []byte {
		from := len(b)/4 + r.IntN(len(b)/2)
		at := bytes.Index(b[from:], []byte(`,"`))
		if at < 0 {
			return b[:len(b)/2]
		}
		return b[:from+at+2+r.IntN(2)]
	})(d)
}

// insert puts a text into a file by chance: after a letter or figure below its first line where it is to be within a cell, or anywhere.
func insert(text string, within bool) func(d *drawn) bool {
	return bytesOf(func(r *rand.Rand, b []byte) []byte {
		at := r.IntN(len(b))
		for n := 0; within && n < 10_000 && (!isPlain(b[at]) || bytes.IndexByte(b[:at], '\n') < 0); n++ {
			at = r.IntN(len(b))
		}
		return bytes.Join([][]byte{b[:at+1], []byte(text), b[at+1:]}, nil)
	})
}

func isPlain(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z'
}

// changeBytes changes a few bytes. What Parquet then holds cannot be known without reading it.
func changeBytes(d *drawn) bool {
	d.file.unknown = d.file.of == asParquet
	return bytesOf(func(r *rand.Rand, b []byte) []byte {
		b = bytes.Clone(b)
		for range 1 + r.IntN(8) {
			b[r.IntN(len(b))] = byte(r.IntN(256))
		}
		return b
	})(d)
}
