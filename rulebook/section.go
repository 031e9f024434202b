package rulebook

import (
	"errors"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	yamlparser "github.com/goccy/go-yaml/parser"
)

// section is one YAML mapping being read. Each key is asked for by name, and
// what was never asked for is unknown. Reading the tree instead of decoding into
// a struct keeps every line number and lets one run report every fault.
type section struct {
	to     *findings
	file   string
	id     string
	offset int // lines of the file before the YAML
	line   int
	values map[string]ast.Node
	lines  map[string]int
	asked  map[string]bool
}

// document parses the one YAML document in text, which begins after offset lines
// of the file. It gives nil where it tells a fault.
func document(to *findings, file, id string, offset int, text []byte) ast.Node {
	parsed, err := yamlparser.ParseBytes(text, 0, yamlparser.AllowDuplicateMapKey())
	if err != nil {
		line, message := 1, err.Error()
		if at, ok := errors.AsType[yaml.Error](err); ok {
			line, message = at.GetToken().Position.Line, at.GetMessage()
		}
		to.add(file, line+offset, id, "not YAML: %s", message)
		return nil
	}
	if len(parsed.Docs) != 1 || parsed.Docs[0].Body == nil {
		to.add(file, 1+offset, id, "must hold one YAML document")
		return nil
	}
	return parsed.Docs[0].Body
}

// openSection opens a mapping. A node of another shape is a fault, and gives a section
// without keys.
func openSection(to *findings, file, id string, offset int, node ast.Node) *section {
	s := &section{
		to: to, file: file, id: id, offset: offset, line: offset + node.GetToken().Position.Line,
		values: map[string]ast.Node{}, lines: map[string]int{}, asked: map[string]bool{},
	}
	m, ok := node.(*ast.MappingNode)
	if !ok {
		s.fault(s.line, "must be a mapping of keys to values")
		return s
	}
	for _, entry := range m.Values {
		tok := entry.Key.GetToken()
		line := tok.Position.Line + offset
		// The token of a block mapping is its first colon; its keys say where it starts.
		s.line = min(s.line, line)
		if _, seen := s.values[tok.Value]; seen {
			s.fault(line, "key %q is given twice", tok.Value)
			continue
		}
		s.values[tok.Value] = entry.Value
		s.lines[tok.Value] = line
	}
	return s
}

func (s *section) fault(line int, format string, args ...any) {
	s.to.add(s.file, line, s.id, format, args...)
}

// sub opens the mapping at a key, or gives nil where the key is absent.
func (s *section) sub(key string) *section {
	node := s.node(key)
	if node == nil {
		return nil
	}
	return openSection(s.to, s.file, s.id, s.offset, node)
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

// keys gives the keys in the order of the file.
func (s *section) keys() []string {
	keys := make([]string, 0, len(s.values))
	for key := range s.values {
		keys = append(keys, key)
	}
	slices.SortFunc(keys, func(a, b string) int { return s.lines[a] - s.lines[b] })
	return keys
}

// text gives the value of a key, blank where it is absent.
func (s *section) text(key string) string {
	node := s.node(key)
	if node == nil {
		return ""
	}
	value, ok := scalar(node)
	if !ok {
		s.fault(s.at(key), "%s must be text", key)
	}
	return strings.TrimSpace(value)
}

// need gives the value of a key that must be filled.
func (s *section) need(key string) string {
	before := len(s.to.list)
	value := s.text(key)
	if value == "" && len(s.to.list) == before {
		s.fault(s.at(key), "%s is missing", key)
	}
	return value
}

// oneOf gives the value of a key that, where it is given, is from a closed set.
func (s *section) oneOf(key string, allowed []string) string {
	value := s.text(key)
	if value != "" && !slices.Contains(allowed, value) {
		s.fault(s.at(key), "%s %q is not one of: %s", key, value, strings.Join(allowed, ", "))
	}
	return value
}

// list gives the entries of a sequence, none where the key is absent.
func (s *section) list(key string) []ast.Node {
	node := s.node(key)
	if node == nil {
		return nil
	}
	seq, ok := node.(*ast.SequenceNode)
	if !ok {
		s.fault(s.at(key), "%s must be a list", key)
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
