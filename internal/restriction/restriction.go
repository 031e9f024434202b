// Package restriction holds the use cases of restricted records: whose record is restricted and why, who may open it all the same, and what somebody on
// duty opened in an emergency, with its review. They are records that Heed keeps, and hold from the next request.
//
// To restrict a record takes one person of those who answer for restricted records. What opens one, a grant by name or lifting the restriction, takes
// two.
package restriction

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"heed/catalogue"
	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/records"
)

// Keeper is somebody who answers for restricted records, or asks for what is theirs to decide.
type Keeper struct{ *door.Session }

// source is what the ledger says of where these records come from.
const source = "restriction"

// ErrSamePerson says that what needs two people was done by one.
var ErrSamePerson = fmt.Errorf("%w: a second person must do this, who neither gave it nor gets it", door.ErrForbidden)

// New is a restriction to be made.
type New struct {
	Child, Reason string
	// From is the first day, as 2026-10-31, today where it is blank; To is the last one, blank where none is known, and Review is when it is to be looked at
	// again. One of the two is needed.
	From, To, Review string
}

// Grant is leave for a person to open a restricted record.
type Grant struct {
	Child, Reason string
	// Worker is the person's number in the list of staff or, where they have none, that of their account.
	Worker string
	// From is the first day, today where it is blank, and To the last one.
	From, To string
}

// File is what is decided about one child's record. It says nothing else of the child.
type File struct {
	Child string
	// Now is the restriction that holds today, nil where none does; All are all there were, the latest first.
	Now *door.Restriction
	All []door.Restriction
	// Grants are those by name, the latest first, with those that are over.
	Grants []door.Grant
}

// Waits says whether lifting the restriction waits for a second person.
func Waits(r door.Restriction, today string) bool {
	return r.LiftedOn != "" && !r.Lifted() && r.Holds(today)
}

// GrantWaits says whether a grant waits for a second person.
func GrantWaits(g door.Grant, today string) bool { return !g.Agreed() && !g.Over(today) }

func (k Keeper) today() string { return k.Day().Format(time.DateOnly) }

// List lists the records that are restricted today, by number.
func (k Keeper) List(ctx context.Context) (list []File, err error) {
	const what = "list the restricted records"
	files, err := k.files(ctx, what)
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		if f.Now != nil {
			list = append(list, *f)
		}
	}
	slices.SortFunc(list, func(x, y File) int { return strings.Compare(x.Child, y.Child) })
	return list, k.Log(ctx, access.DecideRestriction, "", what)
}

// files gives what is decided about each child's record, by the number that the child goes by.
func (k Keeper) files(ctx context.Context, what string) (map[string]*File, error) {
	if err := k.Allow(ctx, access.DecideRestriction, what); err != nil {
		return nil, err
	}
	rights, err := k.Rights(ctx)
	if err != nil {
		return nil, err
	}
	in, err := k.Today().Open(ctx)
	if err != nil {
		return nil, err
	}
	files := map[string]*File{}
	of := func(child string) *File {
		child = in.Scope.People.First(child)
		if files[child] == nil {
			files[child] = &File{Child: child}
		}
		return files[child]
	}
	for _, r := range slices.Backward(rights.Restrictions()) {
		f := of(r.Child)
		f.All = append(f.All, r)
	}
	for _, g := range slices.Backward(rights.Grants()) {
		f := of(g.Child)
		f.Grants = append(f.Grants, g)
	}
	for _, f := range files { // a child may go by several numbers
		slices.SortStableFunc(f.All, func(x, y door.Restriction) int { return strings.Compare(y.From, x.From) })
		slices.SortStableFunc(f.Grants, func(x, y door.Grant) int { return strings.Compare(y.From, x.From) })
		if at := slices.IndexFunc(f.All, func(r door.Restriction) bool { return r.Holds(k.today()) }); at >= 0 {
			f.Now = &f.All[at]
		}
	}
	return files, nil
}

// Find gives what is decided about a child's record. Where nothing is restricted it opens for those alone who may open the record itself: to all
// others it is as if there were no such child.
func (k Keeper) Find(ctx context.Context, child string) (File, error) {
	f, err := k.find(ctx, child)
	if err != nil {
		return f, err
	}
	return f, k.Log(ctx, access.DecideRestriction, f.Child, "what is decided about a restricted record")
}

func (k Keeper) find(ctx context.Context, child string) (File, error) {
	files, err := k.files(ctx, "one restricted record")
	if err != nil {
		return File{}, err
	}
	in, err := k.Today().Open(ctx)
	if err != nil {
		return File{}, err
	}
	number := in.Scope.People.First(child)
	if f := files[number]; f != nil && f.Now != nil {
		return *f, nil
	}
	if !in.Scope.Knows(child) {
		return File{}, in.CloseChild(ctx, child, "one restricted record")
	}
	if f := files[number]; f != nil {
		return *f, nil
	}
	return File{Child: number}, nil
}

// Restrict restricts a child's record. Faults say which fields cannot be taken: nothing is then recorded.
func (k Keeper) Restrict(ctx context.Context, n New) ([]catalogue.Fault, error) {
	f, err := k.find(ctx, n.Child)
	if err != nil {
		return nil, err
	}
	n.Child, n.From = f.Child, cmp.Or(n.From, k.today())
	var faults faults
	if strings.TrimSpace(n.Reason) == "" {
		faults.say("reason", "say why the record is restricted")
	}
	faults.day("started_on", n.From)
	until := ""
	if n.To != "" && faults.day("ended_on", n.To) {
		if until = dayAfter(n.To); n.To < n.From {
			faults.say("ended_on", "the last day is before the first")
		}
	}
	if n.Review != "" && faults.day("review_on", n.Review) && n.Review <= n.From {
		faults.say("review_on", "it must be after the first day")
	}
	if n.To == "" && n.Review == "" {
		faults.say("review_on", "say until when, or when it is to be looked at again")
	}
	version := 0
	for _, r := range f.All {
		if r.From == n.From && r.Child == n.Child {
			version = r.Version
		}
		if !r.Lifted() && (r.Until == "" || r.Until > n.From && r.Until > r.From) && (until == "" || r.From < until) {
			faults.say("started_on", "the record is restricted in that time already")
			break
		}
	}
	if len(faults) > 0 {
		return faults, nil
	}
	return k.put(ctx, catalogue.RecordRestriction, version, map[string]string{
		"child_id": n.Child, "reason": n.Reason, "started_on": n.From, "ended_on": until, "review_on": n.Review, "restricted_by": k.Who.By(),
	})
}

// Lift asks for a restriction, as it was read, to hold no more from today. It holds until somebody else has agreed.
func (k Keeper) Lift(ctx context.Context, as door.Restriction) error {
	return k.change(ctx, as, func(r *door.Restriction) error {
		if r.LiftedOn != "" {
			return fmt.Errorf("%w: it is lifted already, or waits for a second person", door.ErrConflict)
		}
		r.LiftedOn, r.LiftedBy = k.today(), k.Who.By()
		return nil
	})
}

// KeepOn takes back that a restriction, as it was read, is to be lifted, to which nobody has agreed.
func (k Keeper) KeepOn(ctx context.Context, as door.Restriction) error {
	return k.change(ctx, as, func(r *door.Restriction) error {
		if !Waits(*r, k.today()) {
			return fmt.Errorf("%w: nothing waits for a second person", door.ErrConflict)
		}
		r.LiftedOn, r.LiftedBy = "", ""
		return nil
	})
}

// AgreeLift agrees that a restriction, as it was read, which somebody else has asked to be lifted, holds no more.
func (k Keeper) AgreeLift(ctx context.Context, as door.Restriction) error {
	return k.change(ctx, as, func(r *door.Restriction) error {
		switch {
		case !Waits(*r, k.today()):
			return fmt.Errorf("%w: nothing waits for a second person", door.ErrConflict)
		case door.PersonOf(r.LiftedBy) == door.PersonOf(k.Who.By()):
			return ErrSamePerson
		}
		r.LiftedOn, r.LiftAgreedBy = k.today(), k.Who.By() // it held until now
		return nil
	})
}

// change changes the restriction of the same child and first day, unless somebody else has changed it since it was read.
func (k Keeper) change(ctx context.Context, as door.Restriction, change func(*door.Restriction) error) error {
	f, err := k.find(ctx, as.Child)
	if err != nil {
		return err
	}
	for _, r := range f.All {
		if r.Child != as.Child || r.From != as.From || !r.Holds(k.today()) {
			continue
		}
		if r.Version = as.Version; r.Version == 0 {
			return fmt.Errorf("%w: nothing says as what it was read", door.ErrInvalid)
		}
		if err := change(&r); err != nil {
			return err
		}
		return whole(k.put(ctx, catalogue.RecordRestriction, r.Version, map[string]string{
			"child_id": r.Child, "reason": r.Reason, "started_on": r.From, "ended_on": r.Until, "review_on": r.ReviewOn, "restricted_by": r.By,
			"lifted_on": r.LiftedOn, "lifted_by": r.LiftedBy, "lift_approved_by": r.LiftAgreedBy,
		}))
	}
	return fmt.Errorf("%w: no such restriction holds", door.ErrNotFound)
}

// put records something, unless somebody else has changed it since it was of a version, 0 where there was none. Faults say which fields cannot be
// taken: nothing is then recorded.
func (k Keeper) put(ctx context.Context, recordType string, version int, values map[string]string) ([]catalogue.Fault, error) {
	if k.Who.Unproved {
		return nil, door.ErrUnproved
	}
	request := records.PutRequest{Type: recordType, Source: source, Values: values, ExpectVersion: &version}
	return records.Fill(ctx, k.Session, request)
}

// whole turns the faults of a record that Heed fills in itself into an error.
func whole(faults []catalogue.Fault, err error) error {
	if err == nil && len(faults) > 0 {
		return fmt.Errorf("%w: %s: %s", door.ErrInvalid, faults[0].Field, faults[0].Reason)
	}
	return err
}

// dayAfter gives the day after a day, as records write both.
func dayAfter(day string) string {
	on, _ := time.Parse(time.DateOnly, day)
	return on.AddDate(0, 0, 1).Format(time.DateOnly)
}

// faults is what is wrong with a form.
type faults []catalogue.Fault

func (f *faults) say(field, reason string) {
	*f = append(*f, catalogue.Fault{Field: field, Reason: reason})
}

// day says whether a text is a day, and notes where it is none.
func (f *faults) day(field, text string) bool {
	if _, err := time.Parse(time.DateOnly, text); err != nil {
		f.say(field, "enter a day, such as 31 March 2026")
		return false
	}
	return true
}
