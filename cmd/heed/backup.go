package main

import (
	"errors"
	"fmt"
	"io/fs"

	"heed/internal/door"
)

type backupCommand struct {
	data
	output
	To string `arg:"" name:"folder" help:"The folder for the copies: a new one, or one that holds no backup."`
}

// Run copies both databases as they stand at one moment, and verifies the copies.
func (c backupCommand) Run(s *session) error {
	if err := c.exists(); err != nil {
		return err
	}
	heads, err := door.Backup(s.ctx, c.Data, c.To)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s holds a backup already: give another folder", c.To)
	}
	if err != nil {
		return err
	}
	return printHeads(s, c.output, heads, 0)
}
