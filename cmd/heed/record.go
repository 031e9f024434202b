package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"heed/catalogue"
	"heed/internal/door"
	"heed/internal/records"
)

type recordCommands struct {
	Types    recordTypes    `cmd:"" help:"List the record types, or the fields of one."`
	List     recordList     `cmd:"" help:"List the records about a child."`
	Show     recordShow     `cmd:"" help:"Show every version of a record."`
	Put      recordPut      `cmd:"" help:"Write a record by hand: a new one, or a new version of one."`
	Withdraw recordWithdraw `cmd:"" help:"Withdraw a record, with the reason."`
	Imports  recordImports  `cmd:"" help:"List the imports that records came in by."`
	Undo     recordUndo     `cmd:"" help:"Take an import back: what nothing later changed is again as it was before."`
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
	t, err := findType(types, c.Type)
	if err != nil {
		return err
	}
	g := &grid{columns: []string{"field", "title", "type", "key", "required", "codes", "maps"}}
	for _, f := range t.Fields {
		var items []string
		for _, standard := range slices.Sorted(maps.Keys(f.Maps)) {
			items = append(items, standard+" "+f.Maps[standard])
		}
		g.add(f.ID, f.Title, string(f.Type), slices.Contains(t.Key, f.ID), f.Required, f.Codes, strings.Join(items, "; "))
	}
	return c.print(s.stdout, g)
}

func findType(types *catalogue.Catalogue, id string) (*catalogue.Type, error) {
	if t := types.Type(id); t != nil {
		return t, nil
	}
	return nil, usagef("there is no record type %q: heed record types gives them all", id)
}

type recordList struct {
	data
	authority
	output
	Subject string `required:"" placeholder:"CHILD" help:"Whose records: a child, by the authority's own id."`
	Type    string `placeholder:"TYPE" help:"Only this record type."`
}

// Run lists records.
func (c recordList) Run(s *session) error {
	return with(s, c.data, c.authority, func(a *door.Door, who door.Actor) error {
		if c.Type != "" {
			if _, err := findType(a.Catalogue(), c.Type); err != nil {
				return err
			}
		}
		list, err := records.List(s.ctx, a.Session(who), records.Filter{Subject: c.Subject, Type: c.Type})
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
	return with(s, c.data, c.authority, func(a *door.Door, who door.Actor) error {
		if _, err := findType(a.Catalogue(), c.Type); err != nil {
			return err
		}
		list, err := records.History(s.ctx, a.Session(who), c.Type, c.ID)
		if err != nil {
			return noRecord(err, c.Type, c.ID)
		}
		return printVersions(s, c.output, list)
	})
}

func printVersions(s *session, o output, list []records.Version) error {
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

// noRecord says in words that there is no such record, and leaves other errors as they are.
func noRecord(err error, recordType, id string) error {
	switch {
	case errors.Is(err, door.ErrNotFound):
		return fmt.Errorf("there is no %s %s: an id is the values of the key joined by /, days as 2026-03-31, and heed record list --subject CHILD gives those of a child", recordType, id)
	case errors.Is(err, door.ErrConflict):
		return fmt.Errorf("%s %s is withdrawn already", recordType, id)
	default:
		return err
	}
}

// stated refuses a blank reason.
func stated(reason, why string) error {
	if strings.TrimSpace(reason) == "" {
		return usagef("--reason is blank: say why %s", why)
	}
	return nil
}

type recordWithdraw struct {
	data
	authority
	output
	Type   string `arg:"" help:"The record type."`
	ID     string `arg:"" help:"The record's id: its key, joined by /."`
	Reason string `required:"" placeholder:"WORDS" help:"Why it is withdrawn."`
}

// Run withdraws one record, and prints its versions, which stay.
func (c recordWithdraw) Run(s *session) error {
	if err := stated(c.Reason, "the record is withdrawn"); err != nil {
		return err
	}
	return with(s, c.data, c.authority, func(a *door.Door, who door.Actor) error {
		if _, err := findType(a.Catalogue(), c.Type); err != nil {
			return err
		}
		if err := records.Withdraw(s.ctx, a.Session(who), c.Type, c.ID, c.Reason); err != nil {
			return noRecord(err, c.Type, c.ID)
		}
		list, err := records.History(s.ctx, a.Session(who), c.Type, c.ID)
		if err != nil {
			return err
		}
		return printVersions(s, c.output, list)
	})
}
