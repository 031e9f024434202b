package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

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
	return errors.Join(printHeads(s, c.output, heads, 0), c.copySignIn(s)) // what was copied and verified is said in any case
}

// copySignIn copies what people sign in with, where there is any, beside the other copies. Its key is no part of a backup.
func (c backupCommand) copySignIn(s *session) (err error) {
	if _, err := os.Stat(filepath.Join(c.Data, signInFile)); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	store, err := c.openSignIn(s)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	return store.Copy(s.ctx, c.To)
}
