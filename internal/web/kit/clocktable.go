package kit

import (
	"heed/internal/clocks"
	"heed/internal/door"
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

// OwnerWords says whose something about a child is: a worker, a role that nobody is known to hold, or nobody, where that would be the
// child's own worker and the records cover who works with whom.
func OwnerWords(child door.ChildRef, owner, role string) string {
	switch {
	case child.Hidden:
		return "Not shown"
	case owner != "":
		return owner
	case isOwnWorker(role) && child.WorkerUnknown:
		return "Not known"
	case isOwnWorker(role):
		return "Nobody: not allocated"
	}
	return words.Capital(role)
}

// isOwnWorker says whether a role is that of the worker allocated to the child.
func isOwnWorker(role string) bool { return role == "" || role == "social worker" }

// ClockOwner says whose clock it is, and below that their role, where it is not the child's own worker, and the child's team.
func ClockOwner(c clocks.Clock) (owner, below string) {
	owner = OwnerWords(c.Child, c.Owner, c.OwnerRole)
	switch {
	case c.Child.Hidden || c.Owner == "" || isOwnWorker(c.OwnerRole):
		return owner, c.Team
	case c.Team == "":
		return owner, words.Capital(c.OwnerRole)
	}
	return owner, words.Capital(c.OwnerRole) + "; child’s team: " + c.Team
}
