// Package outline streams an XML file against an outline of the elements it may
// hold. What the outline does not have is reported and passed over; a file that
// is not well formed is an error.
package outline

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/encoding/charmap"
)

// Group is an element that holds other elements.
type Group struct {
	Name string
	// Items are the elements with a value that may stand in it, with the number by
	// which the visitor knows them.
	Items  map[string]int
	Groups map[string]*Group
}

// Visitor is told what stands in the file, in its order. Lines count from 1.
type Visitor interface {
	Open(g *Group, line int) error
	Item(g *Group, item int, value string, line int) error
	Close(g *Group, line int) error
	// Odd is told of an unknown element, by its name, or of stray text, where the
	// element is blank. in is the group it stands in.
	Odd(in *Group, element string, line int) error
}

// Limits of a file that someone means to be read.
const (
	maxRun   = 1 << 20 // bytes from one tag to the next
	maxDepth = 64
)

// The errors of a file that cannot be read on.
var (
	ErrTruncated = errors.New("a file that ends in the middle")
	ErrTooLong   = errors.New("more than a megabyte without a tag")
	ErrTooDeep   = errors.New("elements more than 64 deep")
	ErrRoot      = errors.New("another root element")
)

// walker is where the reading has come to.
type walker struct {
	d       *xml.Decoder
	v       Visitor
	groups  []*Group // those open that are in the outline
	open    []string // the names of all elements that are open
	unknown int      // how many of open are within an unknown element
	item    int      // the item that is open, or -1
	line    int      // where it opened
	value   []byte
	rooted  bool
}

// Walk reads r, whose root element must be root.
func Walk(r io.Reader, root *Group, v Visitor) error {
	d := xml.NewDecoder(&runLimit{in: bufio.NewReaderSize(r, 64<<10)})
	d.CharsetReader = charset
	w := &walker{d: d, v: v, item: -1}
	top := &Group{Groups: map[string]*Group{root.Name: root}}
	w.groups = append(w.groups, top)
	for {
		// RawToken, since Token copes with name spaces that no return has, at twice
		// the cost. What Token checks besides is checked here.
		token, err := d.RawToken()
		if err != nil {
			return w.end(err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			err = w.start(t.Name.Local)
		case xml.EndElement:
			err = w.stop(t.Name.Local)
		case xml.CharData:
			err = w.text(t)
		}
		if err != nil {
			return err
		}
	}
}

func (w *walker) end(err error) error {
	var syntax *xml.SyntaxError
	switch {
	case errors.Is(err, io.EOF) && w.rooted && len(w.open) == 0:
		return nil
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF),
		errors.As(err, &syntax) && strings.Contains(syntax.Msg, "unexpected EOF"):
		return ErrTruncated
	}
	return err
}

func (w *walker) at() int {
	line, _ := w.d.InputPos()
	return line
}

func (w *walker) start(name string) error {
	if len(w.open) == maxDepth {
		return ErrTooDeep
	}
	if len(w.open) == 0 && w.rooted {
		return fmt.Errorf("line %d: a second root element", w.at())
	}
	w.open = append(w.open, name)
	if w.unknown > 0 {
		w.unknown++
		return nil
	}
	in := w.groups[len(w.groups)-1]
	if w.item < 0 {
		if item, ok := in.Items[name]; ok {
			w.item, w.line, w.value = item, w.at(), w.value[:0]
			return nil
		}
		if g, ok := in.Groups[name]; ok {
			w.groups, w.rooted = append(w.groups, g), true
			return w.v.Open(g, w.at())
		}
	}
	if !w.rooted {
		return ErrRoot
	}
	w.unknown = 1
	return w.v.Odd(in, name, w.at())
}

func (w *walker) stop(name string) error {
	if len(w.open) == 0 || w.open[len(w.open)-1] != name {
		return fmt.Errorf("line %d: </%s> does not close what is open", w.at(), name)
	}
	w.open = w.open[:len(w.open)-1]
	if w.unknown > 0 {
		w.unknown--
		return nil
	}
	g := w.groups[len(w.groups)-1]
	if w.item >= 0 {
		item := w.item
		w.item = -1
		return w.v.Item(g, item, string(bytes.TrimSpace(w.value)), w.line)
	}
	w.groups = w.groups[:len(w.groups)-1]
	return w.v.Close(g, w.at())
}

func (w *walker) text(t xml.CharData) error {
	if w.unknown > 0 {
		return nil
	}
	if w.item >= 0 {
		if w.value = append(w.value, t...); len(w.value) > maxRun {
			return ErrTooLong
		}
		return nil
	}
	stray := bytes.TrimLeft(t, " \t\r\n")
	if len(stray) == 0 || len(w.open) == 0 && string(stray) == "\ufeff" {
		return nil
	}
	// The position is that of the end of the text; it is told where it begins.
	return w.v.Odd(w.groups[len(w.groups)-1], "", w.at()-bytes.Count(stray, []byte("\n")))
}

// charset reads the encodings that returns come in. Plain ASCII is UTF-8 already.
func charset(label string, in io.Reader) (io.Reader, error) {
	switch strings.ToLower(label) {
	case "utf-8", "us-ascii", "ascii":
		return in, nil
	case "windows-1252", "cp1252", "iso-8859-1", "latin1":
		return charmap.Windows1252.NewDecoder().Reader(in), nil
	}
	return nil, fmt.Errorf("text in %q, which is not read", label)
}

// runLimit stops a file whose tags are so far apart that the decoder would hold
// most of it in memory at once.
type runLimit struct {
	in  *bufio.Reader
	run int
}

// Read gives bytes of the file until a run is too long.
func (l *runLimit) Read(p []byte) (int, error) {
	n, err := l.in.Read(p)
	if first := bytes.IndexByte(p[:n], '<'); first < 0 {
		l.run += n
	} else if l.run += first; l.run <= maxRun {
		l.run = n - 1 - bytes.LastIndexByte(p[:n], '<')
	}
	if l.run > maxRun {
		return 0, ErrTooLong
	}
	return n, err
}

// ReadByte is what the decoder reads by.
func (l *runLimit) ReadByte() (byte, error) {
	b, err := l.in.ReadByte()
	if b == '<' {
		l.run = 0
	} else if l.run++; l.run > maxRun {
		return 0, ErrTooLong
	}
	return b, err
}
