package web

import (
	"heed/internal/clocks"
	"heed/internal/door"
	"strings"
)

// clockTable is a list of clocks as a table.
type clockTable struct {
	// Caption says what the list holds, for those who cannot see what stands around it.
	Caption   string
	HideOwner bool
	Rows      []clockRow
}

// clockRow is one clock: whose, how it stands, what is owed, on whose authority, and by whom.
type clockRow struct {
	Child          refView
	Tag            tagView
	When           string
	Duty, DutyHref string
	// Force says who decided the limit; it stands beside every duty. Team is the child's, with the owner's role.
	Force, Owner, Team, Detail string
}

// refView is a child as a reader may see them: by name where they work with the child, else by number.
type refView struct{ Text, Sub, Href string }

// clockTable makes the table of a list of clocks.
func (f frame) clockTable(caption string, clocks []clocks.Clock) clockTable {
	t := clockTable{Caption: caption, Rows: make([]clockRow, 0, len(clocks))}
	for _, c := range clocks {
		t.Rows = append(t.Rows, f.clockRow(c))
	}
	return t
}

func (f frame) clockRow(c clocks.Clock) clockRow {
	row := clockRow{
		Child: f.ref(c.Child), Tag: clockTag(c), When: whenWords(c), Duty: c.DutyTitle, DutyHref: f.Clock(c),
		Force: limitWords(c.Force, c.Number), Detail: c.Detail,
	}
	row.Owner, row.Team = clockOwner(c)
	return row
}

// clockOwner says whose clock it is, and below that their role, where it is not the child's own worker, and the child's team.
func clockOwner(c clocks.Clock) (owner, below string) {
	own := c.OwnerRole == "" || c.OwnerRole == "social worker"
	switch {
	case c.Child.Hidden:
		return "Not shown", c.Team
	case c.Owner == "" && own:
		return "Nobody: not allocated", c.Team
	case c.Owner == "":
		return capital(c.OwnerRole), c.Team
	case own:
		return c.Owner, c.Team
	case c.Team == "":
		return c.Owner, capital(c.OwnerRole)
	}
	return c.Owner, capital(c.OwnerRole) + "; child’s team: " + c.Team
}

// whenWords is how a clock stands, without the word that its tag has said already.
func whenWords(c clocks.Clock) string {
	for _, word := range []string{"Cannot tell: ", "Excused: "} {
		if rest, ok := strings.CutPrefix(c.When, word); ok {
			return capital(rest)
		}
	}
	return c.When
}

// ref makes the words and the link for a child. A restricted record that the reader may not open has neither name nor number.
func (f frame) ref(c door.ChildRef) refView {
	switch {
	case c.Kind != "" && !c.Hidden:
		return refView{Text: otherWords(c)}
	case c.Hidden || c.ID == "":
		return refView{Text: "Restricted record", Sub: "You have no grant to open it"}
	case c.Name == "":
		return refView{Text: "Child\u00a0" + c.ID, Sub: ageWords(c.Age), Href: f.Child(c.ID)}
	case c.Age == "":
		return refView{Text: c.Name, Sub: c.ID, Href: f.Child(c.ID)}
	}
	return refView{Text: c.Name + ",\u00a0" + c.Age, Sub: c.ID, Href: f.Child(c.ID)}
}

// otherWords names what is no child: Carer household H12, and the authority by itself.
func otherWords(c door.ChildRef) string {
	if c.Kind == "authority" {
		return "The authority"
	}
	return capital(c.Kind) + "\u00a0" + c.ID
}

// ageWords completes an age that stands by itself: 11 becomes aged 11; 3 months and due January 2027 stay as they are.
func ageWords(age string) string {
	if age == "" {
		return ""
	}
	if last := age[len(age)-1]; last >= '0' && last <= '9' && len(age) <= 2 {
		return "Aged " + age
	}
	return capital(age)
}
