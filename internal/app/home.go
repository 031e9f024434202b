package app

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"heed/catalogue"
	"heed/internal/access"
	"heed/internal/engine"
)

// WorkerHome is what a worker sees first: what is late and what comes next, by child.
type WorkerHome struct {
	Asked

	// Overdue, DueSoon and CannotTell count the worker's own clocks; Children, the children they work with.
	Overdue, DueSoon, CannotTell, Children int
	// Work is the children who need something, the most urgent first.
	Work []WorkChild
	// OtherChildren is how many have nothing due.
	OtherChildren int
	// Done are the worker's clocks met in the last seven days.
	Done []Clock
	// HiddenN is how many clocks are of restricted records that the worker has no grant for.
	HiddenN int
}

// WorkChild is one child with what is due for them.
type WorkChild struct {
	Child ChildRef
	// Status says how the child stands: "On a child protection plan (Neglect) since 3 July 2026".
	Status string
	// LastSeen is the last visit recorded, zero where there is none.
	LastSeen time.Time
	Clocks   []Clock
}

// needing are the statuses that ask something of somebody.
var needing = []Status{engine.Overdue, engine.CannotTell, engine.DueSoon}

// FindWorkerHome gives a worker's own work.
func FindWorkerHome(ctx context.Context, s *Session) (WorkerHome, error) {
	if err := s.Allow(ctx, access.ListClocks, "home"); err != nil {
		return WorkerHome{}, err
	}
	in, err := s.Open(ctx)
	if err != nil {
		return WorkerHome{}, Tidy(err)
	}
	home := WorkerHome{Asked: in.Asked, Children: len(in.Scope.readable)}
	if err := fillWork(ctx, in, &home); err != nil {
		return WorkerHome{}, Tidy(err)
	}
	detail := fmt.Sprintf("home as at %s: %d children", in.Q.AsAt.Format(time.DateOnly), len(home.Work))
	return home, s.Log(ctx, access.ListClocks, "", detail)
}

func fillWork(ctx context.Context, in *Inquiry, home *WorkerHome) error {
	mine := engine.ClockFilter{Owner: in.Who.ID, Subjects: in.Scope.subjects, Statuses: needing}
	clocks, err := listClocks(ctx, in, mine)
	if err != nil {
		return err
	}
	at := map[string]int{}
	for _, c := range clocks {
		switch c.Status {
		case engine.Overdue:
			home.Overdue++
		case engine.DueSoon:
			home.DueSoon++
		case engine.CannotTell:
			home.CannotTell++
		case engine.Met, engine.MetLate, engine.Excused, engine.Running:
		}
		if c.Child.Hidden {
			home.HiddenN++
			continue
		}
		i, ok := at[c.Subject]
		if !ok {
			i = len(home.Work)
			at[c.Subject] = i
			home.Work = append(home.Work, WorkChild{Child: c.Child})
		}
		home.Work[i].Clocks = append(home.Work[i].Clocks, c)
	}
	if err := fillStanding(ctx, in, home.Work); err != nil {
		return err
	}
	home.OtherChildren = max(home.Children-len(home.Work), 0)
	mine.Statuses, mine.MetSince = []Status{engine.Met, engine.MetLate}, in.Q.AsAt.AddDate(0, 0, -7)
	done, err := listClocks(ctx, in, mine)
	home.Done = slices.DeleteFunc(done, func(c Clock) bool { return c.Child.Hidden })
	return err
}

// fillStanding says of each child how they stand on the day and when they were last seen.
func fillStanding(ctx context.Context, in *Inquiry, work []WorkChild) error {
	if len(work) == 0 {
		return nil
	}
	ids := make([]string, 0, len(work))
	lives := map[string]*life{}
	for _, w := range work {
		ids = append(ids, w.Child.ID)
		lives[w.Child.ID] = &life{rows: map[string][]engine.SubjectRow{}}
	}
	found, err := in.Engine.SubjectRows(ctx, in.Q, ids, "care_spell", "legal_spell", "cp_plan", "cin_episode", "cp_visit")
	if err != nil {
		return err
	}
	for name, rows := range found {
		for _, row := range rows {
			if l := lives[row.Text("subject_id")]; l != nil {
				l.rows[name] = append(l.rows[name], row)
			}
		}
	}
	for i := range work {
		l := lives[work[i].Child.ID]
		work[i].Status = standingWords(in.Catalogue(), l, in.Q.AsAt)
		for _, v := range l.rows["cp_visit"] {
			seen, _ := v["seen"].(bool)
			if on := day(v, "visited_on"); seen && !on.After(in.Q.AsAt) && on.After(work[i].LastSeen) {
				work[i].LastSeen = on
			}
		}
	}
	return nil
}

// standingWords says how a child stands in one line.
func standingWords(types *catalogue.Catalogue, l *life, on time.Time) string {
	if care, ok := l.openOn("care_spell", "started_on", "ended_on", on); ok {
		words := "Looked after since " + longDate(day(care, "started_on"))
		if legal, ok := l.openOn("legal_spell", "started_on", "ended_on", on); ok {
			words += ", " + lowerFirst(codeLabel(types, "legal-status", legal.Text("legal_status")))
		}
		return words
	}
	if plan, ok := l.openOn("cp_plan", "started_on", "ended_on", on); ok {
		category := plan.Text("latest_category")
		if category == "" {
			category = plan.Text("initial_category")
		}
		return fmt.Sprintf("On a child protection plan (%s) since %s", strings.ToLower(codeLabel(types, "abuse-category", category)), longDate(day(plan, "started_on")))
	}
	if need, ok := l.openOn("cin_episode", "referred_on", "closed_on", on); ok {
		return "Child in need since " + longDate(day(need, "referred_on"))
	}
	return ""
}

func lowerFirst(s string) string {
	if len(s) < 2 || s[1] >= 'A' && s[1] <= 'Z' {
		return s // an abbreviation
	}
	return strings.ToLower(s[:1]) + s[1:]
}
