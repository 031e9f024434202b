package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"heed/catalogue"
	"heed/internal/app"
)

type recordCommands struct {
	Types    recordTypes    `cmd:"" help:"List the record types, or the fields of one."`
	List     recordList     `cmd:"" help:"List the records about a child."`
	Show     recordShow     `cmd:"" help:"Show every version of a record."`
	Put      recordPut      `cmd:"" help:"Write a record by hand: a new one, or a new version of one."`
	Withdraw recordWithdraw `cmd:"" help:"Withdraw a record, with the reason."`
}

type recordTypes struct {
	output
	Type string `arg:"" optional:"" help:"A record type, to list its fields."`
}

// Run lists the record types or one's fields.
func (c recordTypes) Run(s *session) error {
	types, err := catalogue.Load()
	if err != nil {
		return err
	}
	if c.Type == "" {
		g := &grid{columns: []string{"id", "title", "area", "kept_by", "fields", "help"}}
		for _, t := range types.Types {
			g.add(t.ID, t.Title, t.Area, t.KeptBy, len(t.Fields), t.Help)
		}
		return c.print(s.stdout, g)
	}
	t := types.Type(c.Type)
	if t == nil {
		return fmt.Errorf("there is no record type %q; heed record types gives them all", c.Type)
	}
	g := &grid{columns: []string{"field", "title", "type", "key", "required", "codes", "maps"}}
	for _, f := range t.Fields {
		var maps []string
		for _, standard := range slices.Sorted(keysOf(f.Maps)) {
			maps = append(maps, standard+" "+f.Maps[standard])
		}
		g.add(f.ID, f.Title, string(f.Type), slices.Contains(t.Key, f.ID), f.Required, f.Codes, strings.Join(maps, "; "))
	}
	return c.print(s.stdout, g)
}

func keysOf(m map[string]string) func(func(string) bool) { return maps.Keys(m) }

type recordList struct {
	data
	authority
	output
	Subject string `required:"" help:"Whose records: a child, by the authority's own id."`
	Type    string `help:"Only this record type."`
}

// Run lists records.
func (c recordList) Run(s *session) error {
	return with(s, c.data, c.authority, func(a *app.App, who app.Actor) error {
		list, err := a.Records(s.ctx, who, app.RecordFilter{Subject: c.Subject, Type: c.Type})
		if err != nil {
			return err
		}
		return printVersions(s, c.output, list)
	})
}

type recordShow struct {
	data
	authority
	output
	Type string `arg:"" help:"The record type."`
	ID   string `arg:"" help:"The record's id: its key, joined by /."`
}

// Run shows a record's versions.
func (c recordShow) Run(s *session) error {
	return with(s, c.data, c.authority, func(a *app.App, who app.Actor) error {
		list, err := a.Record(s.ctx, who, c.Type, c.ID)
		if err != nil {
			return err
		}
		return printVersions(s, c.output, list)
	})
}

func printVersions(s *session, o output, list []app.RecordVersion) error {
	g := &grid{columns: []string{"type", "id", "subject", "version", "recorded_at", "recorded_by", "source", "batch", "withdrawn", "values"}}
	for _, v := range list {
		var values any = v.Values
		if o.Output != "json" {
			text, err := json.Marshal(v.Values)
			if err != nil {
				return err
			}
			values = string(text)
		}
		g.add(v.Type, v.ID, v.Subject, v.Version, v.RecordedAt.UTC().Format(time.RFC3339), v.RecordedBy, v.Source, v.Batch, v.Withdrawn, values)
	}
	return o.print(s.stdout, g)
}

type recordPut struct {
	data
	authority
	output
	Type   string            `arg:"" help:"The record type."`
	Values map[string]string `arg:"" name:"field=value" help:"The fields, such as child_id=1234 visited_on=2026-03-31. Those left out are blank."`
}

// Run writes one record.
func (c recordPut) Run(s *session) error {
	return with(s, c.data, c.authority, func(a *app.App, who app.Actor) error {
		v, faults, err := a.PutRecord(s.ctx, who, app.PutRequest{Type: c.Type, Values: c.Values, Source: "cli"})
		for _, f := range faults {
			_, _ = fmt.Fprintf(s.stderr, "%s: %s\n", f.Field, f.Reason)
		}
		if err != nil {
			return err
		}
		return printVersions(s, c.output, []app.RecordVersion{v})
	})
}

type recordWithdraw struct {
	data
	authority
	Type   string `arg:"" help:"The record type."`
	ID     string `arg:"" help:"The record's id: its key, joined by /."`
	Reason string `required:"" help:"Why it is withdrawn."`
}

// Run withdraws one record.
func (c recordWithdraw) Run(s *session) error {
	return with(s, c.data, c.authority, func(a *app.App, who app.Actor) error {
		if err := a.WithdrawRecord(s.ctx, who, c.Type, c.ID, c.Reason); err != nil {
			return err
		}
		_, err := fmt.Fprintf(s.stdout, "Withdrawn: %s %s. Its versions stay in the ledger.\n", c.Type, c.ID)
		return err
	})
}
