// Package oversight holds what those who answer for the access log ask of it: who has seen a child's record, and which looks are odd enough for somebody to
// look into them.
package oversight

import (
	"context"
	"slices"
	"strings"
	"time"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/engine"
)

// holding is a role that one of the staff holds or held towards a child. To is the day on which it ended, zero where it goes on.
type holding struct {
	Worker, Team, Role string
	From, To           time.Time
}

// on says whether it holds on a day.
func (h holding) on(day time.Time) bool {
	return !h.From.After(day) && (h.To.IsZero() || h.To.After(day))
}

// ties are who has ever been allocated to whom, and where people work, as it is known now.
type ties struct {
	accounts *door.Accounts
	// held are the roles towards each child, by its first number.
	held map[string][]holding
	// teamOf is by worker, serviceOf by team, and leftOn the last day of those who have one, by worker.
	teamOf, serviceOf map[string]string
	leftOn            map[string]time.Time
}

// allocations are the record types that say who is allocated to a child.
var allocations = []string{"allocation", "social_worker"}

// tiesOf reads the ties of some children.
func tiesOf(ctx context.Context, in *door.Inquiry, children []string) (*ties, error) {
	t := &ties{held: map[string][]holding{}, teamOf: map[string]string{}, serviceOf: map[string]string{}, leftOn: map[string]time.Time{}}
	var err error
	if t.accounts, err = in.Accounts(ctx); err != nil {
		return nil, err
	}
	found, err := in.Engine.SubjectRows(ctx, in.Q, children, allocations...)
	if err != nil {
		return nil, door.Tidy(err)
	}
	for _, name := range allocations {
		for _, row := range found[name] {
			h := holding{Worker: row.Text("worker_id"), Team: row.Text("team_id"), Role: row.Text("role"), From: day(row, "started_on"), To: day(row, "ended_on")}
			if h.Role == "" {
				h.Role = string(access.SocialWorker) // of the looked-after return, which holds no other
			}
			child := in.Scope.People.First(row.Text("subject_id"))
			t.held[child] = append(t.held[child], h)
		}
	}
	workers, err := in.Engine.Rows(ctx, in.Q, "worker")
	if err != nil {
		return nil, door.Tidy(err)
	}
	for _, row := range workers {
		id := row.Text("worker_id")
		t.teamOf[id] = row.Text("team_id")
		if left := day(row, "left_on"); !left.IsZero() {
			t.leftOn[id] = left
		}
	}
	teams, err := in.Engine.Rows(ctx, in.Q, "team")
	if err != nil {
		return nil, door.Tidy(err)
	}
	for _, row := range teams {
		t.serviceOf[row.Text("team_id")] = row.Text("service")
	}
	return t, nil
}

func day(row engine.SubjectRow, field string) time.Time {
	d, _ := row[field].(time.Time)
	return d
}

// workers gives by which numbers of the list of staff whoever did something may know the child: their own, and that of the colleague for whom they acted. Of
// whoever has no account, as in a demonstration, the log keeps the number itself.
func (t *ties) workers(by string) []string {
	var list []string
	for _, id := range []string{door.PersonOf(by), door.WhomOf(by)} {
		one, ok := t.accounts.Find(id)
		switch {
		case ok && one.WorkerID != "":
			list = append(list, one.WorkerID)
		case id != "":
			list = append(list, id)
		}
	}
	return list
}

// allocated gives the roles that whoever did something holds or held towards a child, those of now and the latest first.
func (t *ties) allocated(by, child string, today time.Time) []holding {
	workers := t.workers(by)
	var list []holding
	for _, h := range t.held[child] {
		if slices.Contains(workers, h.Worker) && !h.From.After(today) {
			list = append(list, h)
		}
	}
	sortHoldings(list)
	return list
}

// sortHoldings puts those that go on before those that have ended, and the later before the earlier.
func sortHoldings(list []holding) {
	slices.SortFunc(list, func(x, y holding) int {
		if x.To.IsZero() != y.To.IsZero() {
			if x.To.IsZero() {
				return -1
			}
			return 1
		}
		if c := y.From.Compare(x.From); c != 0 {
			return c
		}
		return strings.Compare(x.Worker+x.Role, y.Worker+y.Role)
	})
}

// places gives the teams and services of whoever did something: by the list of staff, and as their roles name them.
func (t *ties) places(by string) (teams, services map[string]bool) {
	teams, services = map[string]bool{}, map[string]bool{}
	for _, worker := range t.workers(by) {
		teams[t.teamOf[worker]] = true
	}
	for _, account := range []string{door.PersonOf(by), door.WhomOf(by)} {
		for _, role := range t.accounts.Roles(account) {
			teams[role.TeamID], services[role.Service] = true, true
		}
	}
	for team := range teams {
		services[t.serviceOf[team]] = true
	}
	delete(teams, "")
	delete(services, "")
	return teams, services
}

// near says whether a child is or was with the team of whoever did something as a team manager, or with their service as a head of service.
func (t *ties) near(by string, role access.Role, child string) bool {
	teams, services := t.places(by)
	return slices.ContainsFunc(t.held[child], func(h holding) bool {
		switch role {
		case access.TeamManager:
			return teams[h.Team] || teams[t.teamOf[h.Worker]]
		case access.HeadOfService:
			return services[t.serviceOf[h.Team]] || services[t.serviceOf[t.teamOf[h.Worker]]]
		default:
			return false
		}
	})
}

// lastDay gives the last day of whoever did something: by their account or by the list of staff, the earlier of both; zero where they have none.
func (t *ties) lastDay(by string) time.Time {
	person := door.PersonOf(by)
	one, ok := t.accounts.Find(person)
	worker := person
	var last time.Time
	if ok {
		worker = one.WorkerID
		last, _ = time.Parse(time.DateOnly, one.To) // zero where it is blank
	}
	if left, has := t.leftOn[worker]; has && (last.IsZero() || left.Before(last)) {
		last = left
	}
	return last
}
