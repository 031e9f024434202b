package home_test

import (
	"testing"

	"heed/internal/clocks"
	"heed/internal/testkit"
)

// A child whose worker is in no team is not said to have nobody: the last column of what is late by team is of children with no team, and its
// numbers open exactly them.
func TestAChildWhoseWorkerHasNoTeamIsNotSaidToHaveNobody(t *testing.T) {
	t.Parallel()
	h := testkit.OpenCold(t)
	testkit.Put(t, h, "worker", map[string]string{"worker_id": "W99", "name": "Orla Penhaligon", "role": "social worker", "started_on": "2026-01-05"})
	for _, child := range testkit.Children() {
		testkit.Put(t, h, "allocation", map[string]string{"child_id": child, "worker_id": "W99", "role": "social worker", "started_on": "2026-10-01"})
	}
	s := h.Session(h.Actor(t, "W8"))
	heat := director(t, s).Heat
	last := len(heat.Teams) - 1
	if heat.Teams[last].Label != "No team" || heat.Totals[last] == 0 {
		t.Fatalf("the last column is %q with %d late", heat.Teams[last].Label, heat.Totals[last])
	}
	of := func(list clocks.Filter, n int) {
		list.NoTeam = true
		sameAsList(t, s, "no team", n, list)
		list.PerPage = -1
		page, err := clocks.List(t.Context(), s, list)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range page.Clocks {
			if c.TeamID != "" || c.About != "child" {
				t.Errorf("%s of a %s in team %q is listed as of a child with no team", c.Duty, c.About, c.TeamID)
			}
		}
	}
	of(heat.List, heat.Totals[last])
	for _, row := range heat.Rows {
		if cell := row.Cells[last]; cell.Applies {
			list := heat.List
			list.Duty = row.Duty.ID
			of(list, cell.N)
		}
	}
}
