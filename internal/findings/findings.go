package findings

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/engine"
	"heed/internal/export"
	"heed/internal/listing"
	"heed/rulebook"
)

// Filter narrows what the checks found. A blank field does not narrow.
type Filter struct {
	// Fault is a kind of fault, one of rulebook.Faults; Check is a check's id; Area a part of the service; Team a team's id.
	Fault, Check, Area, Team string
	// Page counts from 1. PerPage is 50 where it is 0, and all where it is less.
	Page, PerPage int
}

// Finding is one fault in a record, as an actor may see it.
type Finding struct {
	engine.Finding

	Child door.ChildRef
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

// Page is what the checks found within an actor's scope.
type Page struct {
	door.Asked

	Filter Filter
	Scope  string
	// Faults counts by kind of fault, Checks by check, the most first. Teams and Areas are what the list can be narrowed to.
	Faults, Teams, Areas []listing.Choice
	Checks               []CheckCount
	Findings             []Finding
	Total                int
	// Blind are the duties that nothing feeds.
	Blind []BlindDuty
	// Unread are the checks that found nothing and read a kind of record of which there is none.
	Unread []*rulebook.Rule

	// unread says of each kind of fault whether all its checks are among them.
	unread map[string]bool
}

// AllUnread says whether no check of a kind of fault has records to look at.
func (p Page) AllUnread(fault string) bool { return p.unread[fault] }

// BlindDuty is a duty of which no clock can be told in the whole authority, and what would have to be recorded.
type BlindDuty struct {
	Rule *rulebook.Rule
	// N is how many clocks it would have; Needs are the record types it reads of which there is no record.
	N     int
	Needs []string
}

// List lists what the checks found about the children within an actor's scope, the longest standing first.
func List(ctx context.Context, s *door.Session, f Filter) (Page, error) {
	if err := s.Allow(ctx, access.ListFindings, "findings"); err != nil {
		return Page{}, err
	}
	page, err := findingPage(ctx, s, f)
	if err != nil {
		return Page{}, door.Tidy(err)
	}
	detail := fmt.Sprintf("findings as at %s: %d of %d", page.AsAt.Format(time.DateOnly), len(page.Findings), page.Total)
	return page, s.Log(ctx, access.ListFindings, "", detail)
}

func findingPage(ctx context.Context, s *door.Session, f Filter) (Page, error) {
	in, err := s.Open(ctx)
	if err != nil {
		return Page{}, err
	}
	page := Page{Asked: in.Asked, Filter: f, Scope: in.ScopeWords()}
	counts, err := in.Engine.CountFindings(ctx, in.Q, in.Scope.Findings())
	if err != nil {
		return page, err
	}
	countFindings(s.Book(), counts, f, &page)
	if page.Blind, err = unfedDuties(ctx, in); err != nil {
		return page, err
	}
	if err := page.findUnread(ctx, in, counts); err != nil {
		return page, err
	}
	ef := in.Scope.Findings()
	ef.Check, ef.Team, ef.Checks = f.Check, f.Team, checksOf(s.Book(), f)
	ef.Limit, ef.Offset = listing.Window(f.Page, f.PerPage)
	found, err := in.Engine.ListFindings(ctx, in.Q, ef)
	for _, one := range found {
		page.Findings = append(page.Findings, dressFinding(in, one))
	}
	return page, err
}

// unfedDuties lists the duties that nothing feeds.
func unfedDuties(ctx context.Context, in *door.Inquiry) ([]BlindDuty, error) {
	found, err := in.Engine.DutiesWithoutData(ctx, in.Q, in.Scope.Hidden)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	recorded, err := in.Engine.Recorded(ctx, in.Q)
	if err != nil {
		return nil, err
	}
	var list []BlindDuty
	for _, r := range in.Book().Kind(rulebook.Duty) {
		n, is := found[r.ID]
		if !is {
			continue
		}
		one := BlindDuty{Rule: r, N: n}
		for _, id := range in.Engine.RecordTypes(r) {
			if t := in.Catalogue().Type(id); t != nil && recorded[id] == 0 {
				one.Needs = append(one.Needs, t.Title)
			}
		}
		list = append(list, one)
	}
	return list, nil
}

// findUnread lists the checks that found nothing and read, by name, a kind of record of which there is none. A view may do without one of several.
func (p *Page) findUnread(ctx context.Context, in *door.Inquiry, counts []engine.FindingCount) error {
	recorded, err := in.Engine.Recorded(ctx, in.Q)
	if err != nil {
		return err
	}
	p.unread = map[string]bool{}
	for _, fault := range rulebook.Faults {
		p.unread[fault] = true
	}
	for _, r := range in.Book().Kind(rulebook.Check) {
		unfed := slices.ContainsFunc(r.Reads, func(id string) bool { return in.Catalogue().Type(id) != nil && recorded[id] == 0 })
		if unfed && !slices.ContainsFunc(counts, func(c engine.FindingCount) bool { return c.Check == r.ID }) {
			p.Unread = append(p.Unread, r)
			continue
		}
		p.unread[r.Fault] = false
	}
	return nil
}

// checksOf lists the checks of a kind of fault and an area, nil where neither is asked for.
func checksOf(book *rulebook.Book, f Filter) []string {
	if f.Fault == "" && f.Area == "" {
		return nil
	}
	ids := []string{}
	for _, r := range book.Kind(rulebook.Check) {
		if (f.Fault == "" || r.Fault == f.Fault) && (f.Area == "" || r.Area == f.Area) {
			ids = append(ids, r.ID)
		}
	}
	return ids
}

// countFindings adds counts up for the filters and for the list of checks, each choice with the other filters as they are.
func countFindings(book *rulebook.Book, counts []engine.FindingCount, f Filter, page *Page) {
	var faults, areas, teams listing.Tally
	byCheck := map[string]*CheckCount{}
	for _, c := range counts {
		r := book.Rule(c.Check)
		if r == nil {
			continue
		}
		fault, area := f.Fault == "" || f.Fault == r.Fault, f.Area == "" || f.Area == r.Area
		team, check := f.Team == "" || f.Team == c.TeamID, f.Check == "" || f.Check == c.Check
		if area && team && check {
			faults.Add(r.Fault, r.Fault, c.N)
		}
		if fault && team && check {
			areas.Add(r.Area, r.Area, c.N)
		}
		if fault && area && check && c.TeamID != "" {
			teams.Add(c.TeamID, c.Team, c.N)
		}
		if fault && area && team && check {
			page.Total += c.N
		}
		if fault && area && team {
			addCheck(byCheck, r, c)
		}
	}
	page.Faults, page.Areas, page.Teams = faults.List(), areas.List(), teams.List()
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

// dressFinding dresses one finding.
func dressFinding(in *door.Inquiry, f engine.Finding) Finding {
	dressed := Finding{Finding: f, Child: in.Ref(f.Subject), Days: -1, RecordTitle: f.RecordType, FieldTitle: f.Field}
	if r := in.Book().Rule(f.Check); r != nil {
		dressed.Fault, dressed.CheckTitle = r.Fault, r.Title
	}
	if t := in.Catalogue().Type(f.RecordType); t != nil {
		dressed.RecordTitle = t.Title
		if field := t.Field(f.Field); field != nil {
			dressed.FieldTitle = field.Title
		}
	}
	if !f.Since.IsZero() && !f.Since.After(in.Q.AsAt) {
		dressed.Days = int(in.Q.AsAt.Sub(f.Since).Hours() / 24)
	}
	return dressed
}

// Export writes every finding of a list as CSV.
func Export(ctx context.Context, s *door.Session, f Filter, w io.Writer) error {
	if err := s.Allow(ctx, access.Export, "findings"); err != nil {
		return err
	}
	f.PerPage = -1
	page, err := findingPage(ctx, s, f)
	if err != nil {
		return door.Tidy(err)
	}
	detail := fmt.Sprintf("findings as at %s: %d rows", page.AsAt.Format(time.DateOnly), len(page.Findings))
	if err := s.LogRows(ctx, access.Export, "", detail, door.ChildrenOf(page.Findings, func(one Finding) door.ChildRef { return one.Child })); err != nil {
		return err
	}
	out := export.New(w)
	out.Row("check", "check_title", "fault", "as_at", "known_at", "child", "record_type", "record_title", "record", "field", "field_title", "reason", "since", "days", "team")
	for _, one := range page.Findings {
		days := ""
		if one.Days >= 0 {
			days = strconv.Itoa(one.Days)
		}
		out.Row(one.Check, one.CheckTitle, one.Fault, export.Day(page.AsAt), export.Moment(page.KnownAt), one.Subject, one.RecordType, one.RecordTitle, one.RecordID, one.Field, one.FieldTitle,
			one.Reason, export.Day(one.Since), days, one.Team)
	}
	return out.Flush()
}
