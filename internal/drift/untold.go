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
	"heed/rulebook"
)

// Untold says of how many children a kind of drift cannot tell. A kind that finds nobody is not one of which nobody waits.
type Untold struct {
	Kind Kind
	// N is how many open clocks of the kind's duty cannot be told, so that they are not listed.
	N int
	// LastKnown is how many of those listed are as they stood when last known, and NoLimit how many have no limit that can be told.
	LastKnown, NoLimit int
	// Reach says whether the records cover the day asked about.
	Reach engine.Reach
}

// instead stands in place of a number where nobody is found and that does not mean that nobody waits, blank elsewhere.
func (u Untold) instead(found int) string {
	switch {
	case found > 0:
		return ""
	case u.Reach.Unknown != "":
		return words.Capital(u.Reach.Unknown)
	case u.N > 0:
		return words.Capital(string(clocks.CannotTell))
	}
	return ""
}

// Words says why nothing is known, and of how many it cannot be told: "no source holds the records it rests on; of 97 it cannot be told". It is
// blank where all can be told.
func (u Untold) Words() string {
	why := ""
	if u.LastKnown == 0 {
		why = strings.TrimSuffix(words.LowerFirst(u.Why()), ".")
	}
	return strings.Join(words.NonBlank(why, u.Many()), "; ")
}

// Many says beside how many are found of how many it cannot be told: "of 97 it cannot be told". It is blank where there are none.
func (u Untold) Many() string {
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

// Why says in a sentence why the records do not tell who waits on the day asked about, blank where they do.
func (u Untold) Why() string { return door.ReachWords(u.Reach) }

// Shown says whether a list narrowed to a kind, or to none, has anything to say of this one: some of it cannot be told.
func (u Untold) Shown(kind string) bool {
	return (u.N > 0 || u.Reach.Unknown != "") && cmp.Or(kind, u.Kind.ID) == u.Kind.ID
}

// UntoldStatuses are the statuses of the clocks that cannot be told.
func UntoldStatuses() []clocks.Status {
	return []clocks.Status{clocks.CannotTell, clocks.NotKnownYet, clocks.BeforeRecords}
}

// addUntold says whether the records that a kind rests on cover the day, and counts the clocks of its duty that cannot be told, of the team that the
// list is narrowed to. What ended or was done, be it in time or not, waits no longer.
func (p *Page) addUntold(ctx context.Context, in *door.Inquiry, k Kind) (err error) {
	u := p.untoldOf(k)
	if u.Reach, err = in.Engine.Reach(ctx, in.Q, k.rule.ID); err != nil || k.rule.Kind == rulebook.View {
		return err
	}
	f := in.Scope.Clocks()
	f.Duty, f.Team, f.Statuses = k.rule.ID, p.Filter.Team, UntoldStatuses()
	found, err := in.Engine.ListClocks(ctx, in.Q, f)
	if err != nil {
		return err
	}
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
		if !u.Shown(p.Filter.Kind) {
			continue
		}
		number := u.instead(0)
		if u.N > 0 {
			number = strconv.Itoa(u.N)
		}
		out.Row(u.Kind.Title, u.Words(), export.Day(p.Asked.AsAt), export.Moment(p.Asked.KnownAt), "", "", "", "", "", "", "", "", "", u.Kind.rule.Title, export.Day(u.Reach.KnownTo), "", number)
	}
}
