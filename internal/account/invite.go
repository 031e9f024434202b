package account

import (
	"context"
	"fmt"
	"slices"
	"time"

	"heed/catalogue"
	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/signin"
)

// How long a link works.
const (
	invitationLasts = 7 * 24 * time.Hour
	recoveryLasts   = 24 * time.Hour
)

// Invite makes a link by which the person of an account gets what they sign in with: the first time, or again where they have lost it. It works
// once, and former ones work no more.
func (k Keeper) Invite(ctx context.Context, id string) (signin.Link, error) {
	if err := k.Allow(ctx, access.ManageAccounts, "make a link to sign in"); err != nil {
		return signin.Link{}, err
	}
	one, err := k.FindAccount(ctx, id)
	if err != nil {
		return signin.Link{}, err
	}
	if id == k.Who.Account {
		return signin.Link{}, fmt.Errorf("%w: another administrator makes a link for you", door.ErrForbidden)
	}
	if k.SignIn == nil {
		return signin.Link{}, fmt.Errorf("%w: in a demonstration nobody needs a link", door.ErrInvalid)
	}
	account := signin.Account{Authority: one.Authority, ID: one.ID}
	has, err := k.SignIn.Has(ctx, account)
	if err != nil {
		return signin.Link{}, err
	}
	granted, err := k.ActingNeedsSecond(ctx, one, "")
	if err != nil {
		return signin.Link{}, err
	}
	if k.Who.Role != access.System && (granted || has.Any() && k.wide(ctx, id)) {
		return signin.Link{}, ErrWide
	}
	if err := k.Log(ctx, access.ManageAccounts, id, "make a link to sign in"); err != nil {
		return signin.Link{}, err
	}
	if has.Any() {
		return k.SignIn.Invite(ctx, account, signin.Recovery, k.Who.By(), recoveryLasts)
	}
	return k.SignIn.Invite(ctx, account, signin.Invitation, k.Who.By(), invitationLasts)
}

// Forget takes away all that an account signs in with, and ends its sessions, as when somebody has left. What a second person has agreed to is to be agreed to
// again.
func (k Keeper) Forget(ctx context.Context, id string) error {
	if err := k.Allow(ctx, access.ManageAccounts, "take away what an account signs in with"); err != nil {
		return err
	}
	one, err := k.FindAccount(ctx, id)
	if err != nil {
		return err
	}
	if id == k.Who.Account {
		return fmt.Errorf("%w: another administrator does this for you", door.ErrForbidden)
	}
	if k.SignIn == nil {
		return fmt.Errorf("%w: in a demonstration nobody signs in with anything", door.ErrInvalid)
	}
	if err := k.Log(ctx, access.ManageAccounts, id, "take away what an account signs in with"); err != nil {
		return err
	}
	if err := k.askAgain(ctx, id); err != nil { // whoever follows the next link may be somebody else
		return err
	}
	return k.SignIn.Forget(ctx, signin.Account{Authority: one.Authority, ID: one.ID})
}

// ErrSetUp says that an authority has an administrator already.
var ErrSetUp = fmt.Errorf("%w: the authority has accounts already", door.ErrConflict)

// SetUp makes the first administrator of an authority, for whoever runs Heed's commands, and a link for them.
func (k Keeper) SetUp(ctx context.Context, n New) (link signin.Link, faults []catalogue.Fault, err error) {
	accounts, err := k.Accounts(ctx)
	if err != nil {
		return link, nil, err
	}
	if len(accounts.All()) > 0 {
		return link, nil, ErrSetUp
	}
	n.Role = Role{Role: access.Administrator}
	id, faults, err := k.create(ctx, n, door.SetUp)
	if err != nil || len(faults) > 0 {
		return link, faults, err
	}
	if err := k.cover(ctx); err != nil {
		return link, nil, afterFirst(err)
	}
	link, err = k.Invite(ctx, id)
	return link, nil, err
}

// ErrWide says that somebody may not make a link by which they could become another who sees every child, keeps accounts, or has a grant by name.
var ErrWide = fmt.Errorf("%w: whoever runs Heed's commands makes this link, as whoever has it could see every child, keep accounts, or open a restricted record by name", door.ErrForbidden)

// wide says whether an account has, had or will have a role that needs a second person.
func (k Keeper) wide(ctx context.Context, id string) bool {
	accounts, err := k.Accounts(ctx)
	return err != nil || slices.ContainsFunc(accounts.Roles(id), func(r door.AccountRole) bool { return k.NeedsSecond(r.Role) && !r.Empty() })
}
