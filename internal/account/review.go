package account

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"heed/catalogue"
	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/engine"
	"heed/internal/records"
)

// reviewDuty is the rule by which who has what is looked at again and again.
const reviewDuty = "account-review"

// Due says when who has what is to be looked at again.
type Due struct {
	// By is the last day on which that is in time, zero where nothing is known of it: the accounts were made before Heed kept this.
	By time.Time
	// Since is the day of the last review, or that of the first account.
	Since time.Time
	Late  bool
}

// ReviewDue says when who has what is to be looked at again, for those whose role owns that.
func (k Keeper) ReviewDue(ctx context.Context) (due Due, err error) {
	if k.Who.Role != access.Administrator {
		return due, nil
	}
	list, err := k.OwnDuty(ctx, reviewDuty)
	for _, c := range list {
		if c.Met.IsZero() && c.Arose.After(due.Since) {
			due = Due{By: c.Due, Since: c.Arose, Late: c.Status == engine.Overdue}
		}
	}
	return due, err
}

// Held is an account as somebody who reviews it is shown it: one that may sign in today, or may from a day to come.
type Held struct {
	Detail

	// SignedIn is when the person last signed in, zero where they never have.
	SignedIn time.Time
}

// signInAction is what the access log says of signing in, with by what in its detail: "by password and code". Under the same action stands what else is
// done to what somebody signs in with.
const signInAction = "sign in"

// Holders lists all who may sign in, with all that they have, for a review.
func (k Keeper) Holders(ctx context.Context) ([]Held, error) {
	if err := k.Allow(ctx, access.ManageAccounts, "review who has what"); err != nil {
		return nil, err
	}
	accounts, err := k.Accounts(ctx)
	if err != nil {
		return nil, err
	}
	last, err := k.Ledger().LastAccess(ctx, k.Who.Authority, signInAction, "by ")
	if err != nil {
		return nil, err
	}
	signedIn := map[string]time.Time{}
	for by, at := range last {
		if who := door.PersonOf(by); at.After(signedIn[who]) {
			signedIn[who] = at
		}
	}
	var list []Held
	for _, one := range accounts.All() {
		e, err := k.entry(ctx, accounts, one)
		if err != nil {
			return nil, err
		}
		if e.Standing == Ended || e.Standing == Left {
			continue
		}
		held := Held{Detail: Detail{Entry: e}, SignedIn: signedIn[one.ID]}
		held.Roles = slices.DeleteFunc(slices.Clone(accounts.Roles(one.ID)), func(r door.AccountRole) bool { return k.over(r.Given) })
		held.Actings = slices.DeleteFunc(slices.Clone(accounts.Actings(one.ID)), func(a door.Acting) bool { return k.over(a.Given) })
		list = append(list, held)
	}
	return list, k.Log(ctx, access.ManageAccounts, "", "review who has what")
}

// Review records that whoever keeps the accounts has looked at all of them today, and what they found.
func (k Keeper) Review(ctx context.Context, found string) (faults []catalogue.Fault, err error) {
	if err := k.Allow(ctx, access.ManageAccounts, "review who has what"); err != nil {
		return nil, err
	}
	if strings.TrimSpace(found) == "" {
		return []catalogue.Fault{{Field: "found", Reason: "say what you found, such as which roles you ended, or that there was nothing to end"}}, nil
	}
	if k.Who.Role == access.System {
		return nil, fmt.Errorf("%w: somebody with an account reviews who has what", door.ErrForbidden)
	}
	list, err := k.Holders(ctx)
	if err != nil {
		return nil, err
	}
	return records.Fill(ctx, k.Session, records.PutRequest{
		Type: catalogue.RecordAccountReview, Source: source, As: access.ManageAccounts, Detail: "who has what was reviewed",
		Values: map[string]string{
			"reviewed_on": k.today(), "reviewed_by": k.Who.Capacity().Account, "accounts": strconv.Itoa(len(list)), "found": strings.TrimSpace(found),
		},
	})
}

// cover records that Heed holds every account, and every review of them, from today on.
func (k Keeper) cover(ctx context.Context) error {
	for _, about := range []string{catalogue.RecordAccount, catalogue.RecordAccountReview} {
		_, _, err := records.Put(ctx, k.Session, records.PutRequest{Type: catalogue.RecordCoverage, Source: source, Values: map[string]string{
			"record_type": about, "source": "Kept in Heed", "from_on": k.today(), "to_on": k.today(), "to_today": "true",
			"basis": "Every account is made in Heed",
		}})
		if err != nil {
			return err
		}
	}
	return nil
}
