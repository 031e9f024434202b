package drift

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"heed/internal/clocks"
	"heed/internal/door"
	"heed/internal/engine"
	"heed/internal/export"
	"heed/internal/words"
)

// Untold says of how many children a kind of drift cannot tell. A kind that finds nobody is not one of which nobody waits.
type Untold struct {
	Kind Kind
	// N is how many open clocks of the kind's duty cannot be told, so that they are not listed.
	N int
	// LastKnown is how many of those listed are as they stood when last known, and NoLimit how many have no limit that can be told.
	LastKnown, NoLimit int
}

// Words says it beside how many are found: "of 97 it cannot be told". It is blank where all can be told.
func (u Untold) Words() string {
	var parts []string
	if u.N > 0 {
		parts = append(parts, "of "+words.Thousands(u.N)+" it cannot be told")
	}
	if u.LastKnown > 0 {
		parts = append(parts, words.Thousands(u.LastKnown)+" as they stood when last known")
	}
	if u.NoLimit > 0 {
		parts = append(parts, "of "+words.Thousands(u.NoLimit)+" the limit cannot be told")
	}
	return strings.Join(parts, "; ")
}

// Duty is the duty whose clocks cannot be told, blank for a kind that a view finds.
func (u Untold) Duty() string {
	if u.N == 0 {
		return ""
	}
	return u.Kind.rule.ID
}

// UntoldStatuses are the statuses of the clocks that cannot be told.
func UntoldStatuses() []clocks.Status {
	return []clocks.Status{clocks.CannotTell, clocks.NotKnownYet, clocks.BeforeRecords}
}

// addUntold counts the clocks of a kind's duty that cannot be told, of the team that the list is narrowed to. What ended or was done, be it in time or
// not, waits no longer.
func (p *Page) addUntold(ctx context.Context, in *door.Inquiry, k Kind) error {
	found, err := in.Engine.ListClocks(ctx, in.Q, engine.ClockFilter{Duty: k.rule.ID, Subjects: in.Scope.Subjects, Team: p.Filter.Team, Statuses: UntoldStatuses()})
	if err != nil {
		return err
	}
	u := p.untoldOf(k)
	for _, c := range found {
		if c.Met.IsZero() && c.Stopped.IsZero() && c.StoppedWhy == "" {
			u.N++
		}
	}
	return nil
}

// countUntold counts a row of the list that is as it stood when last known, or that has no limit.
func (p *Page) countUntold(row Row) {
	u := p.untoldOf(row.Kind)
	if !row.KnownTo.IsZero() {
		u.LastKnown++
	}
	if row.Limit.IsZero() {
		u.NoLimit++
	}
}

// untoldOf gives what is counted of a kind, begun where nothing is yet.
func (p *Page) untoldOf(k Kind) *Untold {
	i := slices.IndexFunc(p.Untold, func(u Untold) bool { return u.Kind.ID == k.ID })
	if i < 0 {
		i = len(p.Untold)
		p.Untold = append(p.Untold, Untold{Kind: k})
	}
	return &p.Untold[i]
}

// UntoldOf says of how many of a kind it cannot be told, by the kind's id.
func (p *Page) UntoldOf(kind string) Untold {
	for _, u := range p.Untold {
		if u.Kind.ID == kind {
			return u
		}
	}
	return Untold{}
}

// exportUntold writes a line for each kind shown of which some cannot be told: a file without it would say that nobody waits.
func (p *Page) exportUntold(out *export.Sheet) {
	for _, u := range p.Untold {
		if u.N > 0 && cmp.Or(p.Filter.Kind, u.Kind.ID) == u.Kind.ID {
			out.Row(u.Kind.Title, u.Words(), export.Day(p.Asked.AsAt), export.Moment(p.Asked.KnownAt), "", "", "", "", "", "", "", "", "", u.Kind.rule.ID, "", "", strconv.Itoa(u.N))
		}
	}
}
