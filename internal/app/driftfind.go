package app

import (
	"context"
	"errors"
	"time"

	"heed/internal/engine"
	"heed/rulebook"
)

// findDrift gives every child left to wait within an actor's scope. A kind whose rule is broken is named, not left out
// silently.
func findDrift(ctx context.Context, in *Inquiry, page *DriftPage) ([]Drift, error) {
	people, err := in.Engine.People(ctx, in.Q) // whose the child was on the day asked about
	if err != nil {
		return nil, err
	}
	var list []Drift
	for _, k := range DriftKinds {
		var some []Drift
		if r := in.Book().Rule(k.rule); r != nil && r.Kind == rulebook.View {
			some, err = driftOfView(ctx, in, k, people)
		} else {
			some, err = driftOfDuty(ctx, in, k)
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
func driftOfDuty(ctx context.Context, in *Inquiry, k DriftKind) ([]Drift, error) {
	found, err := in.Engine.ListClocks(ctx, in.Q, engine.ClockFilter{Duty: k.rule, Subjects: in.Scope.subjects, Statuses: []Status{engine.Overdue}})
	if err != nil {
		return nil, err
	}
	list := make([]Drift, 0, len(found))
	for _, c := range found {
		row := Drift{
			Child: in.Scope.ref(c.Subject, in.Q.AsAt), Kind: k, Stage: k.stage, Since: civil(c.Arose, c.Timed), Limit: civil(c.Due, c.Timed),
			Owner: c.Owner, OwnerRole: c.OwnerRole, Team: c.Team, Rule: k.rule, Clock: ClockRef{c.Duty, c.Subject, c.Occasion},
			teamID: c.TeamID, subject: c.Subject,
		}
		row.count(in.Q.AsAt)
		list = append(list, row)
	}
	return list, nil
}

// driftOfView gives the rows of a view, with the worker that each child had on the day.
func driftOfView(ctx context.Context, in *Inquiry, k DriftKind, people *engine.People) ([]Drift, error) {
	found, err := in.Engine.RunRule(ctx, in.Q, k.rule)
	if err != nil {
		return nil, err
	}
	limits, err := matchLimits(ctx, in, k)
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
		if !in.Scope.of(subject).within {
			continue
		}
		person, _ := people.Find(subject)
		one := Drift{
			Child: in.Scope.ref(subject, in.Q.AsAt), Kind: k, Stage: row.Text("stage"), Since: day(row, "since_on"), Limit: day(row, "limit_on"),
			Owner: person.Worker, Team: person.Team, Rule: k.rule, teamID: person.TeamID, subject: subject,
		}
		if c, ok := limits[subject]; ok && one.Stage == matchStage && c.Arose.Equal(one.Since) {
			one.Limit, one.Rule, one.Clock = c.Due, c.Duty, ClockRef{c.Duty, c.Subject, c.Occasion}
		}
		one.count(in.Q.AsAt)
		list = append(list, one)
	}
	return list, nil
}

// matchLimits gives the open clocks of the match, by child, for the stage of adoption whose limit only they know.
func matchLimits(ctx context.Context, in *Inquiry, k DriftKind) (map[string]engine.Clock, error) {
	limits := map[string]engine.Clock{}
	if k.ID != "adoption" || in.Book().Rule(matchRule) == nil {
		return limits, nil
	}
	clocks, err := in.Engine.ListClocks(ctx, in.Q, engine.ClockFilter{
		Duty: matchRule, Subjects: in.Scope.subjects, Statuses: []Status{engine.Overdue, engine.DueSoon, engine.Running},
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
