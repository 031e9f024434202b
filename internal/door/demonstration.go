package door

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"heed/internal/access"
	"heed/internal/engine"
)

// DemonstrationFile is the file of the data directory that says who the people of a demonstration are. It is no record: nothing that is
// imported reaches it.
const DemonstrationFile = "demonstration.json"

// Demonstrate makes an authority's people those of a demonstration: the staff in post today, with the role and the team that they have
// today, and an invented guest for each role that none of them has. They and nobody else may sign in. Where that
// has been done before, they stay as they were then, whatever list of staff has been imported since. The caller serves a demonstration on its own machine only, since anyone may sign in as anyone.
func (d *Door) Demonstrate(ctx context.Context, authority string) error {
	if len(d.actors(authority)) > 0 {
		return nil
	}
	staff, err := d.staff(ctx, authority)
	if err != nil {
		return err
	}
	people := slices.Concat(d.demonstrated(), staff, d.guestsBeside(staff, authority))
	text, err := json.Marshal(people)
	if err != nil {
		return err
	}
	path := filepath.Join(d.cfg.Dir, DemonstrationFile)
	if err := os.WriteFile(path+".new", text, 0o600); err != nil {
		return fmt.Errorf("writing down the people of the demonstration: %w", err)
	}
	if err := os.Rename(path+".new", path); err != nil {
		return fmt.Errorf("writing down the people of the demonstration: %w", err)
	}
	d.people.Store(&people)
	return nil
}

// readDemonstration reads who the people of a demonstration are, where the data directory holds one.
func (d *Door) readDemonstration() error {
	text, err := os.ReadFile(filepath.Join(d.cfg.Dir, DemonstrationFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	var people []Actor
	if err == nil {
		err = json.Unmarshal(text, &people)
	}
	if err != nil {
		return fmt.Errorf("reading the people of the demonstration: %w", err)
	}
	d.people.Store(&people)
	return nil
}

// demonstrated gives the people of a demonstration, of all authorities.
func (d *Door) demonstrated() []Actor {
	if people := d.people.Load(); people != nil {
		return *people
	}
	return nil
}

// staff gives the staff in post today whose role Heed knows, as the authority's records name them.
func (d *Door) staff(ctx context.Context, authority string) ([]Actor, error) {
	a, err := d.authority(ctx, authority)
	if err != nil {
		return nil, err
	}
	q := d.today()
	workers, err := a.engine.Rows(ctx, q, "worker")
	if err != nil {
		return nil, Tidy(err)
	}
	teams, err := a.engine.Rows(ctx, q, "team")
	if err != nil {
		return nil, Tidy(err)
	}
	team := make(map[string]engine.SubjectRow, len(teams))
	for _, t := range teams {
		team[t.Text("team_id")] = t
	}
	var list []Actor
	for _, w := range workers {
		role := access.Role(w.Text("role"))
		if !inPost(w, q.AsAt) || !slices.Contains(access.Roles, role) || role == access.System {
			continue
		}
		id := w.Text("team_id")
		list = append(list, Actor{
			ID: w.Text("worker_id"), Name: w.Text("name"), Role: role, Authority: authority, AuthorityName: d.AuthorityName(authority),
			TeamID: id, Team: team[id].Text("name"), Service: team[id].Text("service"),
		})
	}
	return list, nil
}
