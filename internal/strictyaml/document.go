package strictyaml

import (
	"errors"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// Document is one YAML document: the file it is in, what it describes, and where its faults go.
type Document struct {
	Faults *Faults
	File   string
	// ID is what the faults name. A reader may change that of a section once it knows better.
	ID string
	// Offset is how many lines of the file are before the YAML.
	Offset int
}

// Parse reads the one document that a text must hold. It gives nil where it notes a fault.
func (d Document) Parse(text []byte) ast.Node {
	parsed, err := parser.ParseBytes(text, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		line, message := 1, err.Error()
		if at, ok := errors.AsType[yaml.Error](err); ok {
			line, message = at.GetToken().Position.Line, at.GetMessage()
		}
		d.Fault(line+d.Offset, "not YAML: %s", message)
		return nil
	}
	if len(parsed.Docs) != 1 || parsed.Docs[0].Body == nil {
		d.Fault(1+d.Offset, "must hold one YAML document")
		return nil
	}
	return parsed.Docs[0].Body
}

// Whole reads the mapping that a text must be as a whole. It begins on the first line of the text, whatever comes before its
// keys. It is nil where it notes a fault.
func (d Document) Whole(text []byte) *Section {
	node := d.Parse(text)
	if node == nil {
		return nil
	}
	return d.openAt(1+d.Offset, node)
}

// Fault notes a fault at a line of the file.
func (d Document) Fault(line int, format string, args ...any) {
	d.Faults.Add(d.File, line, d.ID, format, args...)
}

// Line gives the line of the file that a node is on.
func (d Document) Line(node ast.Node) int { return node.GetToken().Position.Line + d.Offset }

// Open opens a mapping. It gives nil, and notes the fault, where the node is of another shape.
func (d Document) Open(node ast.Node) *Section {
	start := d.Line(node)
	if m, ok := node.(*ast.MappingNode); ok && len(m.Values) > 0 {
		// The token of a block mapping is its first colon; its first key says where it starts.
		start = min(start, d.Line(m.Values[0].Key))
	}
	return d.openAt(start, node)
}

func (d Document) openAt(start int, node ast.Node) *Section {
	m, ok := node.(*ast.MappingNode)
	if !ok {
		d.Fault(start, "must be a mapping of keys to values")
		return nil
	}
	s := &Section{Document: d, Start: start, values: map[string]ast.Node{}, lines: map[string]int{}, asked: map[string]bool{}}
	for _, entry := range m.Values {
		tok := entry.Key.GetToken()
		key, line := tok.Value, tok.Position.Line+d.Offset
		if _, seen := s.values[key]; seen {
			s.Fault(line, "key %q is given twice", key)
			continue
		}
		s.values[key], s.lines[key] = entry.Value, line
		s.keys = append(s.keys, key)
	}
	return s
}

// Scalar gives a scalar as it is written, so that 01 and 1A are both codes. A null is blank. Anchors, aliases and tags are
// not scalars here.
func Scalar(node ast.Node) (string, bool) {
	switch n := node.(type) {
	case *ast.StringNode:
		return n.Value, true
	case *ast.LiteralNode:
		return n.Value.Value, true
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		return n.GetToken().Value, true
	case *ast.NullNode:
		return "", true
	default:
		return "", false
	}
}
