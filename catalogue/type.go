package catalogue

import (
	"slices"
	"strings"
)

// FieldType is the kind of value that a field holds.
type FieldType string

// The field types. Canonical says what values each takes.
const (
	FieldID       FieldType = "id"
	FieldSubject  FieldType = "subject"
	FieldDate     FieldType = "date"
	FieldMoment   FieldType = "moment"
	FieldText     FieldType = "text"
	FieldLongText FieldType = "long text"
	FieldCode     FieldType = "code"
	FieldCodes    FieldType = "codes"
	FieldYesNo    FieldType = "yes/no"
	FieldInteger  FieldType = "integer"
	FieldDecimal  FieldType = "decimal"
	FieldMoney    FieldType = "money"
	FieldPostcode FieldType = "postcode"
	FieldFile     FieldType = "file"
)

// Field is one thing that a record type holds.
type Field struct {
	ID, Title string
	Type      FieldType
	// Required fields must be filled; blank is a fault.
	Required bool
	// Codes is the id of the code list of a code or codes field.
	Codes string
	// Unit is what an integer or decimal counts, such as days.
	Unit string
	Help string
	// Maps gives the name of this item in each standard: ssda903, cin, ssd, annexa.
	Maps map[string]string
	// Planned dates and moments may lie in the future.
	Planned bool

	list *CodeList
	line int // of codes in the file
}

// List is the code list of a code or codes field, nil where it has none.
func (f *Field) List() *CodeList { return f.list }

// Keeper says who holds the records of a type in the first place.
type Keeper string

// The keepers.
const (
	// KeptByCaseSystem is the case management system, or another system of the council that exports returns, datasets and
	// lists. Heed imports these records; what is wrong in one is mended at its source.
	KeptByCaseSystem Keeper = "case system"
	// KeptByHeed is Heed, where no case system holds such a record, or none holds it well: what gives rights and
	// restricts, settings, decisions and their reasons, audits, disputes, what other agencies bring, boards.
	KeptByHeed Keeper = "heed"
)

// Retention says how long a record is kept and on what ground.
type Retention struct{ Class, Basis string }

// Type is a record type: a kind of thing that can be recorded. Types come from
// Load or Parse; one made any other way cannot make records.
type Type struct {
	ID, Title, Area string
	// About is the kind of subject: child, worker, authority and so on.
	About string
	// KeptBy is who holds the record in the first place.
	KeptBy Keeper
	// Key lists the ids of the fields whose values together name a record.
	Key []string
	// Apart is the id of the field, an integer, that tells apart records of one key, or blank. It is blank itself in the record
	// that is named by its key alone, which is nearly every one.
	Apart     string
	Fields    []*Field
	Retention Retention
	// Restricted types are sensitive in themselves: reading them needs a grant.
	Restricted bool
	// GivesRights says that records of the type decide who may see what. They are written one at a time by those who may give
	// rights, and come in no file.
	GivesRights bool
	// SignOff is the role that signs a record off, or blank.
	SignOff string
	Help    string

	plan plan
	file string
}

// plan is what Canonical and Values need of a type, worked out once.
type plan struct {
	index   map[string]int
	sorted  []int  // field positions in the order of their ids
	key     []int  // field positions of the key
	apart   int    // field position of Apart, or -1
	inKey   []bool // by field position
	filled  []bool // by field position: a row without it is kept out
	subject int    // field position of the subject, or -1
}

func (t *Type) prepare() {
	n := len(t.Fields)
	p := plan{index: make(map[string]int, n), inKey: make([]bool, n), filled: make([]bool, n), subject: -1, apart: -1}
	for i, f := range t.Fields {
		p.index[f.ID] = i
		p.sorted = append(p.sorted, i)
		if f.Type == FieldSubject {
			p.subject = i
			p.filled[i] = true
		}
	}
	slices.SortFunc(p.sorted, func(a, b int) int { return strings.Compare(t.Fields[a].ID, t.Fields[b].ID) })
	for _, id := range t.Key {
		i := p.index[id]
		p.key = append(p.key, i)
		p.inKey[i] = true
		p.filled[i] = p.filled[i] || mustBeFilled(t.Fields[i])
	}
	if i, ok := p.index[t.Apart]; ok {
		p.apart = i
		p.inKey[i] = true
	}
	t.plan = p
}

// mustBeFilled says whether a key field may never be blank. A key may hold an
// optional code or text, such as a legal status that only some records carry.
func mustBeFilled(f *Field) bool {
	switch f.Type {
	case FieldID, FieldSubject, FieldDate, FieldMoment:
		return true
	default:
		return f.Required
	}
}

// Index returns the position of a field in Fields, or -1 where the type has none
// of that id.
func (t *Type) Index(fieldID string) int {
	if i, ok := t.plan.index[fieldID]; ok {
		return i
	}
	return -1
}

// Field returns the field of this id, or nil where the type has none.
func (t *Type) Field(id string) *Field {
	if i := t.Index(id); i >= 0 {
		return t.Fields[i]
	}
	return nil
}
