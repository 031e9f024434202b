package annexa

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"heed/catalogue"
)

// blanks are what people write where there is nothing; failed are what a spreadsheet shows where a formula failed, which says
// nothing at all.
var (
	blanks = map[string]bool{
		"": true, "n/a": true, "na": true, "n\\a": true, "null": true, "nan": true, "-": true, "–": true, "not applicable": true,
		"00/01/1900": true, "01/01/1900": true, "1900-01-01": true,
	}
	failed = map[string]bool{
		"#n/a": true, "#ref!": true, "#value!": true, "#name?": true, "#div/0!": true, "#num!": true, "#null!": true, "#spill!": true,
	}
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
		return yesNo(v)
	case catalogue.FieldCode:
		return p.code(field, v)
	case catalogue.FieldSubject, catalogue.FieldID, catalogue.FieldText:
		return whole(v)
	default:
		return p.norm.Value(field, v)
	}
}

// whole takes the .0 off a number that a spreadsheet has made of an id.
func whole(v string) string {
	if n, ok := strings.CutSuffix(v, ".0"); ok {
		if _, err := strconv.ParseUint(n, 10, 64); err == nil {
			return n
		}
	}
	return v
}

// The days that a number in a cell may stand for: from 1927 to 2119. Anything else in a column of dates is a slip.
const firstSerial, lastSerial = 10_000, 80_000

var dayForms = []string{"2/1/2006", "2-1-2006", "2.1.2006", "2006/1/2", "2 Jan 2006", "2-Jan-2006", "2 January 2006", "2006-1-2", "2 Jan, 2006"}

// dayIn reads a date as people and spreadsheets write them, with or without a time. A day and month are never swapped.
func (p *part) dayIn(field *catalogue.Field, v string) string {
	if d, ok := serial(v, p.grid.Epoch1904); ok {
		return d
	}
	if d := dayOf(v); d != "" {
		return d
	}
	return p.norm.Value(field, v)
}

// serial reads the number that a spreadsheet has for a day, with or without a part of a day.
func serial(v string, epoch1904 bool) (day string, ok bool) {
	n, err := strconv.ParseFloat(v, 64)
	if err != nil {
		return "", false
	}
	if n == 0 {
		return "", true // how a formula shows that the cell it looks at is blank
	}
	if epoch1904 {
		n += 1462
	}
	if n < firstSerial || n >= lastSerial {
		return "", false
	}
	return time.Date(1899, 12, 30+int(n), 0, 0, 0, 0, time.UTC).Format(time.DateOnly), true
}

// dayOf reads a day in words or figures, blank where it is none.
func dayOf(v string) string {
	v = strings.Join(strings.Fields(v), " ")
	for _, text := range [...]string{v, withoutTime(v)} {
		for _, form := range dayForms {
			if d, err := time.Parse(form, text); err == nil {
				return d.Format(time.DateOnly)
			}
		}
	}
	return ""
}

var clockTime = regexp.MustCompile(`[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AaPp][Mm])?Z?$`)

func withoutTime(v string) string { return clockTime.ReplaceAllString(v, "") }

// unknown are words that say that an answer is not known.
var unknown = map[string]bool{"unknown": true, "not known": true, "u": true, "nk": true, "not recorded": true}

func yesNo(v string) string {
	v = choice(v)
	switch strings.ToLower(v) {
	case "y", "yes", "t", "true", "1", "1.0":
		return "true"
	case "n", "no", "f", "false", "0", "0.0":
		return "false"
	}
	if unknown[strings.ToLower(v)] {
		return ""
	}
	return v
}

// spoken are words for codes that the catalogue's own labels do not have, by code list.
var spoken = map[string]map[string]string{
	"sex": {
		"male": "M", "female": "F", "boy": "M", "girl": "F", "neither": "I", "indeterminate": "I", "not stated recorded": "U",
		"not stated": "U", "not recorded": "U", "unknown": "U", "unborn": "U",
	},
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
	return v
}
