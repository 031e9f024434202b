package app

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"heed/internal/access"
	"heed/internal/engine"
	"heed/rulebook"
)

// FindingFilter narrows what the checks found. A blank field does not narrow.
type FindingFilter struct {
	// Fault is a kind of fault, one of rulebook.Faults; Check is a check's id; Area a part of the service; Team a team's id.
	Fault, Check, Area, Team string
	// Page counts from 1. PerPage is 50 where it is 0, and all where it is less.
	Page, PerPage int
}

// Finding is one fault in a record, as an actor may see it.
type Finding struct {
	engine.Finding

	Child ChildRef
	// Fault is the kind of fault; CheckTitle, RecordTitle and FieldTitle are words for what is at fault.
	Fault, CheckTitle, RecordTitle, FieldTitle string
	// Days is how many days it has stood, less than nought where that cannot be told.
	Days int
}

// CheckCount is how much one check found and for how long it has stood.
type CheckCount struct {
	Rule                              *rulebook.Rule
	N, Subjects                       int
	Recent, Months, Older, WithoutDay int
	Oldest                            time.Time
}

// FindingPage is what the checks found within an actor's scope.
type FindingPage struct {
	Asked

	Filter FindingFilter
	Scope  string
	// Faults counts by kind of fault, Checks by check, the most first. Teams and Areas are what the list can be narrowed to.
	Faults, Teams, Areas []Choice
	Checks               []CheckCount
	Findings             []Finding
	Total, HiddenN       int
	// Blind are the duties that nothing feeds.
	Blind []BlindDuty
}

// BlindDuty is a duty of which no clock can be told in the whole authority, and what would have to be recorded.
type BlindDuty struct {
	Rule *rulebook.Rule
	// N is how many clocks it would have; Needs are the record types it reads of which there is no record.
	N     int
	Needs []string
}

// Findings lists what the checks found about the children within an actor's scope, the longest standing first.
func (a *App) Findings(ctx context.Context, who Actor, q Question, f FindingFilter) (FindingPage, error) {
	if err := a.allow(ctx, who, access.ListClocks, "findings"); err != nil {
		return FindingPage{}, err
	}
	page, err := a.findingPage(ctx, who, q, f)
	if err != nil {
		return FindingPage{}, tidy(err)
	}
	detail := fmt.Sprintf("findings as at %s: %d of %d", page.AsAt.Format(time.DateOnly), len(page.Findings), page.Total)
	return page, a.logShown(ctx, who, access.ListClocks, "", detail)
}

func (a *App) findingPage(ctx context.Context, who Actor, q Question, f FindingFilter) (FindingPage, error) {
	d, err := a.desk(ctx, who, q)
	if err != nil {
		return FindingPage{}, err
	}
	page := FindingPage{Asked: d.asked, Filter: f, Scope: d.scope()}
	counts, err := d.engine.CountFindings(ctx, d.q, engine.FindingFilter{Subjects: d.sight.subjects})
	if err != nil {
		return page, err
	}
	a.countFindings(counts, f, &page)
	if page.Blind, err = a.blind(ctx, d); err != nil {
		return page, err
	}
	ef := engine.FindingFilter{Check: f.Check, Team: f.Team, Subjects: d.sight.subjects, Checks: a.checksOf(f)}
	ef.Limit, ef.Offset = window(f.Page, f.PerPage)
	found, err := d.engine.ListFindings(ctx, d.q, ef)
	for _, one := range found {
		dressed := a.finding(d, one)
		if dressed.Child.Hidden {
			page.HiddenN++
		}
		page.Findings = append(page.Findings, dressed)
	}
	return page, err
}

// blind lists the duties that nothing feeds.
func (a *App) blind(ctx context.Context, d *desk) ([]BlindDuty, error) {
	found, err := d.engine.DutiesWithoutData(ctx, d.q)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	recorded, err := d.engine.Recorded(ctx, d.q)
	if err != nil {
		return nil, err
	}
	var list []BlindDuty
	for _, r := range a.book.Kind(rulebook.Duty) {
		n, is := found[r.ID]
		if !is {
			continue
		}
		one := BlindDuty{Rule: r, N: n}
		for _, id := range d.engine.RecordTypes(r) {
			if t := a.catalogue.Type(id); t != nil && recorded[id] == 0 {
				one.Needs = append(one.Needs, t.Title)
			}
		}
		list = append(list, one)
	}
	return list, nil
}

// checksOf lists the checks of a kind of fault and an area, nil where neither is asked for.
func (a *App) checksOf(f FindingFilter) []string {
	if f.Fault == "" && f.Area == "" {
		return nil
	}
	ids := []string{}
	for _, r := range a.book.Kind(rulebook.Check) {
		if (f.Fault == "" || r.Fault == f.Fault) && (f.Area == "" || r.Area == f.Area) {
			ids = append(ids, r.ID)
		}
	}
	return ids
}

// countFindings adds counts up for the filters and for the list of checks, each choice with the other filters as they are.
func (a *App) countFindings(counts []engine.FindingCount, f FindingFilter, page *FindingPage) {
	var faults, areas, teams tally
	byCheck := map[string]*CheckCount{}
	for _, c := range counts {
		r := a.book.Rule(c.Check)
		if r == nil {
			continue
		}
		fault, area := f.Fault == "" || f.Fault == r.Fault, f.Area == "" || f.Area == r.Area
		team, check := f.Team == "" || f.Team == c.TeamID, f.Check == "" || f.Check == c.Check
		if area && team && check {
			faults.add(r.Fault, r.Fault, c.N)
		}
		if fault && team && check {
			areas.add(r.Area, r.Area, c.N)
		}
		if fault && area && check && c.TeamID != "" {
			teams.add(c.TeamID, c.Team, c.N)
		}
		if fault && area && team && check {
			page.Total += c.N
		}
		if fault && area && team {
			addCheck(byCheck, r, c)
		}
	}
	page.Faults, page.Areas, page.Teams = faults.list(), areas.list(), teams.list()
	for _, c := range byCheck {
		page.Checks = append(page.Checks, *c)
	}
	slices.SortFunc(page.Checks, func(x, y CheckCount) int {
		if x.N != y.N {
			return y.N - x.N
		}
		return strings.Compare(x.Rule.ID, y.Rule.ID)
	})
}

func addCheck(byCheck map[string]*CheckCount, r *rulebook.Rule, c engine.FindingCount) {
	one := byCheck[r.ID]
	if one == nil {
		one = &CheckCount{Rule: r}
		byCheck[r.ID] = one
	}
	one.N, one.Subjects = one.N+c.N, one.Subjects+c.Subjects
	one.Recent, one.Months, one.Older = one.Recent+c.Recent, one.Months+c.Months, one.Older+c.Older
	one.WithoutDay += c.N - c.Recent - c.Months - c.Older
	if !c.Oldest.IsZero() && (one.Oldest.IsZero() || c.Oldest.Before(one.Oldest)) {
		one.Oldest = c.Oldest
	}
}

// finding dresses one finding. That of a restricted record keeps only what is wrong and in which team.
func (a *App) finding(d *desk, f engine.Finding) Finding {
	dressed := Finding{Finding: f, Child: d.sight.ref(f.Subject, d.q.AsAt), Days: -1, RecordTitle: f.RecordType, FieldTitle: f.Field}
	if r := a.book.Rule(f.Check); r != nil {
		dressed.Fault, dressed.CheckTitle = r.Fault, r.Title
	}
	if t := a.catalogue.Type(f.RecordType); t != nil {
		dressed.RecordTitle = t.Title
		if field := t.Field(f.Field); field != nil {
			dressed.FieldTitle = field.Title
		}
	}
	if !f.Since.IsZero() && !f.Since.After(d.q.AsAt) {
		dressed.Days = int(d.q.AsAt.Sub(f.Since).Hours() / 24)
	}
	if dressed.Child.Hidden {
		dressed.Subject, dressed.RecordID = "", ""
	}
	return dressed
}

// ExportFindings writes every finding of a list as CSV.
func (a *App) ExportFindings(ctx context.Context, who Actor, q Question, f FindingFilter, w io.Writer) error {
	if err := a.allow(ctx, who, access.Export, "findings"); err != nil {
		return err
	}
	f.PerPage = -1
	page, err := a.findingPage(ctx, who, q, f)
	if err != nil {
		return tidy(err)
	}
	detail := fmt.Sprintf("findings as at %s: %d rows", page.AsAt.Format(time.DateOnly), len(page.Findings))
	if err := a.logShown(ctx, who, access.Export, "", detail); err != nil {
		return err
	}
	out := newSheet(w)
	out.row("check", "fault", "as_at", "known_at", "child", "record_type", "record", "field", "reason", "since", "team")
	for _, one := range page.Findings {
		out.row(one.Check, one.Fault, iso(page.AsAt), moment(page.KnownAt), one.Subject, one.RecordType, one.RecordID, one.Field, one.Reason, iso(one.Since), one.Team)
	}
	return out.flush()
}
