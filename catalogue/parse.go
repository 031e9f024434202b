package catalogue

import (
	"fmt"
	"path"
	"regexp"
	"strings"
	"time"

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
	l := &CodeList{file: s.File, labels: map[string]string{}, place: map[string]int{}}
	l.ID = identify(s, kebabCase, "kebab-case")
	l.Title = s.NeedText("title")
	l.Source = s.NeedText("source")
	l.Returned = s.Flag("returned")
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
	c := Code{Code: s.NeedText("code"), Label: s.NeedText("label"), Group: s.Text("group"), From: readYear(s, "from"), To: readYear(s, "to")}
	s.Done()
	if c.To != 0 && c.To < c.From {
		s.Fault(s.At("to"), "to is before from")
	}
	if c.Code == "" {
		return
	}
	if strings.Contains(c.Code, codeSeparator) {
		s.Fault(s.Start, "code %q holds a semicolon, which separates codes", c.Code)
	}
	if l.Has(c.Code) {
		s.Fault(s.Start, "code %q is given twice", c.Code)
	}
	l.labels[c.Code], l.place[c.Code] = c.Label, len(l.Codes)
	l.Codes = append(l.Codes, c)
}

// readYear reads a collection year, such as 2024-25, as the year of its 31 March. It is 0 where there is none.
func readYear(s *strictyaml.Section, key string) int {
	text := s.Text(key)
	if text == "" {
		return 0
	}
	began, err := time.Parse("2006", text[:min(len(text), 4)])
	if err != nil || CollectionYear(began.Year()+1) != text {
		s.Fault(s.At(key), "%s is not a collection year such as 2024-25: %q", key, text)
		return 0
	}
	return began.Year() + 1
}

// CollectionYear writes the collection year that ends on 31 March of a year: 2024-25.
func CollectionYear(year int) string { return fmt.Sprintf("%d-%02d", year-1, year%100) }
