package annexa

import (
	"regexp"
	"strings"

	"heed/catalogue"
	"heed/internal/exchange/intake"
)

// lettered is the letter or number that the template puts before each choice: b) Female, 1) Yes.
var lettered = regexp.MustCompile(`^(?:[a-zA-Z]{1,2}|\d{1,2})\)\s*`)

// choice takes the letter off a choice, so that "b) Female" is "Female".
func choice(v string) string { return strings.TrimSpace(lettered.ReplaceAllString(v, "")) }

// value writes a cell as the normaliser takes it, where it has only one meaning.
func (p *part) value(field *catalogue.Field, v string) string {
	switch field.Type {
	case catalogue.FieldDate:
		return p.dayIn(field, v)
	case catalogue.FieldYesNo:
		return intake.YesNo(choice(v))
	case catalogue.FieldCode:
		return p.code(field, v)
	default:
		return p.norm.Value(field, v)
	}
}

// dayIn reads a date as people and spreadsheets write them, with or without a time, by the first day of the sheet's own calendar.
func (p *part) dayIn(field *catalogue.Field, v string) string {
	if d, _, ok := intake.Serial(v, p.grid.Epoch1904); ok {
		return d
	}
	day, _ := intake.Day(v)
	return p.norm.Value(field, day)
}

// spoken are words for codes that the catalogue's own labels do not have, by code list.
var spoken = map[string]map[string]string{
	"ethnicity":      {"unknown": "", "not known": "", "white british": "WBRI"},
	"abuse-category": {"emotional": "EMO", "physical": "PHY", "sexual": "SAB", "multiple not recommended": "MUL", "multiple": "MUL"},
	"leaving-care-standing": {
		"relevant child": "relevant", "former relevant child": "former relevant", "eligible child": "eligible",
		"qualifying care leaver": "qualifying", "qualifying child": "qualifying",
	},
	"in-contacted": {"yes": "YES", "y": "YES", "no": "NO", "n": "NO", "refused": "REFU", "no longer required": "NREQ", "returned home": "RHOM"},
	"legal-status": {"ico": "C1", "fco": "C2", "section 20": "V2", "s20": "V2", "epo": "L2"},
	"assessment-outcome": {
		"yes": "child in need", "y": "child in need", "true": "child in need", "no": "no further action", "n": "no further action",
		"false": "no further action", "unknown": "",
	},
	"referral-source": {"unknown": "10"},
}

// code takes a code, its words, or both, with or without the letter of the choice: "f) U6: Foster placement".
func (p *part) code(field *catalogue.Field, v string) string {
	list := p.cat.Lists[field.Codes]
	for _, text := range [...]string{choice(v), v} {
		if code, ok := spoken[field.Codes][words(text)]; ok {
			return code
		}
		if code := p.norm.Value(field, text); list.Has(code) {
			return code
		}
		if i := strings.IndexAny(text, " -:–"); i > 0 {
			if code := p.norm.Value(field, text[:i]); list.Has(code) {
				return code
			}
		}
		if code := p.labels[field.Codes][words(text)]; code != "" {
			return code
		}
	}
	if p.norm.Value(field, v) == "" {
		return ""
	}
	return v
}
