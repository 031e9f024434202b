package app

import (
	"context"
	"errors"
	"time"

	"heed/internal/engine"
	"heed/rulebook"
)

// drifting gives every child left to wait within an actor's scope. A kind whose rule is broken is named, not left out
// silently.
func (a *App) drifting(ctx context.Context, d *desk, kinds []DriftKind, page *DriftPage) ([]Drift, error) {
	people, err := d.engine.People(ctx, d.q) // whose the child was on the day asked about
	if err != nil {
		return nil, err
	}
	var list []Drift
	for _, k := range kinds {
		var some []Drift
		if k.rule.Kind == rulebook.View {
			some, err = a.driftOfView(ctx, d, k, people)
		} else {
			some, err = a.driftOfDuty(ctx, d, k)
		}
		if broken := new(BrokenError); errors.As(err, &broken) {
			page.Broken = append(page.Broken, k.Title)
			continue
		}
		if err != nil {
			return nil, err
		}
		list = append(list, some...)
	}
	return list, nil
}

// driftOfDuty gives the overdue clocks of a duty.
func (a *App) driftOfDuty(ctx context.Context, d *desk, k DriftKind) ([]Drift, error) {
	found, err := d.engine.ListClocks(ctx, d.q, engine.ClockFilter{Duty: k.rule.ID, Subjects: d.sight.subjects, Statuses: []Status{engine.Overdue}})
	if err != nil {
		return nil, err
	}
	list := make([]Drift, 0, len(found))
	for _, c := range found {
		row := Drift{
			Child: d.sight.ref(c.Subject, d.q.AsAt), Kind: k, Stage: k.rule.Drift.Stage, Since: civil(c.Arose, c.Timed), Limit: civil(c.Due, c.Timed),
			Owner: c.Owner, OwnerRole: c.OwnerRole, Team: c.Team, Rule: k.rule.ID, Clock: ClockRef{c.Duty, c.Subject, c.Occasion},
			teamID: c.TeamID, subject: c.Subject,
		}
		row.count(d.q.AsAt)
		list = append(list, row)
	}
	return list, nil
}

// driftOfView gives the rows of a view, with the worker that each child had on the day.
func (a *App) driftOfView(ctx context.Context, d *desk, k DriftKind, people *engine.People) ([]Drift, error) {
	found, err := d.engine.RunRule(ctx, d.q, k.rule.ID)
	if err != nil {
		return nil, err
	}
	limits, err := a.stageLimits(ctx, d, k)
	if err != nil {
		return nil, err
	}
	var list []Drift
	for _, values := range found.Rows {
		row := engine.SubjectRow{}
		for i, column := range found.Columns {
			row[column] = values[i]
		}
		subject := row.Text("subject_id")
		if !d.sight.of(subject).within {
			continue
		}
		person, _ := people.Find(subject)
		one := Drift{
			Child: d.sight.ref(subject, d.q.AsAt), Kind: k, Stage: row.Text("stage"), Since: day(row, "since_on"), Limit: day(row, "limit_on"),
			Owner: person.Worker, Team: person.Team, Rule: k.rule.ID, teamID: person.TeamID, subject: subject,
		}
		if c, ok := limits[subject]; ok && one.Stage == k.rule.Drift.LimitStage && c.Arose.Equal(one.Since) {
			one.Limit, one.Rule, one.Clock = c.Due, c.Duty, ClockRef{c.Duty, c.Subject, c.Occasion}
		}
		one.count(d.q.AsAt)
		list = append(list, one)
	}
	return list, nil
}

// stageLimits gives, by child, the open clocks of the duty that knows the limit of one of a kind's stages.
func (a *App) stageLimits(ctx context.Context, d *desk, k DriftKind) (map[string]engine.Clock, error) {
	limits := map[string]engine.Clock{}
	if k.rule.Drift.LimitDuty == "" {
		return limits, nil
	}
	clocks, err := d.engine.ListClocks(ctx, d.q, engine.ClockFilter{
		Duty: k.rule.Drift.LimitDuty, Subjects: d.sight.subjects, Statuses: []Status{engine.Overdue, engine.DueSoon, engine.Running},
	})
	for _, c := range clocks {
		limits[c.Subject] = c
	}
	return limits, err
}

// count works out how long has been waited, and how much of it after the limit.
func (r *Drift) count(asAt time.Time) {
	r.Waited = daysBetween(r.Since, asAt)
	if !r.Limit.IsZero() {
		r.Beyond = max(daysBetween(r.Limit, asAt), 0)
	}
}
