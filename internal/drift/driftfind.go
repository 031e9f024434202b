package drift

import (
	"context"
	"errors"
	"time"

	"heed/internal/children"
	"heed/internal/clocks"
	"heed/internal/door"
	"heed/internal/engine"
	"heed/internal/words"
	"heed/rulebook"
)

// findDrift gives every child left to wait within an actor's scope. A kind whose rule is broken is named, not left out
// silently.
func findDrift(ctx context.Context, in *door.Inquiry, kinds []Kind, page *Page) ([]Row, error) {
	people, err := in.Engine.People(ctx, in.Q) // whose the child was on the day asked about
	if err != nil {
		return nil, err
	}
	var list []Row
	for _, k := range kinds {
		some, err := driftOf(ctx, in, k, people, page)
		if broken := new(door.BrokenError); errors.As(err, &broken) {
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

// driftOf gives the children that a kind finds waiting, and counts those of whom it cannot tell.
func driftOf(ctx context.Context, in *door.Inquiry, k Kind, people *engine.People, page *Page) ([]Row, error) {
	if err := page.addUntold(ctx, in, k); err != nil {
		return nil, err
	}
	if k.rule.Kind == rulebook.View {
		return driftOfView(ctx, in, k, people)
	}
	return driftOfDuty(ctx, in, k)
}

// driftOfDuty gives the overdue clocks of a duty.
func driftOfDuty(ctx context.Context, in *door.Inquiry, k Kind) ([]Row, error) {
	f := in.Scope.Clocks()
	f.Duty, f.Statuses = k.rule.ID, []clocks.Status{engine.Overdue}
	found, err := in.Engine.ListClocks(ctx, in.Q, f)
	if err != nil {
		return nil, err
	}
	list := make([]Row, 0, len(found))
	for _, c := range found {
		row := Row{
			Child: in.Ref(c.Subject), Kind: k, Stage: k.rule.Drift.Stage, Since: door.Civil(c.Arose, c.Timed), Limit: door.Civil(c.Due, c.Timed),
			Owner: c.Owner, OwnerRole: c.OwnerRole, Team: c.Team, Rule: k.rule.ID, Clock: clocks.Ref{Duty: c.Duty, Subject: c.Subject, Occasion: c.Occasion},
			KnownTo: c.KnownTo, teamID: c.TeamID, subject: c.Subject,
		}
		row.count(in.Q.AsAt)
		list = append(list, row)
	}
	return list, nil
}

// driftOfView gives the rows of a view, with the worker that each child had on the day.
func driftOfView(ctx context.Context, in *door.Inquiry, k Kind, people *engine.People) ([]Row, error) {
	found, err := in.Engine.RunRule(ctx, in.Q, k.rule.ID)
	if err != nil {
		return nil, err
	}
	limits, err := stageLimits(ctx, in, k)
	if err != nil {
		return nil, err
	}
	var list []Row
	for _, values := range found.Rows {
		row := engine.SubjectRow{}
		for i, column := range found.Columns {
			row[column] = values[i]
		}
		subject := row.Text("subject_id")
		if !in.Scope.Of(subject).Read {
			continue
		}
		person, _ := people.Find(subject)
		one := Row{
			Child: in.Ref(subject), Kind: k, Stage: row.Text("stage"), Since: children.Day(row, "begun_on"), Limit: children.Day(row, "limit_on"),
			KnownTo: children.Day(row, "known_to"), Missing: row.Text("missing"),
			Owner: person.Worker, Team: person.Team, Rule: k.rule.ID, teamID: person.TeamID, subject: subject,
		}
		if c, ok := limits[subject]; ok && one.Stage == k.rule.Drift.LimitStage && c.Arose.Equal(one.Since) {
			if one.KnownTo.IsZero() {
				one.KnownTo = c.KnownTo
			}
			one.Limit, one.Rule, one.Clock = c.Due, c.Duty, clocks.Ref{Duty: c.Duty, Subject: c.Subject, Occasion: c.Occasion}
		}
		one.count(in.Q.AsAt)
		list = append(list, one)
	}
	return list, nil
}

// stageLimits gives, by child, the open clocks of the duty that knows the limit of one of a kind's stages.
func stageLimits(ctx context.Context, in *door.Inquiry, k Kind) (map[string]engine.Clock, error) {
	limits := map[string]engine.Clock{}
	if k.rule.Drift.LimitDuty == "" {
		return limits, nil
	}
	f := in.Scope.Clocks()
	f.Duty, f.Statuses = k.rule.Drift.LimitDuty, []clocks.Status{engine.Overdue, engine.DueSoon, engine.Running}
	found, err := in.Engine.ListClocks(ctx, in.Q, f)
	for _, c := range found {
		limits[c.Subject] = c
	}
	return limits, err
}

// count works out how long has been waited, and how much of it after the limit: up to the day asked about, or the last that the records cover.
func (r *Row) count(asAt time.Time) {
	if !r.KnownTo.IsZero() {
		asAt = r.KnownTo
	}
	r.Waited = max(words.DaysBetween(r.Since, asAt), 0)
	if !r.Limit.IsZero() {
		r.Beyond = max(words.DaysBetween(r.Limit, asAt), 0)
	}
}
