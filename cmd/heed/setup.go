package main

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"heed/catalogue"
	"heed/internal/account"
	"heed/internal/door"
	"heed/internal/words"
)

// setupCommand makes the data folder and the first administrator of an authority.
type setupCommand struct {
	data
	authority
	Name   string `required:"" placeholder:"NAME" help:"The administrator's name."`
	Email  string `required:"" placeholder:"ADDRESS" help:"The e-mail address by which the administrator signs in."`
	Listen string `default:"${listen}" hidden:""`
	URL    string `default:"${url}" placeholder:"URL" help:"The address under which people reach Heed, such as https://heed.example.gov.uk; http://${listen} if not given (HEED_URL)."`
	Link   bool   `help:"Make another link for an administrator who is there already, as when the first was lost."`
}

// Run makes the administrator, and prints a link that works once.
func (c setupCommand) Run(s *session) (err error) {
	named, err := c.named()
	if err != nil {
		return err
	}
	if named == "" {
		return usagef("say for which authority: --authority CODE, its three-digit DfE code, such as 208")
	}
	c.URL = strings.TrimSuffix(cmp.Or(c.URL, "http://"+c.Listen), "/")
	a, err := c.open(s)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	store, err := c.openSignIn(s)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	k := account.Keeper{Session: a.Session(door.System(named)), SignIn: store}
	if c.Link {
		return c.again(s, k)
	}
	_, link, faults, err := k.SetUp(s.ctx, account.New{Name: c.Name, Email: c.Email})
	switch {
	case errors.Is(err, account.ErrSetUp):
		return usagef("authority %s has accounts already: an administrator makes others on the pages. Another link for one who has lost theirs: heed setup --link with the same --email", named)
	case err != nil:
		return err
	case len(faults) > 0:
		return usagef("--%s: %s", option(faults[0]), faults[0].Reason)
	}
	_, _ = fmt.Fprintf(s.stdout, "%s is an administrator of %s. This link works once, until %s:\n%s/link/%s\n",
		c.Name, a.AuthorityName(named), words.LongDate(door.Civil(link.Until, true)), c.URL, link.Token)
	return nil
}

// option is the option that a field of an account is given by.
func option(f catalogue.Fault) string {
	if f.Field == "email" {
		return "email"
	}
	return "name"
}

// again makes another link for an account that is there.
func (c setupCommand) again(s *session, k account.Keeper) error {
	one, err := k.FindAccountByEmail(s.ctx, c.Email)
	if err != nil || one.Authority != k.Who.Authority {
		return usagef("--email %s: nobody of this authority has that address", c.Email)
	}
	link, err := k.Invite(s.ctx, one.ID)
	if err != nil {
		return err
	}
	_, _ = fmt.Fprintf(s.stdout, "A link for %s. It works once, until %s:\n%s/link/%s\n", one.Name, words.LongDate(door.Civil(link.Until, true)), c.URL, link.Token)
	return nil
}
