package kit

import "net/http"

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
