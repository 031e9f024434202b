package kit

import "strings"

// Input is one field of a form, with its label, what helps to fill it in and what is wrong with it. It is a list to choose from where it has
// choices.
type Input struct {
	Name, Label, Hint, Value string
	// Type is the kind of input, such as email, date or password; text where it is blank.
	Type string
	// Complete is what a browser may fill in by itself, as HTML names it.
	Complete string
	// Digits says that figures are typed, and Short that the field is for few characters.
	Digits, Short bool
	Choices       []Option
	Fault         string
}

// Described lists the ids of what describes the field.
func (i Input) Described() string {
	var ids []string
	if i.Hint != "" {
		ids = append(ids, "h-"+i.Name)
	}
	if i.Fault != "" {
		ids = append(ids, "e-"+i.Name)
	}
	return strings.Join(ids, " ")
}

// At gives the field with what is wrong with it.
func (i Input) At(faults Faults) Input {
	i.Fault = faults.On(i.Name)
	return i
}
