package main

import (
	"cmp"
	"errors"
	"fmt"

	"heed/internal/account"
	"heed/internal/door"
	"heed/internal/signin"
	"heed/internal/words"
)

// setupCommand makes the data folder and the first administrator of an authority.
type setupCommand struct {
	data
	authority
	Name   string `placeholder:"NAME" help:"The administrator's name; not needed with --link."`
	Email  string `required:"" placeholder:"ADDRESS" help:"The e-mail address by which the person signs in."`
	URL    string `default:"${url}" placeholder:"URL" help:"The address under which people reach Heed, such as https://heed.example.gov.uk; that of this machine if not given (HEED_URL)."`
	Listen string `default:"${listen}" hidden:""`
	Link   bool   `help:"Make another link for an account that is there already, as when the first was lost."`
}

// Run makes the administrator, and prints a link that works once.
func (c setupCommand) Run(s *session) error {
	if c.URL == "" && !onThisMachine(c.Listen) {
		return usagef("say under which address people reach Heed, as the link begins with it: --url https://heed.example.gov.uk")
	}
	site, err := reached(cmp.Or(c.URL, "http://"+c.Listen))
	if err != nil {
		return err
	}
	c.URL = site.String()
	if err := c.notDemonstration(); err != nil {
		return err
	}
	if c.Link {
		return with(s, c.data, c.authority, func(a *door.Door, who door.Actor) error { return c.again(s, a, who) })
	}
	switch named, err := c.named(); {
	case err != nil:
		return err
	case named == "":
		return usagef("say for which authority: --authority CODE, its three-digit DfE code, such as 208")
	case c.Name == "":
		return usagef("say who it is: --name NAME")
	case c.Email == "":
		return usagef("say with which address they sign in: --email ADDRESS")
	case !account.IsEmail(c.Email):
		return usagef("--email %s is no address: enter one such as name@example.gov.uk", c.Email)
	}
	return withNew(s, c.data, c.authority, func(a *door.Door, who door.Actor) error { return c.first(s, a, who) })
}

// first makes the first administrator.
func (c setupCommand) first(s *session, a *door.Door, who door.Actor) error {
	return c.signing(s, a, who, func(k account.Keeper) error {
		link, faults, err := k.SetUp(s.ctx, account.New{Name: c.Name, Email: c.Email})
		switch {
		case errors.Is(err, account.ErrSetUp):
			return usagef("authority %s has accounts already: an administrator makes others on the pages. Another link for one who has lost theirs: heed setup --link with the same --email", who.Authority)
		case err != nil:
			return err
		case len(faults) > 0:
			return usagef("--%s: %s", faults[0].Field, faults[0].Reason)
		}
		return c.print(s, c.Name+" is an administrator of "+a.AuthorityName(who.Authority)+". This link works once", link)
	})
}

// again makes another link for an account that is there.
func (c setupCommand) again(s *session, a *door.Door, who door.Actor) error {
	return c.signing(s, a, who, func(k account.Keeper) error {
		one, err := accountBy(s, k, c.Email)
		if err != nil {
			return err
		}
		link, err := k.Invite(s.ctx, one.ID)
		if err != nil {
			return err
		}
		return c.print(s, "A link for "+one.Name+". It works once", link)
	})
}

// signing works with what people sign in with.
func (c setupCommand) signing(s *session, a *door.Door, who door.Actor, work func(account.Keeper) error) (err error) {
	store, err := c.openSignIn(s)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	return work(account.Keeper{Session: a.Session(who), SignIn: store})
}

func (c setupCommand) print(s *session, what string, link signin.Link) error {
	_, err := fmt.Fprintf(s.stdout, "%s, until %s:\n%s/link/%s\n", what, words.LongDate(door.Civil(link.Until, true)), c.URL, link.Token)
	return err
}
