package kit

import (
	"heed/internal/clocks"
	"heed/internal/words"
)

// ClockTable is a list of clocks as a table.
type ClockTable struct {
	// Caption says what the list holds, for those who cannot see what stands around it.
	Caption   string
	HideOwner bool
	Rows      []clockRow
}

// clockRow is one clock: whose, how it stands, what is owed, on whose authority, and by whom.
type clockRow struct {
	Child          Ref
	Tag            Tag
	When           string
	Duty, DutyHref string
	// Force says who decided the limit; it stands beside every duty. Team is the child's, with the owner's role.
	Force, Owner, Team, Detail string
}

// ClockTable makes the table of a list of clocks.
func (f Frame) ClockTable(caption string, clocks []clocks.Clock) ClockTable {
	t := ClockTable{Caption: caption, Rows: make([]clockRow, 0, len(clocks))}
	for _, c := range clocks {
		t.Rows = append(t.Rows, f.clockRow(c))
	}
	return t
}

func (f Frame) clockRow(c clocks.Clock) clockRow {
	row := clockRow{
		Child: f.RefTo(c.Child), Tag: ClockTag(c), When: c.Brief, Duty: c.DutyTitle, DutyHref: f.Clock(c),
		Force: LimitWords(c.Force, c.Number), Detail: c.Detail,
	}
	row.Owner, row.Team = ClockOwner(c)
	return row
}

// ClockOwner says whose clock it is, and below that their role, where it is not the child's own worker, and the child's team.
func ClockOwner(c clocks.Clock) (owner, below string) {
	own := c.OwnerRole == "" || c.OwnerRole == "social worker"
	switch {
	case c.Child.Hidden:
		return "Not shown", c.Team
	case c.Owner == "" && own:
		return "Nobody: not allocated", c.Team
	case c.Owner == "":
		return words.Capital(c.OwnerRole), c.Team
	case own:
		return c.Owner, c.Team
	case c.Team == "":
		return c.Owner, words.Capital(c.OwnerRole)
	}
	return c.Owner, words.Capital(c.OwnerRole) + "; child’s team: " + c.Team
}
