// Package outline streams an XML file against an outline of the elements it may
// hold. What the outline does not have is reported and passed over; a file that
// is not well formed is an error.
package outline

import (
	"bytes"
	"errors"
	"io"

	"heed/internal/exchange/budget"
)

// Group is an element that holds other elements.
type Group struct {
	Name string
	// Items are the elements with a value that may stand in it, with the number by
	// which the visitor knows them.
	Items  map[string]int
	Groups map[string]*Group
}

// Visitor is called for each element of the file, in the order of the file. Lines
// count from 1.
type Visitor interface {
	Open(g *Group, line int) error
	Item(g *Group, item int, value string, line int) error
	Close(g *Group, line int) error
	// Unexpected is called for an unknown element, by its name, or for stray text,
	// where element is blank. in is the group that it is in.
	Unexpected(in *Group, element string, line int) error
}

// Mistaken is a [Visitor] that is told, once the file has been read, from which line on it is not in the encoding that it says it is in, and
// how it was read instead.
type Mistaken interface {
	Mistaken(line int, reason string) error
}

// The errors of a file that cannot be read on, besides *SyntaxError.
var (
	ErrTruncated = errors.New("a file that ends in the middle")
	ErrRoot      = errors.New("another root element")
	// Beyond these it was not made by a council's system. Each is a *budget.ExceededError.
	ErrTooLong error = budget.Over("more than a megabyte without a tag", doExport)
	ErrTooDeep error = budget.Over("elements more than 64 deep", doExport)
)

const doExport = "Check that it is the file you mean, and export it again."

// noItem says that no item is open.
const noItem = -1

// walker is one reading of a file.
type walker struct {
	v       Visitor
	groups  []*Group // those open that are in the outline
	names   []byte   // the names of all elements that are open, one after another
	ends    []int    // where each ends in names
	unknown int      // how many of those open are within an unknown element
	item    int      // the item that is open, or noItem
	line    int      // where it opened
	value   []byte
	rooted  bool
}

// Walk reads r, whose root element must be root.
func Walk(r io.Reader, root *Group, v Visitor) error {
	w := &walker{v: v, item: noItem}
	w.groups = append(w.groups, &Group{Groups: map[string]*Group{root.Name: root}})
	in := newTokens(r)
	for {
		t, err := in.next()
		if err != nil {
			if err := w.end(err); err != nil {
				return err
			}
			if v, ok := v.(Mistaken); ok && in.mistaken > 0 {
				return v.Mistaken(in.mistaken, in.mistake())
			}
			return nil
		}
		switch t.kind {
		case startTag:
			err = w.start(t)
		case endTag:
			err = w.stop(t)
		case emptyTag:
			if err = w.start(t); err == nil {
				err = w.stop(t)
			}
		case textRun:
			err = w.text(t)
		}
		if err != nil {
			return err
		}
	}
}

// RootOf gives the name of a file's root element, blank where it has none that can
// be read.
func RootOf(r io.Reader) string {
	in := newTokens(r)
	for {
		t, err := in.next()
		if err != nil {
			return ""
		}
		if t.kind == startTag || t.kind == emptyTag {
			return string(t.text)
		}
	}
}

func (w *walker) end(err error) error {
	switch {
	case errors.Is(err, io.EOF) && w.rooted && len(w.ends) == 0:
		return nil
	case errors.Is(err, io.EOF) && !w.rooted:
		return ErrRoot
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return ErrTruncated
	}
	return err
}

func (w *walker) start(t token) error {
	if len(w.ends) == budget.Depth {
		return ErrTooDeep
	}
	if len(w.ends) == 0 && w.rooted {
		return &SyntaxError{t.line, "a second root element"}
	}
	w.names = append(w.names, t.text...)
	w.ends = append(w.ends, len(w.names))
	if w.unknown > 0 {
		w.unknown++
		return nil
	}
	in := w.groups[len(w.groups)-1]
	if w.item == noItem {
		if item, ok := in.Items[string(t.text)]; ok {
			w.item, w.line, w.value = item, t.line, w.value[:0]
			return nil
		}
		if g, ok := in.Groups[string(t.text)]; ok {
			w.groups, w.rooted = append(w.groups, g), true
			return w.v.Open(g, t.line)
		}
	}
	if !w.rooted {
		return ErrRoot
	}
	w.unknown = 1
	return w.v.Unexpected(in, string(t.text), t.line)
}

func (w *walker) stop(t token) error {
	if len(w.ends) == 0 {
		return &SyntaxError{t.line, "an end tag that closes nothing"}
	}
	begin := 0
	if len(w.ends) > 1 {
		begin = w.ends[len(w.ends)-2]
	}
	if !bytes.Equal(w.names[begin:], t.text) {
		return &SyntaxError{t.line, "an end tag that does not close what is open"}
	}
	w.names, w.ends = w.names[:begin], w.ends[:len(w.ends)-1]
	if w.unknown > 0 {
		w.unknown--
		return nil
	}
	g := w.groups[len(w.groups)-1]
	if w.item != noItem {
		item := w.item
		w.item = noItem
		return w.v.Item(g, item, string(bytes.TrimSpace(w.value)), w.line)
	}
	w.groups = w.groups[:len(w.groups)-1]
	return w.v.Close(g, t.line)
}

func (w *walker) text(t token) error {
	if w.unknown > 0 {
		return nil
	}
	if w.item != noItem {
		if w.value = append(w.value, t.text...); len(w.value) > budget.LineBytes {
			return ErrTooLong
		}
		return nil
	}
	space := " \t\r\n"
	if len(w.ends) == 0 {
		space += "\ufeff\x1a" // marks that stand where they should not, and end nothing
	}
	stray := bytes.TrimLeft(t.text, space)
	if len(stray) == 0 {
		return nil
	}
	if len(w.ends) == 0 {
		return &SyntaxError{t.line, "text outside the root element"}
	}
	before := t.text[:len(t.text)-len(stray)]
	return w.v.Unexpected(w.groups[len(w.groups)-1], "", t.line+bytes.Count(before, []byte("\n")))
}
