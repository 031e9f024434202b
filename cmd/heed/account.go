package main

import (
	"fmt"
	"strings"

	"heed/internal/access"
	"heed/internal/account"
	"heed/internal/door"
)

// accountCommands look at accounts from the machine that holds the data. All else is done on the pages, by an administrator.
type accountCommands struct {
	List  accountListCommand  `cmd:"" help:"List the accounts: who may sign in, as what, and what waits for a second person."`
	Agree accountAgreeCommand `cmd:"" help:"Agree, as the second person, to a role that an administrator has given."`
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
				roles = append(roles, string(one.Role))
			}
			g.add(e.ID, e.Name, e.Email, string(e.Standing), strings.Join(roles, ", "), e.Waiting)
		}
		return c.print(s.stdout, g)
	})
}

type accountAgreeCommand struct {
	data
	authority
	Email string `required:"" placeholder:"ADDRESS" help:"The e-mail address of the account."`
	Role  string `required:"" placeholder:"ROLE" help:"The role to agree to, such as administrator."`
}

// Run agrees to the role, as whoever runs Heed's commands.
func (c accountAgreeCommand) Run(s *session) error {
	return with(s, c.data, c.authority, func(a *door.Door, who door.Actor) error {
		k := account.Keeper{Session: a.Session(who)}
		one, err := k.FindAccountByEmail(s.ctx, c.Email)
		if err != nil || one.Authority != who.Authority {
			return usagef("--email %s: nobody of this authority has that address", c.Email)
		}
		d, err := k.Find(s.ctx, one.ID)
		if err != nil {
			return err
		}
		for _, r := range d.Roles {
			if r.Role == access.Role(c.Role) && r.AgreedBy == "" && k.NeedsSecond(r.Role) {
				if err := k.Agree(s.ctx, one.ID, r.Role, r.From); err != nil {
					return err
				}
				_, err = fmt.Fprintf(s.stdout, "%s is %s from %s.\n", one.Name, r.Role, r.From)
				return err
			}
		}
		return usagef("--role %s: no such role of %s waits for a second person", c.Role, one.Name)
	})
}
