package door

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"heed/internal/access"
)

// LongestEmergency is for how long a restricted record is open in an emergency at most, whatever is recorded.
const LongestEmergency = 4 * time.Hour

// Opening is a restricted record that somebody on duty opened in an emergency, without a grant by name.
type Opening struct {
	ID, Child, Reason string
	// By is who opened it, as Actor.By writes it, and Role in which role.
	By   string
	Role access.Role
	// At, Until and Ended are moments; Ended is zero where nobody ended it early.
	At, Until, Ended time.Time
	EndedBy          string
	// Outcome is that of its review, blank until somebody else has reviewed it.
	Outcome, Notes, ReviewedBy string
	ReviewedAt                 time.Time
	Version                    int
}

// Over says when it is or was over.
func (o Opening) Over() time.Time {
	over := o.At.Add(LongestEmergency)
	for _, end := range []time.Time{o.Until, o.Ended} {
		if !end.IsZero() && end.Before(over) {
			over = end
		}
	}
	return over
}

// Holds says whether the record is open by it at a moment.
func (o Opening) Holds(moment time.Time) bool { return !moment.Before(o.At) && moment.Before(o.Over()) }

// Reviewed says whether somebody else than who opened it has reviewed it.
func (o Opening) Reviewed() bool { return o.Outcome != "" && two(o.By, o.ReviewedBy) }

func openingOf(r said) Opening {
	moment := func(field string) time.Time {
		at, _ := time.Parse(time.RFC3339, r.value(field)) // blank is the zero time, and the record type takes nothing else
		return at
	}
	return Opening{
		ID: r.value("emergency_id"), Child: r.value("opened_for"), Reason: r.value("reason"), By: r.value("opened_by"), Role: access.Role(r.value("role")),
		At: moment("opened_at"), Until: moment("until_at"), Ended: moment("ended_at"), EndedBy: r.value("ended_by"),
		Outcome: r.value("outcome"), Notes: r.value("notes"), ReviewedBy: r.value("reviewed_by"), ReviewedAt: moment("reviewed_at"), Version: r.Version,
	}
}

// Openings lists every opening in an emergency that was ever recorded, the latest first.
func (r *Rights) Openings() []Opening {
	list := slices.Collect(maps.Values(r.openings))
	sortOpenings(list)
	return list
}

func sortOpenings(list []Opening) {
	slices.SortFunc(list, func(x, y Opening) int { return cmp.Or(y.At.Compare(x.At), strings.Compare(x.ID, y.ID)) })
}

// Emergencies lists what the person has open in an emergency now, the latest first. It is not logged: whoever has it open knows.
func (s *Session) Emergencies(ctx context.Context) ([]Opening, error) {
	if !s.May(access.OpenInEmergency) {
		return nil, nil
	}
	rights, err := s.Rights(ctx)
	if err != nil {
		return nil, err
	}
	var open []Opening
	for _, o := range rights.openings { // at each request, of all that there ever were
		if o.By == s.Who.By() && o.Holds(s.Now()) {
			open = append(open, o)
		}
	}
	if len(open) == 0 {
		return nil, nil
	}
	in, err := s.Today().Open(ctx)
	if err != nil {
		return nil, err
	}
	open = slices.DeleteFunc(open, func(o Opening) bool { return !in.Scope.Restricted(o.Child) }) // what is lifted is open for another reason, or not
	sortOpenings(open)
	return open, nil
}
