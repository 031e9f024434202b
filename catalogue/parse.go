package catalogue

import (
	"path"
	"regexp"
	"strings"

	"heed/internal/strictyaml"
)

type parser struct {
	strictyaml.Faults
	ordered []*Type
	types   map[string]*Type
	lists   map[string]*CodeList
}

var (
	snakeCase = regexp.MustCompile(`^[a-z][a-z0-9]*(_[a-z0-9]+)*$`)
	kebabCase = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)
)

// read parses one file and takes it as a record type or a code list by its place.
func (p *parser) read(s strictyaml.Source) {
	name := strings.TrimSuffix(path.Base(s.Path), ".yaml")
	if path.Ext(s.Path) != ".yaml" {
		p.Add(s.Path, 1, name, "is not a .yaml file")
		return
	}
	whole := strictyaml.Document{Faults: &p.Faults, File: s.Path, ID: name}.Whole(s.Text)
	if whole == nil {
		return
	}
	switch parts := strings.Split(s.Path, "/"); {
	case parts[0] == "types" && len(parts) == 3:
		p.readType(whole)
	case parts[0] == "codes" && len(parts) == 2:
		p.readList(whole)
	default:
		p.Add(s.Path, 1, name, "is not at types/<area>/<id>.yaml or codes/<id>.yaml")
	}
}

// identify reads the id of a file and holds it to the file's name, which it is known by until then.
func identify(s *strictyaml.Section, form *regexp.Regexp, formName string) string {
	name := s.ID
	id := s.NeedText("id")
	if id == "" {
		return ""
	}
	s.ID = id
	if !form.MatchString(id) {
		s.Fault(s.At("id"), "id is not in %s", formName)
	}
	if id != name {
		s.Fault(s.At("id"), "id differs from the file name %s.yaml", name)
	}
	return id
}

func (p *parser) readList(s *strictyaml.Section) {
	l := &CodeList{file: s.File, labels: map[string]string{}}
	l.ID = identify(s, kebabCase, "kebab-case")
	l.Title = s.NeedText("title")
	l.Source = s.NeedText("source")
	for _, node := range s.NeedList("codes") {
		readCode(s.Open(node), l)
	}
	s.Done()
	if l.ID != "" {
		p.lists[l.ID] = l
	}
}

func readCode(s *strictyaml.Section, l *CodeList) {
	if s == nil {
		return
	}
	c := Code{Code: s.NeedText("code"), Label: s.NeedText("label"), Group: s.Text("group")}
	s.Done()
	if c.Code == "" {
		return
	}
	if strings.Contains(c.Code, codeSeparator) {
		s.Fault(s.Start, "code %q holds a semicolon, which separates codes", c.Code)
	}
	if l.Has(c.Code) {
		s.Fault(s.Start, "code %q is given twice", c.Code)
	}
	l.labels[c.Code] = c.Label
	l.Codes = append(l.Codes, c)
}
