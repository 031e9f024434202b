//go:build !race || long

package door_test

import (
	"errors"
	"testing"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/imports"
	"heed/internal/testkit"
)

// importStaff imports a list of staff as whoever runs the commands.
func importStaff(t *testing.T, h *testkit.Heed, authority, list string) {
	t.Helper()
	folder := testkit.Lists(t, map[string]string{"worker.csv": list})
	if _, err := imports.Import(t.Context(), h.Session(door.System(authority)), imports.Request{Paths: []string{folder}}, nil); err != nil {
		t.Fatal(err)
	}
}

func TestAListOfStaffLetsNobodyInOutsideADemonstration(t *testing.T) {
	t.Parallel()
	h := testkit.Empty(t)
	const lambeth = "208"
	for _, authority := range []string{lambeth, testkit.Authority} {
		importStaff(t, h, authority, "worker_id,name,role\nmember-1,Orla Penhaligon,director\n")
		if who, err := h.FindActor(authority, "member-1"); !errors.Is(err, door.ErrNotFound) {
			t.Errorf("in %s a row of an imported list signs in as %s, %v", authority, who.Role, err)
		}
		if people, err := h.Personas(t.Context(), authority); err != nil || len(people) > 0 {
			t.Errorf("in %s %d people are offered, %v", authority, len(people), err)
		}
	}
}

func TestTheDemonstrationsGuestsTakeNobodysName(t *testing.T) {
	t.Parallel()
	h := testkit.Empty(t)
	importStaff(t, h, "208", "worker_id,name,role\nmember-1,Orla Penhaligon,social worker\n")
	importStaff(t, h, testkit.Authority, "worker_id,name,role\nmember-1,Orla Penhaligon,social worker\n")
	if err := h.Demonstrate(t.Context(), testkit.Authority); err != nil {
		t.Fatal(err)
	}
	for _, authority := range []string{"208", testkit.Authority} {
		names, err := h.Session(door.System(authority)).StaffNames(t.Context())
		if err != nil || names["member-1"] != "Orla Penhaligon" || (names["partner-1"] != "") != (authority == testkit.Authority) {
			t.Errorf("in %s member-1 is %q and partner-1 %q, %v", authority, names["member-1"], names["partner-1"], err)
		}
	}
	if who, err := h.FindActor(testkit.Authority, "member-1"); err != nil || who.Role != access.SocialWorker {
		t.Errorf("member-1 signs in as %s, %v", who.Role, err)
	}
	if _, err := h.FindActor("208", "partner-1"); !errors.Is(err, door.ErrNotFound) {
		t.Errorf("a guest of the demonstration signs in elsewhere: %v", err)
	}
}

// Whatever a list of staff says of the people of a demonstration, or of anybody else, nobody's role, team or service changes.
func TestNoListOfStaffChangesWhoThePeopleOfADemonstrationAre(t *testing.T) {
	t.Parallel()
	h := testkit.OpenCold(t)
	var before []door.Actor
	for _, who := range h.Staff(t) {
		if who.Role != access.System {
			before = append(before, who)
		}
	}
	list := "worker_id,name,role,team_id,started_on\nW99,Orla Penhaligon,director,,2020-01-06\n"
	for _, who := range before {
		list += who.ID + ",Renamed,director,T2,2020-01-06\n"
	}
	importStaff(t, h, testkit.Authority, list)
	for _, again := range []bool{false, true} { // marking them again changes nothing either
		if again {
			if err := h.Demonstrate(t.Context(), testkit.Authority); err != nil {
				t.Fatal(err)
			}
		}
		for _, was := range before {
			if now, err := h.FindActor(testkit.Authority, was.ID); err != nil || now != was {
				t.Errorf("%+v is now %+v, %v", was, now, err)
			}
		}
		if who, err := h.FindActor(testkit.Authority, "W99"); !errors.Is(err, door.ErrNotFound) {
			t.Errorf("a row of an imported list signs in as %s, %v", who.Role, err)
		}
	}
}
