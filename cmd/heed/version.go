package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"heed/catalogue"
	"heed/rulebook"
)

type versionCommand struct{ output }

// Run says which source, record types and rules this binary was built from.
func (c versionCommand) Run(s *session) error {
	types, err := catalogue.Load()
	if err != nil {
		return err
	}
	book, err := rulebook.Load()
	if err != nil {
		return err
	}
	o := object{
		keys:   []string{"heed", "go", "catalogue", "rulebook", "record_types", "rules"},
		values: []any{revision(), runtime.Version(), types.Hash()[:12], book.Hash()[:12], len(types.Types), len(book.Rules)},
	}
	if c.Output == "json" {
		return printJSON(s.stdout, o)
	}
	g := &grid{columns: []string{"item", "value"}}
	for i, key := range o.keys {
		g.add(key, o.values[i])
	}
	if err := c.print(s.stdout, g); err != nil {
		return fmt.Errorf("printing: %w", err)
	}
	return nil
}

// revision gives the commit this binary was built from, where the build recorded it.
func revision() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	for _, setting := range info.Settings {
		if setting.Key == "vcs.revision" {
			return setting.Value
		}
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	return "development"
}
