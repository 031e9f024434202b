package restriction

import (
	"context"
	"crypto/rand"
	"fmt"
	"slices"
	"strings"
	"time"

	"heed/catalogue"
	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/records"
)

// LongestHours is for how many hours a record can be opened in an emergency at most.
const LongestHours = int(door.LongestEmergency / time.Hour)

// OpenInEmergency opens a child's restricted record to the person for some hours, from the next request. It is recorded, durably, before. A number that
// is of no restricted child is refused, whatever else it may be. Faults say which fields cannot be taken: nothing is then recorded.
func (k Keeper) OpenInEmergency(ctx context.Context, child, reason string, hours int) ([]catalogue.Fault, error) {
	const what = "open a restricted record in an emergency"
	if err := k.Allow(ctx, access.OpenInEmergency, what); err != nil {
		return nil, err
	}
	if k.Who.Unproved {
		return nil, door.ErrUnproved
	}
	var faults faults
	if strings.TrimSpace(reason) == "" {
		faults.say("reason", "say what the emergency is")
	}
	if hours < 1 || hours > LongestHours {
		faults.say("hours", fmt.Sprintf("choose from 1 to %d hours", LongestHours))
	}
	if len(faults) > 0 {
		return faults, nil
	}
	in, err := k.Today().Open(ctx)
	switch {
	case err != nil:
		return nil, err
	case in.Scope.Knows(child):
		return nil, nil // it is open to them already
	case !in.Scope.Restricted(child):
		return nil, in.CloseChild(ctx, child, what)
	}
	if err := k.Log(ctx, access.OpenInEmergency, child, what); err != nil { // in the log of the child's record, which the entry of the write is not
		return nil, err
	}
	at := k.Now().UTC().Truncate(time.Second)
	return k.record(ctx, 0, door.Opening{
		ID: "E" + strings.ToLower(rand.Text()[:10]), Child: in.Scope.People.First(child), Reason: reason, By: k.Who.By(), Role: k.Who.Role,
		At: at, Until: at.Add(time.Duration(hours) * time.Hour),
	})
}

// record records an opening, new or changed from a version.
func (k Keeper) record(ctx context.Context, version int, o door.Opening) ([]catalogue.Fault, error) {
	moment := func(at time.Time) string {
		if at.IsZero() {
			return ""
		}
		return at.UTC().Format(time.RFC3339)
	}
	return records.Fill(ctx, k.Session, records.PutRequest{Type: catalogue.RecordEmergency, Source: source, ExpectVersion: &version, Values: map[string]string{
		"emergency_id": o.ID, "opened_for": o.Child, "opened_by": o.By, "role": string(o.Role), "reason": o.Reason,
		"opened_at": moment(o.At), "until_at": moment(o.Until), "ended_at": moment(o.Ended), "ended_by": o.EndedBy,
		"outcome": o.Outcome, "notes": o.Notes, "reviewed_at": moment(o.ReviewedAt), "reviewed_by": o.ReviewedBy,
	}})
}

// End ends an opening before its time: for whoever opened it, and for those who answer for restricted records.
func (k Keeper) End(ctx context.Context, id string) error {
	const what = "end an emergency"
	answers := k.May(access.DecideRestriction)
	if !answers {
		if err := k.Allow(ctx, access.OpenInEmergency, what); err != nil {
			return err
		}
	}
	o, err := k.opening(ctx, id)
	if err != nil {
		return err
	}
	if !answers && door.PersonOf(o.By) != door.PersonOf(k.Who.By()) {
		return k.Refuse(ctx, access.OpenInEmergency, "", what, "somebody else opened it")
	}
	now := k.Now().UTC()
	if !o.Holds(now) {
		return fmt.Errorf("%w: it is over already", door.ErrConflict)
	}
	if err := k.Log(ctx, access.OpenInEmergency, o.Child, what); err != nil {
		return err
	}
	if o.Ended = now.Truncate(time.Second); o.Ended.Before(o.At) {
		o.Ended = o.At
	}
	o.EndedBy = k.Who.By()
	return whole(k.record(ctx, o.Version, o))
}

// opening gives one that was recorded.
func (k Keeper) opening(ctx context.Context, id string) (door.Opening, error) {
	rights, err := k.Rights(ctx)
	if err != nil {
		return door.Opening{}, err
	}
	for _, o := range rights.Openings() {
		if o.ID == id {
			return o, nil
		}
	}
	return door.Opening{}, fmt.Errorf("%w: nothing was opened under that number", door.ErrNotFound)
}

// Review signs off the review of an opening that is over, which somebody else made.
func (k Keeper) Review(ctx context.Context, id, outcome, notes string) ([]catalogue.Fault, error) {
	const what = "review an emergency"
	if err := k.Allow(ctx, access.DecideRestriction, what); err != nil {
		return nil, err
	}
	if k.Who.Unproved {
		return nil, door.ErrUnproved
	}
	o, err := k.opening(ctx, id)
	switch {
	case err != nil:
		return nil, err
	case k.Made(o):
		return nil, ErrSamePerson
	case o.Reviewed():
		return nil, fmt.Errorf("%w: it is reviewed already", door.ErrConflict)
	}
	var faults faults
	if o.Holds(k.Now()) {
		faults.say("outcome", "the record is still open: end it first")
	}
	if outcome == "" {
		faults.say("outcome", "choose what the review found")
	}
	if strings.TrimSpace(notes) == "" {
		faults.say("notes", "say what you asked and what you found")
	}
	if len(faults) > 0 {
		return faults, nil
	}
	if err := k.Log(ctx, access.DecideRestriction, o.Child, what); err != nil {
		return nil, err
	}
	o.Outcome, o.Notes, o.ReviewedBy, o.ReviewedAt = outcome, notes, k.Who.By(), k.Now().UTC().Truncate(time.Second)
	return k.record(ctx, o.Version, o)
}

// Made says whether the person opened the record themselves, or acts for whoever did, so that somebody else must review it.
func (k Keeper) Made(o door.Opening) bool {
	return slices.Contains([]string{door.PersonOf(k.Who.By()), k.Who.For}, door.PersonOf(o.By))
}

// Opening gives one that was made in an emergency.
func (k Keeper) Opening(ctx context.Context, id string) (door.Opening, error) {
	const what = "one that was opened in an emergency"
	if err := k.Allow(ctx, access.DecideRestriction, what); err != nil {
		return door.Opening{}, err
	}
	o, err := k.opening(ctx, id)
	if err != nil {
		return o, err
	}
	return o, k.Log(ctx, access.DecideRestriction, o.Child, what)
}

// Openings lists all that was opened in an emergency, the latest first.
func (k Keeper) Openings(ctx context.Context) ([]door.Opening, error) {
	const what = "list what was opened in an emergency"
	if err := k.Allow(ctx, access.DecideRestriction, what); err != nil {
		return nil, err
	}
	rights, err := k.Rights(ctx)
	if err != nil {
		return nil, err
	}
	return rights.Openings(), k.Log(ctx, access.DecideRestriction, "", what)
}

// Waiting lists what others opened in an emergency and nobody has reviewed yet, the latest first, without whose records they are. It is empty for those who
// do not answer for restricted records, and not logged: it is what a home says before anything is opened.
func Waiting(ctx context.Context, s *door.Session) ([]door.Opening, error) {
	if !s.May(access.DecideRestriction) {
		return nil, nil
	}
	rights, err := s.Rights(ctx)
	if err != nil {
		return nil, err
	}
	var list []door.Opening
	for _, o := range rights.Openings() {
		if !o.Reviewed() && !(Keeper{s}).Made(o) {
			o.Child, o.Reason = "", ""
			list = append(list, o)
		}
	}
	return list, nil
}
