package catalogue

import (
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"heed/internal/strictyaml"
)

var (
	fieldTypes = []string{
		string(FieldID), string(FieldSubject), string(FieldDate), string(FieldMoment), string(FieldText),
		string(FieldLongText), string(FieldCode), string(FieldCodes), string(FieldYesNo), string(FieldInteger),
		string(FieldDecimal), string(FieldMoney), string(FieldPostcode), string(FieldFile),
	}
	standards = []string{"ssda903", "cin", "ssd", "annexa"}
	// The engine gives every view these columns, so no field may have their names.
	engineColumns = []string{"record_id", "subject_id", "recorded_at", "recorded_from", "recorded_to", "first_recorded_at"}
)

func readField(parent *strictyaml.Section, t *Type, node ast.Node) {
	s := parent.Open(node)
	if s == nil {
		return
	}
	f := &Field{}
	f.ID = s.NeedText("id")
	if f.ID != "" {
		s.ID = parent.ID + "." + f.ID
	}
	f.Title = s.NeedText("title")
	f.Type = FieldType(s.NeedOneOf("type", fieldTypes))
	f.Required = s.Flag("required")
	f.Planned = s.Flag("planned")
	f.Codes = s.Text("codes")
	f.line = s.At("codes")
	f.Unit = s.Text("unit")
	f.Help = s.Text("help")
	f.Maps = readMaps(s)
	s.Done()
	checkFieldID(s, t, f)
	checkFieldType(s, f)
	t.Fields = append(t.Fields, f)
}

func readMaps(s *strictyaml.Section) map[string]string {
	m := s.Inside("maps")
	if m == nil {
		return nil
	}
	maps := map[string]string{}
	for _, standard := range m.Keys() {
		maps[standard] = m.NeedText(standard)
		if !slices.Contains(standards, standard) {
			s.Fault(m.At(standard), "maps to unknown standard %q", standard)
		}
	}
	return maps
}

func checkFieldID(s *strictyaml.Section, t *Type, f *Field) {
	if f.ID == "" {
		return
	}
	line := s.At("id")
	if !snakeCase.MatchString(f.ID) {
		s.Fault(line, "id is not in snake_case")
	}
	if slices.Contains(engineColumns, f.ID) {
		s.Fault(line, "id is a column that the engine gives every record type")
	}
	if slices.ContainsFunc(t.Fields, func(other *Field) bool { return other.ID == f.ID }) {
		s.Fault(line, "id is used by another field of this type")
	}
	checkSuffix(s, f, FieldDate, "_on")
	checkSuffix(s, f, FieldMoment, "_at")
}

// checkSuffix holds names and types together both ways: a date ends _on, and
// what ends _on is a date.
func checkSuffix(s *strictyaml.Section, f *Field, ft FieldType, suffix string) {
	has := strings.HasSuffix(f.ID, suffix)
	switch {
	case f.Type == ft && !has:
		s.Fault(s.At("id"), "a %s must end %s", ft, suffix)
	case f.Type != ft && has:
		s.Fault(s.At("id"), "only a %s may end %s", ft, suffix)
	}
}

func checkFieldType(s *strictyaml.Section, f *Field) {
	coded := f.Type == FieldCode || f.Type == FieldCodes
	timed := f.Type == FieldDate || f.Type == FieldMoment
	counted := f.Type == FieldInteger || f.Type == FieldDecimal
	switch {
	case coded && f.Codes == "":
		s.Fault(s.Start, "a %s field must name its code list in codes", f.Type)
	case !coded && f.Codes != "":
		s.Fault(s.At("codes"), "a %s field has no code list", f.Type)
	}
	if f.Planned && !timed {
		s.Fault(s.At("planned"), "a %s field cannot be planned", f.Type)
	}
	if f.Unit != "" && !counted {
		s.Fault(s.At("unit"), "a %s field has no unit", f.Type)
	}
}

// checkLists ties each coded field to its list, and reports lists that no field
// uses, unless faults in the types may be why.
func (p *parser) checkLists() {
	used := map[string]bool{}
	sound := !slices.ContainsFunc(p.List(), func(f strictyaml.Fault) bool { return strings.HasPrefix(f.File, "types/") })
	for _, t := range p.ordered {
		for _, f := range t.Fields {
			if f.Codes == "" {
				continue
			}
			used[f.Codes] = true
			if f.list = p.lists[f.Codes]; f.list == nil {
				p.Add(t.file, f.line, t.ID+"."+f.ID, "there is no code list codes/%s.yaml", f.Codes)
			}
		}
	}
	for id, l := range p.lists {
		if sound && !used[id] {
			p.Add(l.file, 1, id, "no field uses this code list")
		}
	}
}
