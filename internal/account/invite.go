package account

import (
	"context"
	"fmt"
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
	if err := k.Log(ctx, access.ManageAccounts, id, "make a link to sign in"); err != nil {
		return signin.Link{}, err
	}
	account := signin.Account{Authority: one.Authority, ID: one.ID}
	has, err := k.SignIn.Has(ctx, account)
	if err != nil {
		return signin.Link{}, err
	}
	if has.Any() {
		return k.SignIn.Invite(ctx, account, signin.Recovery, k.Who.By(), recoveryLasts)
	}
	return k.SignIn.Invite(ctx, account, signin.Invitation, k.Who.By(), invitationLasts)
}

// Forget takes away all that an account signs in with, and ends its sessions, as when somebody has left.
func (k Keeper) Forget(ctx context.Context, id string) error {
	if err := k.Allow(ctx, access.ManageAccounts, "take away what an account signs in with"); err != nil {
		return err
	}
	one, err := k.FindAccount(ctx, id)
	if err != nil || k.SignIn == nil {
		return err
	}
	if err := k.Log(ctx, access.ManageAccounts, id, "take away what an account signs in with"); err != nil {
		return err
	}
	return k.SignIn.Forget(ctx, signin.Account{Authority: one.Authority, ID: one.ID})
}

// ErrSetUp says that an authority has an administrator already.
var ErrSetUp = fmt.Errorf("%w: the authority has accounts already", door.ErrConflict)

// setUp is who gives and who agrees to the first administrator's role: there is nobody else yet, and whoever sets Heed up holds the machine.
const setUp = "setup"

// SetUp makes the first administrator of an authority, for whoever runs Heed's commands, and a link for them.
func (k Keeper) SetUp(ctx context.Context, n New) (id string, link signin.Link, faults []catalogue.Fault, err error) {
	accounts, err := k.Accounts(ctx)
	if err != nil {
		return "", link, nil, err
	}
	if len(accounts.All()) > 0 {
		return "", link, nil, ErrSetUp
	}
	n.Role = Role{Role: access.Administrator}
	if id, faults, err = k.Create(ctx, n); err != nil || len(faults) > 0 {
		return "", link, faults, err
	}
	faults, err = k.putRole(ctx, door.AccountRole{
		Account: id, Role: access.Administrator, Span: door.Span{From: k.Day().Format(time.DateOnly)}, GivenBy: k.Who.By(), AgreedBy: setUp,
	})
	if err != nil || len(faults) > 0 {
		return "", link, faults, err
	}
	link, err = k.Invite(ctx, id)
	return id, link, nil, err
}
