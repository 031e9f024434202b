package catalogue

import (
	"slices"

	"heed/internal/strictyaml"
)

// aboutAuthority is the subject kind of a type about the council itself, whose
// records have no subject.
const aboutAuthority = "authority"

var (
	subjectKinds = []string{
		"child", "carer household", "worker", "elected member", "provider", "agency", "body",
		"programme", "team", AboutAccount, aboutAuthority,
	}
	keepers = []string{string(KeptByCaseSystem), string(KeptByHeed)}
)

func (p *parser) readType(s *strictyaml.Section) {
	t := &Type{file: s.File}
	t.ID = identify(s, snakeCase, "snake_case")
	t.Title = s.NeedText("title")
	t.Area = s.NeedText("area")
	t.About = s.NeedOneOf("about", subjectKinds)
	t.KeptBy = Keeper(s.NeedOneOf("kept_by", keepers))
	t.Help = s.Text("help")
	t.Restricted = s.Flag("restricted")
	if t.GivesRights = s.Flag("gives_rights"); t.GivesRights && t.KeptBy != KeptByHeed {
		s.Fault(s.At("gives_rights"), "what gives rights is kept by %s", KeptByHeed)
	}
	t.SignOff = s.Text("sign_off")
	t.Retention = readRetention(s)
	for _, node := range s.NeedList("fields") {
		readField(s, t, node)
	}
	readKey(s, t)
	readApart(s, t)
	checkSubject(s, t)
	s.Done()
	p.keep(s, t)
}

// keep holds on to a type that has an id, even a faulty one, so that what
// depends on it is checked too.
func (p *parser) keep(s *strictyaml.Section, t *Type) {
	if t.ID == "" {
		return
	}
	if first, ok := p.types[t.ID]; ok {
		s.Fault(s.At("id"), "id is already used by %s", first.file)
		return
	}
	p.types[t.ID] = t
	p.ordered = append(p.ordered, t)
}

func readRetention(s *strictyaml.Section) Retention {
	if s.Node("retention") == nil {
		s.Fault(s.Start, "retention is missing")
	}
	r := s.Inside("retention")
	if r == nil {
		return Retention{}
	}
	defer r.Done()
	return Retention{Class: r.NeedText("class"), Basis: r.NeedText("basis")}
}

func readKey(s *strictyaml.Section, t *Type) {
	if len(t.Fields) == 0 {
		s.Node("key")
		return
	}
	fixed := false
	for _, node := range s.NeedList("key") {
		id, _ := strictyaml.Scalar(node)
		line := s.Line(node)
		i := slices.IndexFunc(t.Fields, func(f *Field) bool { return f.ID == id })
		switch {
		case i < 0:
			s.Fault(line, "key names no field: %q", id)
			continue
		case slices.Contains(t.Key, id):
			s.Fault(line, "key names %q twice", id)
		case !canBeKey(t.Fields[i].Type) && slices.Contains(fieldTypes, string(t.Fields[i].Type)):
			s.Fault(line, "key field %q is of type %s, which cannot be in a key", id, t.Fields[i].Type)
		}
		fixed = fixed || mustBeFilled(t.Fields[i])
		t.Key = append(t.Key, id)
	}
	if len(t.Key) > 0 && !fixed {
		s.Fault(s.At("key"), "key has no field that must be filled")
	}
}

// readApart reads which field tells apart records of one key.
func readApart(s *strictyaml.Section, t *Type) {
	t.Apart = s.Text("apart")
	i := slices.IndexFunc(t.Fields, func(f *Field) bool { return f.ID == t.Apart })
	switch {
	case t.Apart == "" || len(t.Fields) == 0:
	case i < 0:
		s.Fault(s.At("apart"), "apart names no field: %q", t.Apart)
	case slices.Contains(t.Key, t.Apart):
		s.Fault(s.At("apart"), "apart names %q, which is in the key", t.Apart)
	case t.Fields[i].Type != FieldInteger || t.Fields[i].Required:
		s.Fault(s.At("apart"), "apart names %q, which must be an integer that may be blank", t.Apart)
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

func checkSubject(s *strictyaml.Section, t *Type) {
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
		s.Fault(s.At("fields"), "a type about the authority has no field of type subject, this has %d", n)
	case want == 1 && n != 1:
		s.Fault(s.At("fields"), "must have one field of type subject, this has %d", n)
	}
}
