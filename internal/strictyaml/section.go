package strictyaml

import (
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

// Section is one mapping being read. Each key is asked for by name, and Done reports those that nothing asked for.
type Section struct {
	Document
	// Start is the line that the section begins on, where a key that is missing is reported.
	Start int

	keys   []string
	values map[string]ast.Node
	lines  map[string]int
	asked  map[string]bool
}

// At gives the line of a key, or that of the section where the key is absent.
func (s *Section) At(key string) int {
	if line, ok := s.lines[key]; ok {
		return line
	}
	return s.Start
}

// Keys gives the keys in the order of the file.
func (s *Section) Keys() []string { return s.keys }

// Node gives what a key holds, or nil where it is absent.
func (s *Section) Node(key string) ast.Node {
	s.asked[key] = true
	return s.values[key]
}

// Inside opens the mapping that a key holds, or gives nil where there is none.
func (s *Section) Inside(key string) *Section {
	node := s.Node(key)
	if node == nil {
		return nil
	}
	if _, ok := node.(*ast.MappingNode); !ok {
		s.Fault(s.At(key), "%s must be a mapping of keys to values", key)
		return nil
	}
	return s.openAt(s.At(key), node)
}

// Text gives the value of a key, blank where it is absent.
func (s *Section) Text(key string) string {
	value, _ := s.read(key)
	return value
}

// NeedText gives the value of a key that must be filled.
func (s *Section) NeedText(key string) string {
	value, ok := s.read(key)
	if ok && value == "" {
		s.Fault(s.At(key), "%s is missing", key)
	}
	return value
}

// read gives the value of a key, and false where it is no text, which it notes as a fault.
func (s *Section) read(key string) (value string, ok bool) {
	node := s.Node(key)
	if node == nil {
		return "", true
	}
	if value, ok = Scalar(node); !ok {
		s.Fault(s.At(key), "%s must be text", key)
	}
	return strings.TrimSpace(value), ok
}

// OneOf gives the value of a key that, where it is given, is from a closed set.
func (s *Section) OneOf(key string, allowed []string) string {
	return s.among(key, s.Text(key), allowed)
}

// NeedOneOf gives the value of a key that must be filled from a closed set.
func (s *Section) NeedOneOf(key string, allowed []string) string {
	return s.among(key, s.NeedText(key), allowed)
}

func (s *Section) among(key, value string, allowed []string) string {
	if value != "" && !slices.Contains(allowed, value) {
		s.Fault(s.At(key), "%s %q is not one of: %s", key, value, strings.Join(allowed, ", "))
	}
	return value
}

// Flag gives a true or false, false where the key is absent.
func (s *Section) Flag(key string) bool {
	node := s.Node(key)
	if node == nil {
		return false
	}
	b, ok := node.(*ast.BoolNode)
	if !ok {
		s.Fault(s.At(key), "%s must be true or false", key)
		return false
	}
	return b.Value
}

// List gives the entries of a sequence, none where the key is absent.
func (s *Section) List(key string) []ast.Node {
	node := s.Node(key)
	if node == nil {
		return nil
	}
	seq, ok := node.(*ast.SequenceNode)
	if !ok {
		s.Fault(s.At(key), "%s must be a list", key)
		return nil
	}
	return seq.Values
}

// NeedList gives the entries of a sequence that must not be empty.
func (s *Section) NeedList(key string) []ast.Node {
	node := s.Node(key)
	if node == nil {
		s.Fault(s.Start, "%s is missing", key)
		return nil
	}
	seq, ok := node.(*ast.SequenceNode)
	if !ok || len(seq.Values) == 0 {
		s.Fault(s.At(key), "%s must be a list with at least one entry", key)
		return nil
	}
	return seq.Values
}

// Done notes the keys that nothing asked for as faults.
func (s *Section) Done() {
	for _, key := range s.keys {
		if !s.asked[key] {
			s.Fault(s.lines[key], "unknown key %q", key)
		}
	}
}
