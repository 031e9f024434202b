package kit

import (
	"testing"

	"heed/internal/clocks"
	"heed/internal/door"
	"heed/internal/engine"
)

func TestThatNobodyIsAllocatedIsSaidAsSuch(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		owner, role, team string
		hidden            bool
		want, below       string
	}{
		{"", "social worker", "North", false, "Nobody: not allocated", "North"},
		{"", "", "", false, "Nobody: not allocated", ""},
		{"", "reviewing officer", "North", false, "Reviewing officer", "North"},
		{"Ada Mere", "social worker", "North", false, "Ada Mere", "North"},
		{"Ada Mere", "reviewing officer", "North", false, "Ada Mere", "Reviewing officer; child’s team: North"},
		{"Ada Mere", "reviewing officer", "", false, "Ada Mere", "Reviewing officer"},
		{"Ada Mere", "social worker", "North", true, "Not shown", "North"},
	} {
		child := door.ChildRef{ID: "1", Hidden: c.hidden}
		owner, below := ClockOwner(clocks.Clock{Child: child, Clock: engine.Clock{Owner: c.owner, OwnerRole: c.role, Team: c.team}})
		if owner != c.want || below != c.below || OwnerWords(child, c.owner, c.role) != c.want {
			t.Errorf("%q as %q of %q is %q, below %q; want %q, below %q", c.owner, c.role, c.team, owner, below, c.want, c.below)
		}
	}
}
