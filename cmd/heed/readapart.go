package main

import (
	"errors"

	"heed/internal/exchange/apart"
)

// readApartCommand reads uploaded files for the Heed that starts it, within limits. It has no flags and is of no use to people.
type readApartCommand struct{}

// Run reads one job.
func (readApartCommand) Run(*session) error {
	if apart.Main() != 0 {
		return errors.New("the files were not read")
	}
	return nil
}
