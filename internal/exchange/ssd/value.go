package ssd

import (
	"strings"

	"heed/catalogue"
	"heed/internal/exchange/intake"
)

// placeholder stands for nothing. It is put where a system cannot fill a column: it says nothing at all,
// where a blank says that there is nothing.
const placeholder = "PLACEHOLDER_DATA"

// pythonNull is how programs in Python write a blank, which is no word of a code list: a disability of NONE is none.
const pythonNull = "None"

// value writes a cell as the normaliser takes it, where it has only one meaning. Extracts carry times with their days.
func (f *Format) value(field *catalogue.Field, v string) string {
	switch field.Type {
	case catalogue.FieldDate:
		v, _ = intake.Day(v)
	case catalogue.FieldCode:
		return f.code(field, v)
	default:
	}
	return f.norm.Value(field, v)
}

// oldEthnicities are the codes of ethnic groups that systems had before the DfE's.
var oldEthnicities = map[string]string{
	"A1": "WBRI", "A2": "WIRI", "A3": "WOTH", "A4": "WIRT", "A5": "WROM", "B1": "MWBC", "B2": "MWBA", "B3": "MWAS", "B4": "MOTH",
	"C1": "AIND", "C2": "APKN", "C3": "ABAN", "C4": "AOTH", "D1": "BCRB", "D2": "BAFR", "D3": "BOTH", "E1": "CHNE", "E2": "OOTH",
	"E3": "REFU", "E4": "NOBT", "CNHE": "CHNE",
}

// code takes a code, its label, or both as in "C2 - Full care order".
func (f *Format) code(field *catalogue.Field, v string) string {
	if v = f.norm.Value(field, v); v == "" {
		return ""
	}
	list := f.cat.Lists[field.Codes]
	if list.Has(v) {
		return v
	}
	if code := oldEthnicities[strings.ToUpper(v)]; code != "" && field.Codes == "ethnicity" {
		return code
	}
	if i := strings.IndexAny(v, " -:"); i > 0 {
		if first := f.norm.Value(field, v[:i]); list.Has(first) {
			return first
		}
	}
	return v
}
