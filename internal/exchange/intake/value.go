package intake

import (
	"regexp"
	"strings"
	"sync"
	"time"
	_ "time/tzdata" // moments without a zone are London's, on any machine

	"heed/catalogue"
)

// Normaliser turns the values of files into canonical text, where only one
// meaning is possible. It leaves any other value as it is: the catalogue then finds that
// it is none that the field may have. Every format reads its values by it, so that one value is the same in all.
type Normaliser struct {
	lists map[string]*catalogue.CodeList
	books map[string]func() codeBook // each made when it is first asked for
}

// NewNormaliser gives a normaliser for the code lists of a catalogue.
func NewNormaliser(cat *catalogue.Catalogue) (*Normaliser, error) {
	n := &Normaliser{lists: cat.Lists, books: map[string]func() codeBook{}}
	for id, list := range cat.Lists {
		n.books[id] = sync.OnceValue(func() codeBook { return newCodeBook(list) })
	}
	return n, nil
}

// Value normalises one value of a field. A word for nothing is blank, in any case ([Blank]), unless the field's code list has it.
func (n *Normaliser) Value(f *catalogue.Field, v string) string {
	if v == "" {
		return v
	}
	if v = trim(v); v == "" {
		return v
	}
	switch f.Type {
	case catalogue.FieldCode:
		return n.code(f, v)
	case catalogue.FieldCodes:
		return n.several(f, v)
	case catalogue.FieldYesNo:
		return YesNo(v)
	default:
	}
	if Blank(f, v) {
		return ""
	}
	switch f.Type {
	case catalogue.FieldDate:
		if day, timed := Day(v); !timed {
			return day
		}
		return v
	case catalogue.FieldMoment:
		return moment(v)
	case catalogue.FieldInteger:
		return Whole(plainNumber(v))
	case catalogue.FieldDecimal:
		return plainNumber(v)
	case catalogue.FieldMoney:
		return plainNumber(strings.TrimPrefix(v, "£"))
	case catalogue.FieldID, catalogue.FieldSubject, catalogue.FieldText:
		return Whole(v)
	default:
		return v
	}
}

// trim drops the space around a value, the no-break space that Excel leaves, marks that are not seen and the control-Z with which old programs
// end a file.
func trim(v string) string {
	if first, last := v[0], v[len(v)-1]; first > ' ' && first < 0x80 && last > ' ' && last < 0x80 {
		return v
	}
	return strings.Trim(strings.TrimSpace(v), " \t\u00a0\u200b\ufeff\x1a")
}

var thousands = regexp.MustCompile(`^-?\d{1,3}(?:,\d{3})+(?:\.\d+)?$`)

// plainNumber drops the commas between thousands.
func plainNumber(v string) string {
	if strings.IndexByte(v, ',') > 0 && thousands.MatchString(v) {
		return strings.ReplaceAll(v, ",", "")
	}
	return v
}

// YesNo takes the words of people and programs for yes and no as true and false. That it is not known is a blank.
func YesNo(v string) string {
	switch strings.ToLower(Whole(v)) {
	case "1", "true", "t", "yes", "y":
		return "true"
	case "0", "false", "f", "no", "n":
		return "false"
	case "u":
		return ""
	}
	if Blank(&catalogue.Field{Type: catalogue.FieldYesNo}, v) {
		return ""
	}
	return v
}

// London is where moments without a zone are.
func (n *Normaliser) London() *time.Location { return london() }
