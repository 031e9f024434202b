package intake

import (
	"strings"
	"time"
	_ "time/tzdata" // moments without a zone are London's, on any machine

	"heed/catalogue"
)

// Normaliser turns the values of files into canonical text, where only one
// meaning is possible. It leaves any other value as it is: the catalogue then finds that
// it is none that the field may have.
type Normaliser struct {
	lists  map[string]*catalogue.CodeList
	london *time.Location
}

// NewNormaliser gives a normaliser for the code lists of a catalogue.
func NewNormaliser(cat *catalogue.Catalogue) (*Normaliser, error) {
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		return nil, err
	}
	return &Normaliser{lists: cat.Lists, london: london}, nil
}

// Value normalises one value of a field.
func (n *Normaliser) Value(f *catalogue.Field, v string) string {
	if v == "" {
		return v
	}
	v = trim(v)
	switch f.Type {
	case catalogue.FieldDate:
		return date(v)
	case catalogue.FieldMoment:
		return n.moment(v)
	case catalogue.FieldYesNo:
		return yesNo(v)
	case catalogue.FieldInteger:
		return whole(v)
	case catalogue.FieldCode:
		return n.code(f.Codes, v)
	default:
		return v
	}
}

// trim drops the space around a value, and the no-break space that Excel leaves.
func trim(v string) string {
	if first, last := v[0], v[len(v)-1]; first > ' ' && first < 0x80 && last > ' ' && last < 0x80 {
		return v
	}
	return strings.TrimSpace(v)
}

// date takes the forms of returns first (31/10/2026 and 2026-10-31), then those
// that people type. A time of midnight after the day is dropped: it is how a
// spreadsheet writes a day.
func date(v string) string {
	if len(v) > 10 {
		for _, midnight := range [...]string{" 00:00:00", " 00:00", "T00:00:00", "T00:00:00Z"} {
			v = strings.TrimSuffix(v, midnight)
		}
	}
	if len(v) == 10 {
		switch {
		case v[2] == '/' && v[5] == '/' && digits(v[:2]) && digits(v[3:5]) && digits(v[6:]):
			return string([]byte{v[6], v[7], v[8], v[9], '-', v[3], v[4], '-', v[0], v[1]})
		case v[4] == '-' && v[7] == '-':
			return v
		}
	}
	if d, err := catalogue.ParseDate(v); err == nil {
		return d.Format(time.DateOnly)
	}
	return v
}

func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// whole drops the .0 that spreadsheets put to a whole number.
func whole(v string) string {
	if n, ok := strings.CutSuffix(v, ".0"); ok && n != "" && digits(strings.TrimPrefix(n, "-")) {
		return n
	}
	return v
}

var zoneless = [...]string{"02/01/2006 15:04:05", "02/01/2006 15:04", "2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02 15:04", "2006-01-02T15:04"}

// moment takes a moment without its zone as London's, except in the two hours of
// a year in which that is none or two moments.
func (n *Normaliser) moment(v string) string {
	for _, form := range zoneless {
		wall, err := time.Parse(form, v)
		if err != nil {
			continue
		}
		at := time.Date(wall.Year(), wall.Month(), wall.Day(), wall.Hour(), wall.Minute(), wall.Second(), 0, n.london)
		if at.Format(form) != v || sameWall(at, time.Hour) || sameWall(at, -time.Hour) {
			return v
		}
		return at.UTC().Format(time.RFC3339)
	}
	if at, err := time.Parse(time.RFC3339, v); err == nil {
		return at.UTC().Format(time.RFC3339)
	}
	return v
}

// sameWall says whether a clock shows the same time this much earlier or later.
func sameWall(at time.Time, apart time.Duration) bool {
	return at.Add(apart).Format(time.DateTime) == at.Format(time.DateTime)
}

func yesNo(v string) string {
	switch v {
	case "1", "true", "1.0", "True", "TRUE", "yes", "Yes", "YES", "y", "Y":
		return "true"
	case "0", "false", "0.0", "False", "FALSE", "no", "No", "NO", "n", "N":
		return "false"
	default:
		return v
	}
}

// sexes are the codes of the returns (CIN census: 1, 2, 0 not recorded or unborn,
// 9 indeterminate; SSDA903: 1 and 2) and the words some systems write for them.
var sexes = map[string]string{
	"1": "M", "2": "F", "0": "U", "9": "I", "male": "M", "female": "F", "Male": "M", "Female": "F",
	"m": "M", "f": "F",
}

// code takes a code in lower case, or one that a spreadsheet has made a decimal.
func (n *Normaliser) code(list, v string) string {
	l := n.lists[list]
	if l == nil || l.Has(v) {
		return v
	}
	whole := whole(v)
	if list == "sex" {
		if code, ok := sexes[whole]; ok {
			return code
		}
	}
	for _, try := range [...]string{whole, strings.ToUpper(whole)} {
		if l.Has(try) {
			return try
		}
	}
	return v
}

// London is where moments without a zone are.
func (n *Normaliser) London() *time.Location { return n.london }
