package catalogue

import (
	"slices"

	"github.com/goccy/go-yaml/ast"
)

// aboutAuthority is the subject kind of a type about the council itself, whose
// records have no subject.
const aboutAuthority = "authority"

var (
	subjectKinds = []string{
		"child", "carer household", "worker", "elected member", "provider", "agency", "body",
		"programme", "team", aboutAuthority,
	}
	keepers = []string{"case system", "heed"}
)

func (p *parser) readType(file, name string, body ast.Node) {
	s := newSection(&p.faults, file, name, 1, body)
	if s == nil {
		return
	}
	t := &Type{file: s.file}
	t.ID = s.identify(name, snakeCase, "snake_case")
	t.Title = s.need("title")
	t.Area = s.need("area")
	t.About = s.oneOf("about", subjectKinds)
	t.KeptBy = s.oneOf("kept_by", keepers)
	t.Help = s.text("help")
	t.Restricted = s.flag("restricted")
	t.SignOff = s.text("sign_off")
	t.Retention = readRetention(s)
	for _, node := range s.items("fields") {
		readField(s, t, node)
	}
	readKey(s, t)
	checkSubject(s, t)
	s.done()
	p.keep(s, t)
}

// keep holds on to a type that has an id, even a faulty one, so that what
// depends on it is checked too.
func (p *parser) keep(s *section, t *Type) {
	if t.ID == "" {
		return
	}
	if first, ok := p.types[t.ID]; ok {
		s.fault(s.at("id"), "id is already used by %s", first.file)
		return
	}
	p.types[t.ID] = t
	p.ordered = append(p.ordered, t)
}

func readRetention(s *section) Retention {
	if s.values["retention"] == nil {
		s.fault(s.line, "retention is missing")
	}
	r := s.inside("retention")
	if r == nil {
		return Retention{}
	}
	defer r.done()
	return Retention{Class: r.need("class"), Basis: r.need("basis")}
}

func readKey(s *section, t *Type) {
	if len(t.Fields) == 0 {
		s.node("key")
		return
	}
	fixed := false
	for _, node := range s.items("key") {
		id, _ := scalar(node)
		line := node.GetToken().Position.Line
		i := slices.IndexFunc(t.Fields, func(f *Field) bool { return f.ID == id })
		switch {
		case i < 0:
			s.fault(line, "key names no field: %q", id)
			continue
		case slices.Contains(t.Key, id):
			s.fault(line, "key names %q twice", id)
		case !canBeKey(t.Fields[i].Type) && slices.Contains(fieldTypes, string(t.Fields[i].Type)):
			s.fault(line, "key field %q is of type %s, which cannot be in a key", id, t.Fields[i].Type)
		}
		fixed = fixed || mustBeFilled(t.Fields[i])
		t.Key = append(t.Key, id)
	}
	if len(t.Key) > 0 && !fixed {
		s.fault(s.at("key"), "key has no field that must be filled")
	}
}

// canBeKey leaves out what is long, has many values or changes its wording.
func canBeKey(t FieldType) bool {
	switch t {
	case FieldID, FieldSubject, FieldDate, FieldMoment, FieldText, FieldCode, FieldInteger, FieldPostcode:
		return true
	default:
		return false
	}
}

func checkSubject(s *section, t *Type) {
	want := 1
	if t.About == aboutAuthority {
		want = 0
	}
	n := 0
	for _, f := range t.Fields {
		if f.Type == FieldSubject {
			n++
		}
	}
	switch {
	case len(t.Fields) == 0:
	case want == 0 && n > 0:
		s.fault(s.at("fields"), "a type about the authority has no field of type subject, this has %d", n)
	case want == 1 && n != 1:
		s.fault(s.at("fields"), "must have one field of type subject, this has %d", n)
	}
}

func fieldSection(s *section, node ast.Node) *section {
	f := newSection(s.faults, s.file, s.id, node.GetToken().Position.Line, node)
	if f == nil {
		return nil
	}
	// A block entry's token is its first key or its colon; both are on its first line.
	for _, line := range f.lines {
		f.line = min(f.line, line)
	}
	return f
}
