package kit

import (
	"cmp"
	"net/http"
	"time"

	"heed/catalogue"
	"heed/internal/words"
)

// Fault is one thing wrong with what a reader gave, beside the field that can mend it.
type Fault struct{ Field, Message string }

// Faults is all that is wrong with a form. A page that embeds a frame shows them in its error summary.
type Faults []Fault

// Add notes a fault of a field.
func (f *Faults) Add(field, message string) { *f = append(*f, Fault{field, message}) }

// Status is that of a page which shows the form: faulty where something is wrong with it.
func (f Faults) Status() int {
	if len(f) > 0 {
		return http.StatusBadRequest
	}
	return http.StatusOK
}

// On gives the message of a field, blank where the field is well.
func (f Faults) On(field string) string {
	for _, fault := range f {
		if fault.Field == field {
			return fault.Message
		}
	}
	return ""
}

// FaultsOf puts what a record cannot take beside its field in a form, what is of no field beside otherwise.
func FaultsOf(found []catalogue.Fault, otherwise string) (list Faults) {
	for _, f := range found {
		list.Add(cmp.Or(f.Field, otherwise), words.Capital(f.Reason))
	}
	return list
}

// Beside puts the faults beside their fields.
func (f Faults) Beside(fields []Input) []Input {
	for i := range fields {
		fields[i] = fields[i].At(f)
	}
	return fields
}

// DayFrom reads a day of a form as people type it, and gives it as records write it; as it was typed where it is none, so that whoever checks it says
// what is wrong.
func DayFrom(r *http.Request, name string) string {
	typed := r.PostFormValue(name)
	if day, ok := ParseDate(typed); ok {
		return day.Format(time.DateOnly)
	}
	return typed
}

// DayWords says a day as records write it, and what is none as it is.
func DayWords(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return words.LongDate(t)
}

// Codes are the choices of a code list, with one of them chosen.
func (s *Site) Codes(list, chosen string) []Option {
	options := []Option{{Label: "Choose"}}
	for _, c := range s.Door.Catalogue().List(list).Codes {
		options = append(options, Option{Value: c.Code, Label: c.Label, Selected: c.Code == chosen})
	}
	return options
}
