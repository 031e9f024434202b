package outline

import (
	"errors"
	"io"

	"heed/internal/exchange/budget"
)

// documentType passes over a document type with all that it declares. Nothing of it is resolved, so what it names is never fetched, and
// what it defines never expanded.
func (t *tokens) documentType(line int) error {
	if t.rooted || t.doctype {
		return &SyntaxError{line, "a document type that does not stand before the root element"}
	}
	t.doctype = true
	var quote byte
	for depth, size := 0, 0; ; size++ {
		c, err := t.in.ReadByte()
		switch {
		case errors.Is(err, io.EOF):
			return io.ErrUnexpectedEOF
		case err != nil:
			return err
		case size > budget.LineBytes:
			return ErrTooLong
		case c == '\n':
			t.line++
		}
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '<':
			n, err := t.aside()
			if err != nil {
				return err
			}
			if size += n; n == 0 {
				depth++
			}
		case c == '>':
			if depth--; depth == 0 {
				return nil
			}
		}
	}
}

// aside passes over a comment or an instruction within a document type, of which < has been read. It gives how long it was, 0 where what
// begins is neither.
func (t *tokens) aside() (int, error) {
	head, _ := t.in.Peek(len("!--"))
	switch {
	case string(head) == "!--":
		all, err := t.through("-->", len("!--"))
		return len(all), err
	case len(head) > 0 && head[0] == '?':
		all, err := t.through("?>", len("?"))
		return len(all), err
	}
	return 0, nil
}
