package catalogue

import (
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

// section is one YAML mapping being read. Each key is asked for by name, and
// what was never asked for is unknown. Reading the tree instead of decoding into
// a struct keeps every line number, keeps a code such as 01 as it is written,
// and lets one run report every fault.
type section struct {
	faults *faults
	file   string
	id     string
	line   int
	values map[string]ast.Node
	lines  map[string]int
	asked  map[string]bool
}

// newSection opens a mapping that starts at this line, or tells the fault and
// gives nil where the node is of another shape.
func newSection(to *faults, file, id string, line int, node ast.Node) *section {
	s := &section{
		faults: to, file: file, id: id, line: line,
		values: map[string]ast.Node{}, lines: map[string]int{}, asked: map[string]bool{},
	}
	m, ok := node.(*ast.MappingNode)
	if !ok {
		s.fault(line, "must be a mapping of keys to values")
		return nil
	}
	for _, entry := range m.Values {
		tok := entry.Key.GetToken()
		if _, seen := s.values[tok.Value]; seen {
			s.fault(tok.Position.Line, "key %q is given twice", tok.Value)
			continue
		}
		s.values[tok.Value] = entry.Value
		s.lines[tok.Value] = tok.Position.Line
	}
	return s
}

func (s *section) fault(line int, format string, args ...any) {
	s.faults.add(s.file, line, s.id, fmt.Sprintf(format, args...))
}

// at gives the line of a key, or of the section where the key is absent.
func (s *section) at(key string) int {
	if line, ok := s.lines[key]; ok {
		return line
	}
	return s.line
}

func (s *section) node(key string) ast.Node {
	s.asked[key] = true
	return s.values[key]
}

// inside opens the mapping that a key holds, or gives nil where there is none.
func (s *section) inside(key string) *section {
	node := s.node(key)
	if node == nil {
		return nil
	}
	if _, ok := node.(*ast.MappingNode); !ok {
		s.fault(s.at(key), "%s must be a mapping of keys to values", key)
		return nil
	}
	return newSection(s.faults, s.file, s.id, s.at(key), node)
}

// text gives the value of a key, blank where it is absent.
func (s *section) text(key string) string {
	value, _ := s.read(key)
	return value
}

// need gives the value of a key that must be filled.
func (s *section) need(key string) string {
	value, ok := s.read(key)
	if ok && value == "" {
		s.fault(s.at(key), "%s is missing", key)
	}
	return value
}

// read gives the value of a key, and false where it is no text, which it tells.
func (s *section) read(key string) (value string, ok bool) {
	node := s.node(key)
	if node == nil {
		return "", true
	}
	if value, ok = scalar(node); !ok {
		s.fault(s.at(key), "%s must be text", key)
	}
	return strings.TrimSpace(value), ok
}

// oneOf gives the value of a key that must be filled from a closed set.
func (s *section) oneOf(key string, allowed []string) string {
	value := s.need(key)
	if value != "" && !slices.Contains(allowed, value) {
		s.fault(s.at(key), "%s %q is not one of: %s", key, value, strings.Join(allowed, ", "))
	}
	return value
}

// flag gives a true or false, false where the key is absent.
func (s *section) flag(key string) bool {
	node := s.node(key)
	if node == nil {
		return false
	}
	b, ok := node.(*ast.BoolNode)
	if !ok {
		s.fault(s.at(key), "%s must be true or false", key)
		return false
	}
	return b.Value
}

// items gives the entries of a sequence that must not be empty.
func (s *section) items(key string) []ast.Node {
	node := s.node(key)
	if node == nil {
		s.fault(s.line, "%s is missing", key)
		return nil
	}
	seq, ok := node.(*ast.SequenceNode)
	if !ok || len(seq.Values) == 0 {
		s.fault(s.at(key), "%s must be a list with at least one entry", key)
		return nil
	}
	return seq.Values
}

// done reports the keys that nothing asked for.
func (s *section) done() {
	for key, line := range s.lines {
		if !s.asked[key] {
			s.fault(line, "unknown key %q", key)
		}
	}
}

// scalar gives a scalar as it is written, so that 01 and 1A are both codes. A
// null is blank. Anchors, aliases and tags are not scalars here.
func scalar(node ast.Node) (string, bool) {
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
