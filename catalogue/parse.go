package catalogue

import (
	"errors"
	"path"
	"regexp"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	yamlparser "github.com/goccy/go-yaml/parser"
)

type parser struct {
	faults
	ordered []*Type
	types   map[string]*Type
	lists   map[string]*CodeList
}

var (
	snakeCase = regexp.MustCompile(`^[a-z][a-z0-9]*(_[a-z0-9]+)*$`)
	kebabCase = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)
)

// read parses one file and takes it as a record type or a code list by its place.
func (p *parser) read(s source) {
	name := strings.TrimSuffix(path.Base(s.path), ".yaml")
	if path.Ext(s.path) != ".yaml" {
		p.add(s.path, 1, name, "is not a .yaml file")
		return
	}
	body := p.document(s, name)
	if body == nil {
		return
	}
	switch parts := strings.Split(s.path, "/"); {
	case parts[0] == "types" && len(parts) == 3:
		p.readType(s.path, name, body)
	case parts[0] == "codes" && len(parts) == 2:
		p.readList(s.path, name, body)
	default:
		p.add(s.path, 1, name, "is not at types/<area>/<id>.yaml or codes/<id>.yaml")
	}
}

// document gives the one YAML document of a file, or nil with a fault told.
func (p *parser) document(s source, name string) ast.Node {
	file, err := yamlparser.ParseBytes(s.text, 0, yamlparser.AllowDuplicateMapKey())
	if err != nil {
		line, message := 1, err.Error()
		var at yaml.Error
		if errors.As(err, &at) {
			line, message = at.GetToken().Position.Line, at.GetMessage()
		}
		p.add(s.path, line, name, "not YAML: "+message)
		return nil
	}
	if len(file.Docs) != 1 || file.Docs[0].Body == nil {
		p.add(s.path, 1, name, "must hold one YAML document")
		return nil
	}
	return file.Docs[0].Body
}

// identify reads the id of a file and holds it to the file's name.
func (s *section) identify(name string, form *regexp.Regexp, formName string) string {
	id := s.need("id")
	if id == "" {
		return ""
	}
	s.id = id
	if !form.MatchString(id) {
		s.fault(s.at("id"), "id is not in %s", formName)
	}
	if id != name {
		s.fault(s.at("id"), "id differs from the file name %s.yaml", name)
	}
	return id
}

func (p *parser) readList(file, name string, body ast.Node) {
	s := newSection(&p.faults, file, name, 1, body)
	if s == nil {
		return
	}
	l := &CodeList{file: s.file, labels: map[string]string{}}
	l.ID = s.identify(name, kebabCase, "kebab-case")
	l.Title = s.need("title")
	l.Source = s.need("source")
	for _, node := range s.items("codes") {
		readCode(newSection(&p.faults, s.file, s.id, node.GetToken().Position.Line, node), l)
	}
	s.done()
	if l.ID != "" {
		p.lists[l.ID] = l
	}
}

func readCode(s *section, l *CodeList) {
	if s == nil {
		return
	}
	c := Code{Code: s.need("code"), Label: s.need("label"), Group: s.text("group")}
	s.done()
	if c.Code == "" {
		return
	}
	if strings.Contains(c.Code, codeSeparator) {
		s.fault(s.line, "code %q holds a semicolon, which separates codes", c.Code)
	}
	if l.Has(c.Code) {
		s.fault(s.line, "code %q is given twice", c.Code)
	}
	l.labels[c.Code] = c.Label
	l.Codes = append(l.Codes, c)
}
