package published

import (
	"math"
	"regexp"
	"strconv"
	"strings"
)

// Value is one cell as published: a number, a length in years and months (01:07), or a symbol that stands for a number. Blank
// is nothing published. A number may have a note behind it, 12.5 [e], that says how sure it is.
type Value string

var (
	yearsMonths = regexp.MustCompile(`^(\d{1,2}):(0\d|1[01])$`)
	number      = regexp.MustCompile(`^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$`)
	noted       = regexp.MustCompile(`^(.*\S)\s*\[([A-Za-z]{1,3})\]$`)
)

// bare is the value without its note.
func (v Value) bare() string {
	if i := strings.IndexByte(string(v), ' '); i > 0 && v.Note() != "" {
		return string(v[:i])
	}
	return string(v)
}

// Note is the mark behind a number, such as e for an estimate; blank where there is none. A mark that may not stand behind a number, as in 12 [c],
// makes a symbol of the whole.
func (v Value) Note() string {
	before, mark, ok := strings.Cut(string(v), " [")
	if mark, closed := strings.CutSuffix(mark, "]"); ok && closed && isNote(mark) && number.MatchString(before) {
		return mark
	}
	return ""
}

// Number gives the number, and whether there is one. A length is in months. A symbol is never a number.
func (v Value) Number() (float64, bool) {
	if m := yearsMonths.FindStringSubmatch(string(v)); m != nil {
		years, _ := strconv.Atoi(m[1])
		months, _ := strconv.Atoi(m[2])
		return float64(12*years + months), true
	}
	text := v.bare()
	if !number.MatchString(text) {
		return 0, false // neither "inf" nor "NaN" is a number that anybody published
	}
	n, err := strconv.ParseFloat(text, 64)
	return n, err == nil && !math.IsInf(n, 0)
}

// IsLength says whether the value is a length in years and months.
func (v Value) IsLength() bool { return yearsMonths.MatchString(string(v)) }

// IsSymbol says whether the value stands for a number that is not given.
func (v Value) IsSymbol() bool {
	_, number := v.Number()
	return v != "" && !number
}

// decimals is how many decimals a value is published to.
func (v Value) decimals() int {
	_, after, ok := strings.Cut(v.bare(), ".")
	if !ok || v.IsSymbol() {
		return 0
	}
	return len(strings.TrimRight(after, "0"))
}

// kind is what a cell holds.
type kind int

const (
	blank kind = iota
	aNumber
	// mark is a symbol of the standard, and soft one that may be a label as well, such as N/A.
	mark
	soft
	// text is anything else. 1-5 is text too: it may be a number that is not given, or a span of ages.
	text
)

// cell is one cell as it was read.
type cell struct {
	value Value
	kind  kind
	// unit is the sign that stood at the number: % or £.
	unit string
	// short says that the number was written as 1.2E+03, in which a spreadsheet may have dropped digits.
	short bool
}

// separators are what stands between thousands.
var separators = []string{",", " ", "\u00a0", "\u202f", "\u2009", "'", "’"}

var thousands = func() (all []*regexp.Regexp) {
	for _, s := range separators {
		all = append(all, regexp.MustCompile(`^[+-]?\d{1,3}(`+regexp.QuoteMeta(s)+`\d{3})+(\.\d+)?$`))
	}
	return all
}()

// signs writes the dashes and spaces of word processors as those of a keyboard.
var signs = strings.NewReplacer("\u2212", "-", "\u2013", "-", "\u2014", "-", "\u2011", "-", "…", "..", "\u200b", "", "\ufeff", "")

// readCell tells what a cell holds, whatever is around it: spaces, a sign of percentage or pounds, thousands set apart, brackets around a symbol.
func readCell(as string) cell {
	as = strings.TrimSpace(signs.Replace(as))
	if as == "" {
		return cell{}
	}
	if c, ok := readNumber(as); ok {
		return c
	}
	if s, ok := symbolOf(as); ok {
		return cell{value: Value(s.Mark), kind: s.kind}
	}
	return cell{value: Value(as), kind: text}
}

func readNumber(as string) (cell, bool) {
	c := cell{kind: aNumber}
	if yearsMonths.MatchString(as) {
		c.value = Value(as)
		return c, true
	}
	note := ""
	if m := noted.FindStringSubmatch(as); m != nil && isNote(m[2]) {
		as, note = m[1], " ["+strings.ToLower(m[2])+"]"
	}
	as = strings.TrimSpace(strings.TrimPrefix(as, "'")) // a spreadsheet's sign that what follows is text
	if n, ok := strings.CutSuffix(as, "%"); ok {
		as, c.unit = strings.TrimSpace(n), "%"
	} else if before, n, ok := strings.Cut(as, "£"); ok && (before == "" || before == "-") {
		as, c.unit = before+strings.TrimSpace(n), "£"
	}
	for i, grouped := range thousands {
		if grouped.MatchString(as) {
			as = strings.ReplaceAll(as, separators[i], "")
		}
	}
	if !number.MatchString(as) {
		return cell{}, false
	}
	n, err := strconv.ParseFloat(as, 64)
	if err != nil || math.IsInf(n, 0) {
		return cell{}, false
	}
	if c.short = strings.ContainsAny(as, "eE"); c.short {
		as = strconv.FormatFloat(n, 'f', -1, 64)
	}
	c.value = Value(strings.TrimPrefix(as, "+") + note)
	return c, true
}
