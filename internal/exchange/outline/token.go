package outline

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"heed/internal/exchange/budget"
	"heed/internal/exchange/plaintext"
)

// tokenKind is what a token is.
type tokenKind int

const (
	startTag tokenKind = iota // <Name>
	emptyTag                  // <Name/>
	endTag                    // </Name>
	textRun                   // what stands between tags, with its entities resolved
)

// token is one piece of a file. Its bytes are good until the next is read.
type token struct {
	kind tokenKind
	text []byte // the name of a tag, without its prefix; or the text
	line int    // where it begins
}

// tokens cuts a file into tokens. It reads the part of XML that returns are
// written in: elements, text, entities, comments, CDATA. Attributes, processing
// instructions and a document type are passed over, so that nothing is
// ever fetched or expanded. encoding/xml does it several times slower, which made it
// the slowest part of an import; a fuzz test proves that both give the same.
type tokens struct {
	in    *bufio.Reader
	line  int
	buf   []byte // what did not fit the reader's buffer
	plain []byte // text with its entities resolved
	encoding
	rooted  bool // the root element has begun
	doctype bool // there is a document type
}

// SyntaxError is a file that is not well-formed XML.
type SyntaxError struct {
	Line   int
	Reason string
}

// Error gives the line and the reason.
func (e *SyntaxError) Error() string {
	return fmt.Sprintf("XML that is broken on line %d: %s", e.Line, e.Reason)
}

func newTokens(r io.Reader) *tokens {
	return &tokens{in: bufio.NewReaderSize(plaintext.NewReader(r), 64<<10), line: 1}
}

// next gives the next token, or io.EOF where the file ends after one.
func (t *tokens) next() (token, error) {
	for {
		line := t.line
		text, err := t.until('<')
		if err == nil {
			text, err = text[:len(text)-1], t.in.UnreadByte()
		}
		if len(text) > 0 && (err == nil || errors.Is(err, io.EOF)) {
			plain, err := t.resolve(text, line)
			return token{textRun, plain, line}, err
		}
		if err != nil {
			return token{}, err
		}
		got, ok, err := t.markup()
		if ok || err != nil {
			return got, err
		}
	}
}

// markup reads what begins with <. ok is false where it is to be passed over.
func (t *tokens) markup() (got token, ok bool, err error) {
	line := t.line
	head, err := t.in.Peek(2)
	if err != nil {
		return token{}, false, io.ErrUnexpectedEOF
	}
	switch head[1] {
	case '?':
		return token{}, false, t.instruction()
	case '!':
		return t.declaration(line)
	case '/':
		tag, err := t.tag()
		if err != nil {
			return token{}, false, err
		}
		name, err := t.name(bytes.TrimRight(tag[2:len(tag)-1], " \t\r\n"), line)
		return token{endTag, name, line}, true, err
	}
	tag, err := t.tag()
	if err != nil {
		return token{}, false, err
	}
	t.rooted = true
	tag, kind := tag[1:len(tag)-1], startTag
	if bytes.HasSuffix(tag, []byte("/")) {
		tag, kind = tag[:len(tag)-1], emptyTag
	}
	if end := bytes.IndexAny(tag, " \t\r\n"); end >= 0 {
		tag = tag[:end]
	}
	name, err := t.name(tag, line)
	return token{kind, name, line}, true, err
}

// name gives the name of a tag without its prefix. A tag without a name is an error.
func (t *tokens) name(b []byte, line int) ([]byte, error) {
	if i := bytes.IndexByte(b, ':'); i >= 0 {
		b = b[i+1:]
	}
	if len(b) == 0 || len(b) > 200 || !utf8.Valid(b) {
		return nil, &SyntaxError{line, "a tag without a name"}
	}
	for i, c := range b {
		letter := c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_' || c >= 0x80
		if !letter && (i == 0 || c != '-' && c != '.' && (c < '0' || c > '9')) {
			return nil, &SyntaxError{line, "a tag without a name"}
		}
	}
	return b, nil
}

// tag reads to the > that ends a tag: one in a quoted attribute does not.
func (t *tokens) tag() ([]byte, error) {
	tag, err := t.until('>')
	for err == nil && bytes.IndexByte(tag, '=') >= 0 && openQuote(tag) {
		whole := bytes.Clone(tag)
		var more []byte
		if more, err = t.until('>'); len(whole)+len(more) > budget.LineBytes {
			return nil, ErrTooLong
		}
		tag = append(whole, more...)
	}
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	return tag, err
}

func openQuote(tag []byte) bool {
	var quote byte
	for _, c := range tag {
		switch {
		case quote == 0 && (c == '"' || c == '\''):
			quote = c
		case c == quote:
			quote = 0
		}
	}
	return quote != 0
}

// declaration reads a comment, CDATA or a document type.
func (t *tokens) declaration(line int) (got token, ok bool, err error) {
	head, _ := t.in.Peek(len("<![CDATA["))
	switch {
	case bytes.HasPrefix(head, []byte("<!DOCTYPE")):
		return token{}, false, t.documentType(line)
	case bytes.HasPrefix(head, []byte("<!--")):
		_, err := t.through("-->", len("<!--"))
		return token{}, false, err
	case string(head) == "<![CDATA[":
		text, err := t.through("]]>", len(head))
		if err != nil {
			return token{}, false, err
		}
		plain, err := t.decode(text[len(head):len(text)-len("]]>")], line)
		return token{textRun, plain, line}, true, err
	}
	return token{}, false, &SyntaxError{line, "a declaration outside a document type"}
}

// instruction reads <?xml?> for its encoding, and passes over any other.
func (t *tokens) instruction() error {
	all, err := t.through("?>", len("<?"))
	if err != nil || !bytes.HasPrefix(all, []byte("<?xml ")) {
		return err
	}
	_, after, ok := strings.Cut(string(all), "encoding=")
	if ok && len(after) >= 2 {
		label, _, _ := strings.Cut(after[1:], after[:1])
		t.declare(label)
	}
	return nil
}

// through reads to the end of a delimiter that begins after at least this many bytes.
func (t *tokens) through(delimiter string, after int) ([]byte, error) {
	var all []byte
	for {
		part, err := t.until(delimiter[len(delimiter)-1])
		if errors.Is(err, io.EOF) {
			return nil, io.ErrUnexpectedEOF
		}
		if err != nil {
			return nil, err
		}
		if all = append(all, part...); len(all) > budget.LineBytes {
			return nil, ErrTooLong
		}
		if len(all) >= after+len(delimiter) && bytes.HasSuffix(all, []byte(delimiter)) {
			return all, nil
		}
	}
}

// until reads through the next of a byte, counting lines. At the end of the file
// it gives what is left with io.EOF.
func (t *tokens) until(delim byte) ([]byte, error) {
	part, err := t.in.ReadSlice(delim)
	t.line += bytes.Count(part, []byte("\n"))
	if !errors.Is(err, bufio.ErrBufferFull) {
		return part, err
	}
	t.buf = append(t.buf[:0], part...)
	for errors.Is(err, bufio.ErrBufferFull) {
		part, err = t.in.ReadSlice(delim)
		t.line += bytes.Count(part, []byte("\n"))
		if t.buf = append(t.buf, part...); len(t.buf) > budget.LineBytes {
			return nil, ErrTooLong
		}
	}
	return t.buf, err
}
