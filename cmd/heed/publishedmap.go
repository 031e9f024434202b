package main

import (
	"errors"
	"fmt"

	"heed/internal/door"
	"heed/internal/releases"
)

type publishedMap struct {
	data
	authority
	output
	Old    string `arg:"" help:"The series as Heed has it: its id, as heed published series lists it; an indicator, for all its series; or a file, for all of its."`
	New    string `arg:"" help:"What it is called in a later release that was imported: an id, an indicator or a file."`
	Reason string `required:"" placeholder:"WHY" help:"Why they are one series, such as what the publication says."`
}

// Run writes down that series go on under other names.
func (c publishedMap) Run(s *session) error {
	return withKeeper(s, c.data, c.authority, func(a *door.Door, who door.Actor) error {
		pairs, err := releases.Map(s.ctx, a.Session(who), c.Old, c.New, c.Reason, "cli")
		if err != nil {
			return err
		}
		g := &grid{columns: []string{"series", "goes on as"}}
		for _, p := range pairs {
			g.add(p.Old.ID, p.New.ID)
		}
		return c.print(s.stdout, g)
	})
}

type publishedUnmap struct {
	data
	authority
	New    string `arg:"" help:"The newer series, as heed published mappings lists it."`
	Reason string `required:"" placeholder:"WHY" help:"Why it is taken back."`
}

// Run takes back what was said of a series.
func (c publishedUnmap) Run(s *session) error {
	return with(s, c.data, c.authority, func(a *door.Door, who door.Actor) error {
		if err := releases.Unmap(s.ctx, a.Session(who), c.New, c.Reason); err != nil {
			return err
		}
		_, err := fmt.Fprintln(s.stdout, "Taken back: the two are two series again.")
		return err
	})
}

type publishedMappings struct {
	data
	output
}

// Run lists what was said of series that go on under another name.
func (c publishedMappings) Run(s *session) (err error) {
	return withPublishedSession(s, c.data, func(session *door.Session) error {
		list, err := session.PublishedRenamings(s.ctx)
		if err != nil {
			return err
		}
		g := &grid{columns: []string{"new", "goes on with", "authority", "by", "at", "reason"}}
		for _, r := range list {
			g.add(r.New, r.Old, r.Authority, r.By, r.At.UTC(), r.Reason)
		}
		return c.print(s.stdout, g)
	})
}

// withKeeper is with for a command that writes into an authority's ledger what is about published figures: there may be no other record yet.
func withKeeper(s *session, d data, who authority, work func(*door.Door, door.Actor) error) error {
	if who.Authority != "" {
		return withNew(s, d, who, work)
	}
	a, err := d.open(s)
	if err != nil {
		return err
	}
	codes, err := held(s, a)
	if err := errors.Join(err, a.Close()); err != nil {
		return err
	}
	if len(codes) == 0 {
		return usagef("no authority has any record yet: say with --authority whose ledger is to keep it, such as --authority 208")
	}
	return with(s, d, who, work)
}

func withPublishedSession(s *session, d data, work func(*door.Session) error) (err error) {
	a, err := d.open(s)
	if err != nil {
		return err
	}
	err = work(a.Session(s.operator("")))
	if closed := a.Close(); err == nil {
		err = closed
	}
	return err
}
