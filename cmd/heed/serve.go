package main

import "errors"

// serveCommand has the flags that it will need, so that what starts it need not change.
type serveCommand struct {
	data
	Listen string `default:"${listen}" placeholder:"ADDRESS" help:"The address to serve on; ${listen} if not given (HEED_LISTEN)."`
}

// errNoSignIn is why heed serve does not start yet.
var errNoSignIn = errors.New("heed serve needs an identity provider, so that nobody gets in who does not belong, and signing in through one is not built yet. " +
	"To look at Heed with invented children, on this machine only: heed demo")

// Run refuses: pages with real children in them are served only to people who have been let in by an identity provider.
func (c serveCommand) Run(*session) error { return errNoSignIn }
