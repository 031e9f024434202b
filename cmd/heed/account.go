package main

import (
	"errors"
	"fmt"
	"strings"

	"heed/internal/access"
	"heed/internal/account"
	"heed/internal/door"
)

// accountCommands look at accounts from the machine that holds the data. All else is done on the pages, by an administrator.
type accountCommands struct {
	List  accountListCommand  `cmd:"" help:"List the accounts: who may sign in, as what, and what waits for a second person."`
	Agree accountAgreeCommand `cmd:"" help:"Agree, as the second person, to a role that an administrator has given, or to acting for a colleague in it."`
}

type accountListCommand struct {
	data
	authority
	output
}

// Run lists the accounts.
func (c accountListCommand) Run(s *session) error {
	return with(s, c.data, c.authority, func(a *door.Door, who door.Actor) error {
		list, err := account.Keeper{Session: a.Session(who)}.List(s.ctx)
		if err != nil {
			return err
		}
		g := &grid{columns: []string{"account", "name", "email", "stands", "roles", "waiting"}}
		for _, e := range list {
			var roles []string
			for _, one := range e.Now {
				role := string(one.Role)
				if one.For != "" {
					role += " for " + one.ForName
				}
				roles = append(roles, role)
			}
			g.add(e.ID, e.Name, e.Email, string(e.Standing), strings.Join(roles, ", "), e.Waiting)
		}
		return c.print(s.stdout, g)
	})
}

// accountBy finds an account of the authority by its address.
func accountBy(s *session, k account.Keeper, email string) (door.Account, error) {
	one, err := k.FindAccountByEmail(s.ctx, email)
	if errors.Is(err, door.ErrNotFound) || err == nil && one.Authority != k.Who.Authority {
		return one, usagef("--email %s: nobody of this authority has that address", email)
	}
	return one, err
}

type accountAgreeCommand struct {
	data
	authority
	Email string `required:"" placeholder:"ADDRESS" help:"The e-mail address of the account."`
	Role  string `required:"" placeholder:"ROLE" help:"The role to agree to, such as administrator."`
}

// Run agrees to all that waits of the role, as whoever runs Heed's commands.
func (c accountAgreeCommand) Run(s *session) error {
	return with(s, c.data, c.authority, func(a *door.Door, who door.Actor) error {
		k := account.Keeper{Session: a.Session(who)}
		one, err := accountBy(s, k, c.Email)
		if err != nil {
			return err
		}
		d, err := k.Find(s.ctx, one.ID)
		if err != nil {
			return err
		}
		agreed := 0
		say := func(words, from string) {
			agreed++
			_, _ = fmt.Fprintf(s.stdout, "%s is %s from %s.\n", one.Name, words, from)
		}
		for _, r := range d.Roles {
			if r.Role == access.Role(c.Role) && k.Waits(r.Given, k.NeedsSecond(r.Role)) {
				if err := k.Agree(s.ctx, r); err != nil {
					return err
				}
				say(c.Role, r.From)
			}
		}
		for _, r := range d.Actings {
			needs, err := k.ActingNeeds(s.ctx, r)
			if err != nil {
				return err
			}
			if r.Role == access.Role(c.Role) && k.Waits(r.Given, needs) {
				if err := k.AgreeActing(s.ctx, r); err != nil {
					return err
				}
				say(c.Role+" for another", r.From)
			}
		}
		if agreed == 0 {
			return usagef("--role %s: no such role of %s waits for a second person", c.Role, one.Name)
		}
		return nil
	})
}
