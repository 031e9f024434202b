package app

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"heed/catalogue"
	"heed/internal/access"
	"heed/internal/ledger"
)

// RecordVersion is one version of a record with its values, by field id, in canonical text.
type RecordVersion struct {
	Type, ID, Subject         string
	Version                   int
	Values                    map[string]string
	RecordedAt                time.Time
	RecordedBy, Source, Batch string
	Withdrawn                 bool
}

// RecordFilter narrows a list of records.
type RecordFilter struct {
	// Subject is whose records; Type may narrow them.
	Subject, Type string
}

// Records gives the latest version of every record about a subject, withdrawn ones left out.
func (a *App) Records(ctx context.Context, who Actor, f RecordFilter) ([]RecordVersion, error) {
	if f.Subject == "" {
		return nil, fmt.Errorf("%w: say whose records", ErrInvalid)
	}
	s, err := a.allowRecord(ctx, who, f.Subject, "records")
	if err != nil {
		return nil, err
	}
	var entries []ledger.Entry
	for _, number := range s.people.Numbers(f.Subject) {
		some, err := a.ledger.SubjectEntries(ctx, who.Authority, number)
		if err != nil {
			return nil, err
		}
		entries = append(entries, some...)
	}
	latest := map[[2]string]ledger.Entry{}
	for _, e := range entries {
		if f.Type == "" || e.RecordType == f.Type {
			latest[[2]string{e.RecordType, e.RecordID}] = e
		}
	}
	var list []RecordVersion
	for _, e := range latest {
		if e.Withdrawn || a.withheld(e.RecordType, s, f.Subject) != "" {
			continue
		}
		version, err := a.version(e)
		if err != nil {
			return nil, err
		}
		list = append(list, version)
	}
	slices.SortFunc(list, func(x, y RecordVersion) int { return strings.Compare(x.Type+"\x00"+x.ID, y.Type+"\x00"+y.ID) })
	return list, a.logShown(ctx, who, access.Record, f.Subject, "records")
}

// Record gives every version of a record, the first first, or ErrNotFound.
func (a *App) Record(ctx context.Context, who Actor, recordType, id string) ([]RecordVersion, error) {
	entries, err := a.ledger.History(ctx, who.Authority, recordType, id)
	if err != nil {
		return nil, err
	}
	subject := ""
	if len(entries) > 0 {
		subject = entries[len(entries)-1].Subject
	}
	s, err := a.allowRecord(ctx, who, subject, recordType)
	if err != nil {
		return nil, err
	}
	if why := a.withheld(recordType, s, subject); why != "" {
		return nil, a.refuse(ctx, who, access.Record, subject, recordType, why)
	}
	if len(entries) == 0 {
		return nil, fmt.Errorf("%w: no %s of that id", ErrNotFound, recordType)
	}
	var list []RecordVersion
	for _, e := range entries {
		version, err := a.version(e)
		if err != nil {
			return nil, err
		}
		list = append(list, version)
	}
	return list, a.logShown(ctx, who, access.Record, subject, recordType)
}

// nameType is the record type that holds children's names.
const nameType = "child_name"

// allowRecord asks whether an actor may record and, where the record is about a child, may see that child, and gives what
// else they may see.
func (a *App) allowRecord(ctx context.Context, who Actor, subject, detail string) (*sight, error) {
	if err := a.allow(ctx, who, access.Record, detail); err != nil {
		return nil, err
	}
	h, err := a.house(ctx, who.Authority)
	if err != nil {
		return nil, err
	}
	s, err := a.sight(ctx, h, who)
	if err != nil {
		return nil, tidy(err)
	}
	if v := s.of(subject); !v.read {
		return nil, a.refuse(ctx, who, access.ReadChild, subject, detail, v.reason)
	}
	return s, nil
}

// withheld says why a type of record about a child may not be shown, blank where it may.
func (a *App) withheld(recordType string, s *sight, subject string) string {
	t := a.catalogue.Type(recordType)
	switch {
	case recordType == nameType && !s.of(subject).name:
		return "your role does not see children's names"
	case t != nil && t.Restricted && !s.sensitive(subject):
		return "records of this type are restricted to those with a named grant"
	}
	return ""
}

func (a *App) version(e ledger.Entry) (RecordVersion, error) {
	v := RecordVersion{
		Type: e.RecordType, ID: e.RecordID, Subject: e.Subject, Version: e.Version, RecordedAt: e.RecordedAt,
		RecordedBy: e.RecordedBy, Source: e.Source, Batch: e.Batch, Withdrawn: e.Withdrawn, Values: map[string]string{},
	}
	t := a.catalogue.Type(e.RecordType)
	if t == nil {
		return v, nil // a type that this Heed no longer knows
	}
	values, err := t.Values(e.Body)
	if err != nil {
		return v, err
	}
	for i, f := range t.Fields {
		if values[i] != "" {
			v.Values[f.ID] = values[i]
		}
	}
	return v, nil
}

// PutRequest is one record to be written by hand.
type PutRequest struct {
	Type string
	// Values are by field id, in canonical text: dates as 2026-10-31.
	Values map[string]string
	// ExpectVersion, where given, is the version the writer had before them, 0 for none.
	ExpectVersion *int
	// Source is "cli" or "form".
	Source string
}

// PutRecord writes one record. ErrInvalid with the faults says what is wrong with the values: nothing is then written.
func (a *App) PutRecord(ctx context.Context, who Actor, req PutRequest) (RecordVersion, []catalogue.Fault, error) {
	t := a.catalogue.Type(req.Type)
	if t == nil {
		return RecordVersion{}, nil, fmt.Errorf("%w: there is no record type %q", ErrNotFound, req.Type)
	}
	values := make([]string, len(t.Fields))
	for id, value := range req.Values {
		i := t.Index(id)
		if i < 0 {
			return RecordVersion{}, nil, fmt.Errorf("%w: %s has no field %q", ErrInvalid, t.ID, id)
		}
		values[i] = value
	}
	record, faults, ok := t.Canonical(values)
	if !ok || len(faults) > 0 {
		return RecordVersion{}, faults, fmt.Errorf("%w: %d of the values cannot be taken", ErrInvalid, len(faults))
	}
	if _, err := a.allowRecord(ctx, who, record.Subject, t.ID); err != nil {
		return RecordVersion{}, nil, err
	}
	if err := a.logShown(ctx, who, access.Record, record.Subject, t.ID); err != nil {
		return RecordVersion{}, nil, err
	}
	entry, err := a.ledger.Append(ctx, ledger.AppendRequest{
		Authority: who.Authority, Record: record, ExpectVersion: req.ExpectVersion, By: who.ID, Source: req.Source, At: a.cfg.Now(),
	})
	if err != nil {
		return RecordVersion{}, nil, err
	}
	v, err := a.version(entry)
	if err != nil {
		return v, nil, err
	}
	return v, nil, a.Follow(ctx, who.Authority)
}

// WithdrawRecord withdraws one record, with the reason.
func (a *App) WithdrawRecord(ctx context.Context, who Actor, recordType, id, reason string) error {
	latest, err := a.ledger.FindLatest(ctx, who.Authority, recordType, id)
	if err != nil {
		return err
	}
	if _, err := a.allowRecord(ctx, who, latest.Subject, recordType); err != nil {
		return err
	}
	if err := a.logShown(ctx, who, access.Record, latest.Subject, "withdraw "+recordType); err != nil {
		return err
	}
	if err := a.ledger.Withdraw(ctx, who.Authority, recordType, id, who.ID, reason, a.cfg.Now()); err != nil {
		return err
	}
	return a.Follow(ctx, who.Authority)
}
