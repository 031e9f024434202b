package door_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"heed/internal/access"
	"heed/internal/account"
	"heed/internal/door"
	"heed/internal/records"
	"heed/internal/testkit"
)

// accountOf makes an account, as whoever runs the commands does.
func accountOf(t *testing.T, h *testkit.Heed, name, worker string, role access.Role) door.Account {
	t.Helper()
	k := account.Keeper{Session: h.Session(door.System(testkit.Authority))}
	email := strings.ReplaceAll(name, " ", ".") + "@heed.example"
	id, faults, err := k.Create(t.Context(), account.New{Name: name, Email: email, WorkerID: worker, Role: account.Role{Role: role}})
	if err != nil || len(faults) > 0 {
		t.Fatal(faults, err)
	}
	one, err := h.FindAccount(t.Context(), testkit.Authority, id)
	if err != nil {
		t.Fatal(err)
	}
	return one
}

// capacities gives as what an account may sign in today.
func capacities(t *testing.T, h *testkit.Heed, one door.Account) []door.Actor {
	t.Helper()
	all, err := h.Capacities(t.Context(), testkit.Authority, one.ID)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// Who is gone from a list of staff that has others has left, with whoever acts for them. A list of nobody says nothing.
func TestWhoIsGoneFromTheListOfStaffHasLeft(t *testing.T) {
	t.Parallel()
	h := testkit.Empty(t)
	put := func(id string) records.Version {
		return testkit.Put(t, h, "worker", map[string]string{"worker_id": id, "name": "Somebody " + id, "role": "social worker", "started_on": "2020-01-06"})
	}
	gone, stays := put("S1"), put("S2")
	one, acts := accountOf(t, h, "Gone One", "S1", access.SocialWorker), accountOf(t, h, "Stays One", "S2", access.SocialWorker)
	none := accountOf(t, h, "Listed Nowhere", "", access.SocialWorker)
	k := account.Keeper{Session: h.Session(door.System(testkit.Authority))}
	stand := account.Stand{Account: acts.ID, For: one.ID, Role: access.SocialWorker, Reason: "On leave", To: h.Today().AddDate(0, 0, 7).Format("2006-01-02")}
	if faults, err := k.ActFor(t.Context(), stand); err != nil || len(faults) > 0 {
		t.Fatal(faults, err)
	}
	was := capacities(t, h, one)[0].Capacity()
	stands := func(what string, own, acting, unlisted int) {
		t.Helper()
		if a, b, c := len(capacities(t, h, one)), len(capacities(t, h, acts)), len(capacities(t, h, none)); a != own || b != acting || c != unlisted {
			t.Errorf("%s: they may sign in as %d, the other as %d, who is listed nowhere as %d; want %d, %d, %d", what, a, b, c, own, acting, unlisted)
		}
	}
	withdraw := func(v records.Version) {
		t.Helper()
		if err := records.Withdraw(t.Context(), h.Session(door.System(testkit.Authority)), "worker", v.ID, "left"); err != nil {
			t.Fatal(err)
		}
	}
	stands("while both are listed", 1, 2, 1)
	withdraw(gone)
	stands("once one is gone", 0, 1, 1)
	if _, err := h.FindCapacity(t.Context(), was); !errors.Is(err, door.ErrNotFound) {
		t.Errorf("a session of theirs goes on: %v", err)
	}
	if ended, err := h.HasEnded(t.Context(), one); !ended || err != nil {
		t.Errorf("they have not ended, %v", err)
	}
	if d, err := k.Find(t.Context(), one.ID); err != nil || d.Standing != account.Left {
		t.Errorf("they stand as %q, %v", d.Standing, err)
	}
	withdraw(stays)
	stands("where the list has nobody", 1, 2, 1)
	put("S1")
	stands("once they are back, and the other is gone", 1, 0, 1)
}

// A role holds from its first day to its last, and one that needs a second person not by itself.
func TestARoleHoldsFromDayToDay(t *testing.T) {
	t.Parallel()
	h := testkit.OpenCold(t)
	one := accountOf(t, h, "Dilys Okonjo", "W1", access.SocialWorker)
	k := account.Keeper{Session: h.Session(door.System(testkit.Authority))}
	from, to := h.Today().AddDate(0, 0, 1), h.Today().AddDate(0, 0, 2)
	for _, role := range []access.Role{access.PersonalAdviser, access.Director} {
		if faults, err := k.Give(t.Context(), one.ID, account.Role{Role: role, From: from.Format("2006-01-02"), To: to.Format("2006-01-02")}); err != nil || len(faults) > 0 {
			t.Fatal(faults, err)
		}
	}
	for day, want := range []int{1, 2, 2, 1} {
		h.SetNow(from.AddDate(0, 0, day-1))
		got := capacities(t, h, one)
		if len(got) != want || slices.ContainsFunc(got, func(who door.Actor) bool { return who.Role == access.Director }) {
			t.Errorf("%d days from today: %d roles, want %d", day, len(got), want)
		}
		h.SetNow(from.AddDate(0, 0, day).Add(-1))
		if got := capacities(t, h, one); len(got) != want {
			t.Errorf("at the end of that day: %d roles, want %d", len(got), want)
		}
	}
}

// Those who see every child, or keep accounts, and nobody else.
func TestTheRolesThatNeedASecondPerson(t *testing.T) {
	t.Parallel()
	h := small.Open(t)
	var need []access.Role
	for _, role := range account.Roles() {
		if h.NeedsSecond(role) {
			need = append(need, role)
		}
	}
	if want := []access.Role{access.Director, access.Analyst, access.Inspector, access.Administrator}; !slices.Equal(sorted(need), sorted(want)) {
		t.Errorf("a second person is needed for %q, want %q", need, want)
	}
}

func sorted(roles []access.Role) []access.Role {
	slices.Sort(roles)
	return roles
}
