package kit

import (
	"heed/internal/door"
	"heed/internal/words"
)

// ChildWords is how a reader may call a child: by name where they work with the child, by number where they may see it.
func ChildWords(c door.ChildRef) string {
	switch {
	case c.Hidden:
		return "Restricted record"
	case c.Kind != "":
		return otherWords(c)
	case c.Name != "":
		return c.Name
	case c.ID != "":
		return "Child " + c.ID
	}
	return "Not a child"
}

// Ref is a child as a reader may see them: by name where they work with the child, else by number.
type Ref struct{ Text, Sub, Href string }

// RefTo makes the words and the link for a child. A restricted record that the reader may not open has neither name nor number.
func (f Frame) RefTo(c door.ChildRef) Ref {
	switch {
	case c.Kind != "" && !c.Hidden:
		return Ref{Text: otherWords(c)}
	case c.Hidden || c.ID == "":
		return Ref{Text: "Restricted record", Sub: "You have no grant to open it"}
	case c.Name == "":
		return Ref{Text: "Child\u00a0" + c.ID, Sub: ageWords(c.Age), Href: f.Child(c.ID)}
	case c.Age == "":
		return Ref{Text: c.Name, Sub: c.ID, Href: f.Child(c.ID)}
	}
	return Ref{Text: c.Name + ",\u00a0" + c.Age, Sub: c.ID, Href: f.Child(c.ID)}
}

// otherWords names what is no child: Carer household H12, and the authority by itself.
func otherWords(c door.ChildRef) string {
	if c.Kind == "authority" {
		return "The authority"
	}
	return words.Capital(c.Kind) + "\u00a0" + c.ID
}

// ageWords completes an age that stands by itself: 11 becomes aged 11; 3 months and due January 2027 stay as they are.
func ageWords(age string) string {
	if age == "" {
		return ""
	}
	if last := age[len(age)-1]; last >= '0' && last <= '9' && len(age) <= 2 {
		return "Aged " + age
	}
	return words.Capital(age)
}

// RefsTo makes the words and the links for children.
func (f Frame) RefsTo(children []door.ChildRef) []Ref {
	list := make([]Ref, 0, len(children))
	for _, c := range children {
		list = append(list, f.RefTo(c))
	}
	return list
}
