// Package plaintext gives files of text as one kind of text, whichever program wrote them: UTF-16 becomes UTF-8, every line ends
// in a line feed, and a byte order mark is dropped. Text in other encodings than UTF-16 is given byte for byte, since only what reads
// it knows where one value ends and the next begins.
package plaintext

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"unicode/utf16"
	"unicode/utf8"
)

// ErrDamaged is the error of UTF-16 text that is cut off, or in which half a character stands alone.
var ErrDamaged = errors.New("UTF-16 text that is damaged")

const (
	// chunk is how much is read at a time at most, and first how much at the beginning: most files are small.
	chunk = 32 << 10
	first = 4 << 10
	// headSize is how many bytes tell whether a text without a mark is UTF-16.
	headSize = 1024
)

// Reader reads a file of text. It holds one chunk of it at a time.
type Reader struct {
	in      io.Reader
	order   binary.ByteOrder // of UTF-16, nil for what is none
	raw     []byte           // read and not yet converted
	text    []byte           // converted and not yet given
	buf     []byte
	err     error
	begun   bool
	afterCR bool
}

// NewReader gives a reader of the text in r.
func NewReader(r io.Reader) *Reader { return &Reader{in: r, buf: make([]byte, first)} }

// UTF16 says whether the text is UTF-16. It is known once something has been read.
func (r *Reader) UTF16() bool { return r.order != nil }

// Head gives the first bytes of a file as the text that a Reader would give.
func Head(head []byte) []byte {
	r := &Reader{in: bytes.NewReader(head), buf: make([]byte, headSize)}
	text, _ := io.ReadAll(r) // a head may end in the middle of a character
	return text
}

// Read gives text. Its error is io.EOF at the end, [ErrDamaged], or one of the reader below.
func (r *Reader) Read(p []byte) (int, error) {
	for len(r.text) == 0 && r.err == nil {
		r.fill()
	}
	if len(r.text) == 0 {
		return 0, r.err
	}
	n := copy(p, r.text)
	r.text = r.text[n:]
	return n, nil
}

// fill converts the next chunk.
func (r *Reader) fill() {
	if !r.begun {
		r.begun = true
		r.begin()
		text := r.raw
		if r.order != nil {
			text = r.decode()
		}
		r.text = r.endLines(text)
		return
	}
	if len(r.buf) < chunk {
		r.buf = make([]byte, 2*len(r.buf))
	}
	n, err := r.in.Read(r.buf)
	r.err = err
	text := r.buf[:n]
	if r.order != nil {
		r.raw = append(r.raw, text...)
		text = r.decode()
	}
	r.text = r.endLines(text)
}

// begin finds out which encoding the text is in, and drops its mark.
func (r *Reader) begin() {
	n, err := io.ReadFull(r.in, r.buf[:headSize])
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = io.EOF
	}
	r.raw, r.err = append(r.raw, r.buf[:n]...), err
	switch head := r.raw; {
	case bytes.HasPrefix(head, []byte("\ufeff")):
		r.raw = head[3:]
	case bytes.HasPrefix(head, []byte{0xFF, 0xFE}):
		r.raw, r.order = head[2:], binary.LittleEndian
	case bytes.HasPrefix(head, []byte{0xFE, 0xFF}):
		r.raw, r.order = head[2:], binary.BigEndian
	default:
		r.order = unmarked(head)
	}
}

// unmarked gives the byte order of UTF-16 without a mark, nil for what is none: text of which nearly every other byte is 0, and the byte
// beside it a letter, figure or sign.
func unmarked(head []byte) binary.ByteOrder {
	const fewest = 2
	pairs := len(head) / 2
	if pairs < fewest {
		return nil
	}
	for _, order := range []binary.ByteOrder{binary.LittleEndian, binary.BigEndian} {
		plain := 0
		for i := range pairs {
			c := order.Uint16(head[2*i:])
			if c == 0 {
				return nil
			}
			if c >= ' ' && c < 0x7F || c == '\t' || c == '\r' || c == '\n' {
				plain++
			}
		}
		if 4*plain >= 3*pairs {
			return order
		}
	}
	return nil
}

// decode takes what is whole of the bytes in hand as UTF-16 and gives it as UTF-8.
func (r *Reader) decode() []byte {
	text := make([]byte, 0, len(r.raw))
	raw := r.raw
	for len(raw) >= 2 {
		c, size := rune(r.order.Uint16(raw)), 2
		if utf16.IsSurrogate(c) {
			if len(raw) < 4 && !errors.Is(r.err, io.EOF) {
				break
			}
			if len(raw) >= 4 {
				c, size = utf16.DecodeRune(c, rune(r.order.Uint16(raw[2:]))), 4
			}
			if c == utf8.RuneError || size == 2 {
				r.err, raw = ErrDamaged, nil
				break
			}
		}
		text = utf8.AppendRune(text, c)
		raw = raw[size:]
	}
	if len(raw) > 0 && errors.Is(r.err, io.EOF) {
		r.err = ErrDamaged
	}
	r.raw = append(r.raw[:0], raw...)
	return text
}

// endLines writes each end of a line as a line feed, in place.
func (r *Reader) endLines(text []byte) []byte {
	if r.afterCR && len(text) > 0 {
		r.afterCR = false
		text = bytes.TrimPrefix(text, []byte("\n"))
	}
	at := bytes.IndexByte(text, '\r')
	if at < 0 {
		return text
	}
	out := at
	for at >= 0 {
		text[out] = '\n'
		out++
		rest := text[at+1:]
		if len(rest) == 0 {
			r.afterCR = true
			break
		}
		if rest[0] == '\n' {
			rest = rest[1:]
		}
		next := bytes.IndexByte(rest, '\r')
		if next < 0 {
			out += copy(text[out:], rest)
			break
		}
		begin := len(text) - len(rest)
		out += copy(text[out:], text[begin:begin+next])
		at = begin + next
	}
	return text[:out]
}
