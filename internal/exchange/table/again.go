package table

import (
	"slices"
	"strconv"

	"heed/catalogue"
	"heed/internal/exchange/intake"
)

// again is a column that stands twice, by its first place and another.
type again struct{ first, second int }

// compare tells where a column that stands twice says two things in one row: which of them is right cannot be told, so that the field is left
// blank. Where it is of the key the file is refused: no row of it can be told from another.
func (r *reader) compare(pair again, cells []string) error {
	i := r.columns[pair.first]
	if r.value(i, pair.first, cells) == r.value(i, pair.second, cells) {
		return nil
	}
	name := r.names[pair.first]
	if r.isKey(i) {
		return r.refuseTwice(name, ", with two values on line "+strconv.Itoa(r.rows.Line()))
	}
	f := intake.Fault{
		File: r.Name, Line: r.rows.Line(), RecordType: r.Shape.Type.ID, Field: shown(name), ValueKind: "two values",
		Reason: "the column " + shown(name) + " stands twice, with two values", Effect: catalogue.EffectBlank,
	}
	if delete(r.repeats, name); i >= 0 {
		f.Field, r.values[i] = r.Shape.FieldName(i), ""
	}
	return r.receiver.Fault(f)
}

func (r *reader) isKey(field int) bool {
	return field >= 0 && slices.Contains(r.Shape.Type.Key, r.Shape.Type.Fields[field].ID)
}

// refuseTwiceUnread refuses a file that has a column of the key twice, and no row that says that they are the same.
func (r *reader) refuseTwiceUnread() error {
	for _, pair := range r.again {
		if r.isKey(r.columns[pair.first]) && !r.compared {
			return r.refuseTwice(r.names[pair.first], "")
		}
	}
	return nil
}

func (r *reader) refuseTwice(name, more string) error {
	return r.refuseWith("the column "+shown(name)+" twice"+more, "Take one of the two out and import the file again.")
}

// another tells that another table begins within this one. Its rows would pass for this one's.
func (r *reader) another() error {
	return r.receiver.Fault(intake.Fault{
		File: r.Name, Line: r.rows.Line(), RecordType: r.Shape.Type.ID, ValueKind: "row",
		Reason: "the heading of another table or list: put each into a file or sheet of its own", Effect: intake.EffectUnread,
	})
}
