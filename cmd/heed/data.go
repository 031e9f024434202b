package main

import (
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"heed/internal/app"
)

// data is the flag of every command that reads or writes data.
type data struct {
	Data string `name:"data" placeholder:"DIR" default:"${data}" help:"The folder that holds the data (HEED_DATA)."`
}

// about is which authority a command is about.
type authority struct {
	Authority string `name:"authority" placeholder:"CODE" default:"${authority}" help:"The authority's DfE code, such as 208. Not needed where the data holds only one (HEED_AUTHORITY)."`
}

// open opens the data folder, with warnings going to standard error.
func (d data) open(s *session, now func() time.Time) (*app.App, error) {
	log := slog.New(slog.NewTextHandler(s.stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	a, err := app.Open(s.ctx, app.Config{Dir: d.Data, Now: now, NewID: newID, Log: log})
	if err != nil {
		return nil, fmt.Errorf("opening %s: %w", d.Data, err)
	}
	return a, nil
}

// newID makes an id that sorts by when it was made and that nobody can guess.
func newID() string {
	return time.Now().UTC().Format("20060102T150405") + "-" + strings.ToLower(rand.Text()[:8])
}

// find gives the actor for an authority: the one named, or the only one there is.
func (c authority) find(s *session, a *app.App) (app.Actor, error) {
	if c.Authority != "" {
		return app.System(c.Authority), nil
	}
	list, err := a.Authorities(s.ctx)
	if err != nil {
		return app.Actor{}, err
	}
	switch len(list) {
	case 0:
		return app.Actor{}, usagef("there is no data here yet: name the authority with --authority, or the folder with --data")
	case 1:
		return app.System(list[0].Code), nil
	default:
		codes := make([]string, 0, len(list))
		for _, one := range list {
			codes = append(codes, one.Code)
		}
		return app.Actor{}, usagef("the data holds authorities %s: say which with --authority", strings.Join(codes, ", "))
	}
}

// with runs work with the data open and an actor for its authority.
func with(s *session, d data, who authority, work func(*app.App, app.Actor) error) (err error) {
	a, err := d.open(s, s.now)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	actor, err := who.find(s, a)
	if err != nil {
		return err
	}
	return work(a, actor)
}

// question makes the app's question of the flags.
func (a asked) question() (app.Question, error) {
	asAt, knownAt, err := a.times()
	return app.Question{AsAt: asAt, KnownAt: knownAt}, err
}
