package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"heed/internal/door"
	"heed/internal/words"
)

type verifyCommand struct {
	data
	authority
	output
	Since int64  `placeholder:"SEQ" help:"Begin after this entry of the ledger; its first if not given. The access log is always read whole."`
	Head  string `placeholder:"FILE" help:"Check the logs against where FILE says that they stood, and write to it where they stand now. Keep it where whoever can write to the data cannot."`
}

// Run checks that both logs are what was written.
func (c verifyCommand) Run(s *session) error {
	named, err := c.named()
	if err != nil {
		return err
	}
	if c.Since < 0 {
		return usagef("--since %d is no entry: they are counted from 1", c.Since)
	}
	if err := c.exists(); err != nil {
		return err
	}
	kept, err := readHeads(c.Head)
	if err != nil {
		return err
	}
	heads, err := door.Verify(s.ctx, c.Data, door.Logs{Authority: named, Since: c.Since, Kept: kept})
	if damaged, ok := errors.AsType[*door.NotIntactError](err); ok {
		return fmt.Errorf("%w. Stop Heed, keep the folder as it is, and restore the last backup that verifies", damaged)
	}
	if err != nil {
		return err
	}
	if len(heads) == 0 {
		return c.without("no data of that authority")
	}
	if err := writeHeads(c.Head, kept, heads); err != nil {
		return err
	}
	return printHeads(s, c.output, heads, c.Since)
}

// printHeads prints where logs stand whose entries are what was written, those of the ledger after the one numbered since.
func printHeads(s *session, o output, heads []door.Head, since int64) error {
	if o.Output == "table" {
		for _, h := range heads {
			which := "each"
			if since > 0 && h.Log == door.EntryLog {
				which = fmt.Sprintf("each after number %d", since)
			}
			if _, err := fmt.Fprintf(s.stdout, "%s, %s: %s, %s as it was written. Head %.16s.\n", h.Authority, h.Log, words.Count(int(h.Seq), "entry", "entries"), which, h.Link); err != nil {
				return err
			}
		}
		return nil
	}
	g := &grid{columns: []string{"authority", "log", "seq", "link"}}
	for _, h := range heads {
		g.add(h.Authority, h.Log, h.Seq, h.Link)
	}
	return o.print(s.stdout, g)
}

// readHeads reads where the logs stood. A file that is not there yet says nothing.
func readHeads(name string) ([]door.Head, error) {
	if name == "" {
		return nil, nil
	}
	text, err := os.ReadFile(name) //nolint:gosec // the path is the operator's own
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var heads []door.Head
	in := json.NewDecoder(bytes.NewReader(text))
	in.DisallowUnknownFields()
	if err := in.Decode(&heads); err != nil {
		return nil, fmt.Errorf("%s is no file that heed verify --head has written: %w", name, err)
	}
	return heads, nil
}

// writeHeads writes where the logs stand, with what was kept of other authorities. The file is whole or as it was.
func writeHeads(name string, kept, heads []door.Head) error {
	if name == "" {
		return nil
	}
	now := map[string]bool{}
	for _, h := range heads {
		now[h.Authority] = true
	}
	for _, h := range kept {
		if !now[h.Authority] {
			heads = append(heads, h)
		}
	}
	text, err := json.MarshalIndent(heads, "", "  ")
	if err != nil {
		return err
	}
	if err := os.WriteFile(name+".new", append(text, '\n'), 0o600); err != nil {
		return err
	}
	return os.Rename(name+".new", name)
}
