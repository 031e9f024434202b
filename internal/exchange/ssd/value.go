package ssd

import (
	"strings"
	"time"

	"heed/catalogue"
)

// The words that stand for nothing. A placeholder is put where a system cannot fill a column: it says nothing at all,
// where a blank says that there is nothing.
const placeholder = "PLACEHOLDER_DATA"

// blanks are how database tools write a blank.
var blanks = map[string]bool{"NULL": true, "<NA>": true, "NaN": true, "None": true}

// noDay is the day that a database of one maker puts where there is none.
const noDay = "1900-01-01"

// value writes a cell as the normaliser takes it, where it has only one meaning.
func (f *Format) value(field *catalogue.Field, v string) string {
	switch field.Type {
	case catalogue.FieldDate:
		if v = f.day(field, v); v == noDay {
			return ""
		}
	case catalogue.FieldYesNo:
		return yesNo(v)
	case catalogue.FieldCode:
		return f.code(field, v)
	case catalogue.FieldDecimal, catalogue.FieldMoney:
		return strings.ReplaceAll(v, ",", "")
	default:
	}
	return f.norm.Value(field, v)
}

var timed = [...]string{
	"2006-01-02 15:04:05.999999999", "2006-01-02T15:04:05.999999999", "2006-01-02 15:04", "2006-01-02T15:04",
	"02/01/2006 15:04:05.999999999", "02/01/2006 15:04",
}

// day takes the day of a moment: extracts carry times with their days. A moment with its zone is London's.
func (f *Format) day(field *catalogue.Field, v string) string {
	if len(v) <= 10 {
		return f.norm.Value(field, v)
	}
	for _, form := range timed {
		if at, err := time.Parse(form, v); err == nil {
			return at.Format(time.DateOnly)
		}
	}
	for _, form := range [...]string{time.RFC3339Nano, "2006-01-02 15:04:05.999999999Z07:00", "2006-01-02 15:04:05.999999999 -07:00"} {
		if at, err := time.Parse(form, v); err == nil {
			return at.In(f.norm.London()).Format(time.DateOnly)
		}
	}
	return f.norm.Value(field, v)
}

func yesNo(v string) string {
	switch strings.ToUpper(strings.TrimSuffix(v, ".0")) {
	case "Y", "YES", "T", "TRUE", "1":
		return "true"
	case "N", "NO", "F", "FALSE", "0":
		return "false"
	case "NA", "N/A", "U", "UNKNOWN":
		return ""
	}
	return v
}

// oldEthnicities are the codes of ethnic groups that systems had before the DfE's.
var oldEthnicities = map[string]string{
	"A1": "WBRI", "A2": "WIRI", "A3": "WOTH", "A4": "WIRT", "A5": "WROM", "B1": "MWBC", "B2": "MWBA", "B3": "MWAS", "B4": "MOTH",
	"C1": "AIND", "C2": "APKN", "C3": "ABAN", "C4": "AOTH", "D1": "BCRB", "D2": "BAFR", "D3": "BOTH", "E1": "CHNE", "E2": "OOTH",
	"E3": "REFU", "E4": "NOBT", "CNHE": "CHNE",
}

// sexes are how guidance and systems write a person's sex or gender besides the codes.
var sexes = map[string]string{"00": "U", "01": "M", "02": "F", "09": "I", "UNKNOWN": "U", "INDETERMINATE": "I"}

// code takes a code, its label, or both as in "C2 - Full care order".
func (f *Format) code(field *catalogue.Field, v string) string {
	if v = f.norm.Value(field, v); v == "" {
		return ""
	}
	list := f.cat.Lists[field.Codes]
	if list.Has(v) {
		return v
	}
	upper := strings.ToUpper(v)
	switch field.Codes {
	case "ethnicity":
		if code := oldEthnicities[upper]; code != "" {
			return code
		}
	case "sex":
		if code := sexes[upper]; code != "" {
			return code
		}
	}
	if code := f.labels[field.Codes][strings.ToLower(v)]; code != "" {
		return code
	}
	if i := strings.IndexAny(v, " -:"); i > 0 {
		if first := f.norm.Value(field, v[:i]); list.Has(first) {
			return first
		}
	}
	if lower := strings.ToLower(v); list.Has(lower) {
		return lower
	}
	return v
}
