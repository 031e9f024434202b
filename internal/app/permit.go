package app

import (
	"context"
	"fmt"

	"heed/internal/access"
	"heed/internal/ledger"
)

// The actions as this package names them in the access log.
const importAction = access.Import

func (who Actor) principal() access.Principal {
	return access.Principal{ID: who.ID, Role: who.Role, Authority: who.Authority, TeamID: who.TeamID, Service: who.Service}
}

// May says whether the policy allows an actor an action upon their authority's data, so that a page offers nothing it
// would refuse. It is not logged; doing it is.
func (a *App) May(who Actor, action access.Action) bool {
	return a.policy.Allows(who.principal(), action, who.Authority).Allowed
}

// allow asks the policy about an action upon the actor's authority. A refusal is logged; what is allowed is logged by
// whoever does it, when it is known what was shown.
func (a *App) allow(ctx context.Context, who Actor, action access.Action, detail string) error {
	d := a.policy.Allows(who.principal(), action, who.Authority)
	if d.Allowed {
		return nil
	}
	return a.refuse(ctx, who, action, "", detail, d.Reason)
}

// refuse logs a refusal and gives the error of it.
func (a *App) refuse(ctx context.Context, who Actor, action access.Action, subject, detail, reason string) error {
	err := a.logAccess(ctx, who, ledger.Access{Action: string(action), Subject: subject, Detail: detail, Reason: reason})
	if err != nil {
		return err
	}
	return &ForbiddenError{Action: string(action), Reason: reason}
}

// logShown writes down, durably, what an actor is about to be shown.
func (a *App) logShown(ctx context.Context, who Actor, action access.Action, subject, detail string) error {
	return a.logAccess(ctx, who, ledger.Access{Action: string(action), Subject: subject, Detail: detail, Allowed: true})
}

func (a *App) logAccess(ctx context.Context, who Actor, entry ledger.Access) error {
	entry.Authority, entry.At, entry.Who, entry.Role = who.Authority, a.cfg.Now(), who.ID, string(who.Role)
	if err := a.ledger.LogAccess(ctx, entry); err != nil {
		return fmt.Errorf("writing the access log: %w", err)
	}
	return nil
}
