package records

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"heed/catalogue"
	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/ledger"
)

// Version is one version of a record with its values, by field id, in canonical text.
type Version struct {
	Type, ID, Subject         string
	Version                   int
	Values                    map[string]string
	RecordedAt                time.Time
	RecordedBy, Source, Batch string
	Withdrawn                 bool
}

// Filter narrows a list of records.
type Filter struct {
	// Subject is whose records; Type may narrow them.
	Subject, Type string
}

// List gives the latest version of every record about a subject, withdrawn ones left out.
func List(ctx context.Context, s *door.Session, f Filter) ([]Version, error) {
	if f.Subject == "" {
		return nil, fmt.Errorf("%w: say whose records", door.ErrInvalid)
	}
	if err := s.AllowRecord(ctx, access.ReadRecord, s.Record(f.Type, f.Subject), "records"); err != nil {
		return nil, err
	}
	in, err := s.Today().Open(ctx)
	if err != nil {
		return nil, err
	}
	var entries []ledger.Entry
	for _, number := range in.Scope.People.Numbers(f.Subject) {
		some, err := s.Ledger().SubjectEntries(ctx, s.Who.Authority, number)
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
	var list []Version
	for _, e := range latest {
		if e.Withdrawn || withheld(in, e.RecordType, f.Subject) != "" {
			continue
		}
		version, err := versionOf(s.Catalogue(), e)
		if err != nil {
			return nil, err
		}
		list = append(list, version)
	}
	slices.SortFunc(list, func(x, y Version) int { return strings.Compare(x.Type+"\x00"+x.ID, y.Type+"\x00"+y.ID) })
	return list, s.Log(ctx, access.ReadRecord, f.Subject, "records")
}

// History gives every version of a record, the first first, or ErrNotFound.
func History(ctx context.Context, s *door.Session, recordType, id string) ([]Version, error) {
	entries, err := s.Ledger().History(ctx, s.Who.Authority, recordType, id)
	if err != nil {
		return nil, err
	}
	subject := ""
	if len(entries) > 0 {
		subject = entries[len(entries)-1].Subject
	}
	if err := s.AllowRecord(ctx, access.ReadRecord, s.Record(recordType, subject), recordType); err != nil {
		return nil, err
	}
	in, err := s.Today().Open(ctx)
	if err != nil {
		return nil, err
	}
	if why := withheld(in, recordType, subject); why != "" {
		return nil, s.Refuse(ctx, access.ReadRecord, subject, recordType, why)
	}
	if len(entries) == 0 {
		return nil, fmt.Errorf("%w: no %s of that id", door.ErrNotFound, recordType)
	}
	var list []Version
	for _, e := range entries {
		version, err := versionOf(s.Catalogue(), e)
		if err != nil {
			return nil, err
		}
		list = append(list, version)
	}
	return list, s.Log(ctx, access.ReadRecord, subject, recordType)
}

// nameType is the record type that holds children's names.
const nameType = "child_name"

// withheld says why a type of record about a subject may not be shown, blank where it may.
func withheld(in *door.Inquiry, recordType, subject string) string {
	t := in.Catalogue().Type(recordType)
	switch {
	case recordType == nameType && !in.Scope.Of(subject).Name:
		return "your role does not see children's names"
	case t != nil && t.Restricted && !in.Scope.Sensitive(subject):
		return "records of this type are restricted to those with a named grant"
	}
	return ""
}

func versionOf(types *catalogue.Catalogue, e ledger.Entry) (Version, error) {
	v := Version{
		Type: e.RecordType, ID: e.RecordID, Subject: e.Subject, Version: e.Version, RecordedAt: e.RecordedAt,
		RecordedBy: e.RecordedBy, Source: e.Source, Batch: e.Batch, Withdrawn: e.Withdrawn, Values: map[string]string{},
	}
	t := types.Type(e.RecordType)
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
	// As, where given, is the action for which permission is asked in the place of that to write such a record, and Detail what the log says of it: whoever
	// decides something may not write records by hand for all that.
	As     access.Action
	Detail string
}

// write is the record as a change to what is recorded.
func (req PutRequest) write(s *door.Session, r catalogue.Record) door.Write {
	if req.As != "" {
		return door.Write{Action: req.As, Subject: r.Subject, Detail: req.Detail}
	}
	return door.Write{Action: access.WriteRecord, Subject: r.Subject, Detail: r.Type, Records: []access.Record{s.Record(r.Type, r.Subject)}}
}

// Fill is Put for a form, which shows beside its fields what cannot be taken: nothing is then recorded, and that is no error.
func Fill(ctx context.Context, s *door.Session, req PutRequest) ([]catalogue.Fault, error) {
	_, faults, err := Put(ctx, s, req)
	if len(faults) > 0 && errors.Is(err, door.ErrInvalid) {
		return faults, nil
	}
	return nil, err
}

// Check says what is wrong with the values of a record, as Put would, and writes nothing.
func Check(s *door.Session, req PutRequest) ([]catalogue.Fault, error) {
	_, faults, err := canonical(s, req)
	if len(faults) > 0 {
		return faults, nil
	}
	return nil, err
}

// canonical gives a record as it is written. ErrInvalid with the faults says what is wrong with the values.
func canonical(s *door.Session, req PutRequest) (catalogue.Record, []catalogue.Fault, error) {
	t := s.Catalogue().Type(req.Type)
	if t == nil {
		return catalogue.Record{}, nil, fmt.Errorf("%w: there is no record type %q", door.ErrNotFound, req.Type)
	}
	values := make([]string, len(t.Fields))
	for id, value := range req.Values {
		i := t.Index(id)
		if i < 0 {
			return catalogue.Record{}, nil, fmt.Errorf("%w: %s has no field %q", door.ErrInvalid, t.ID, id)
		}
		values[i] = value
	}
	record, faults, ok := t.Canonical(values)
	if !ok || len(faults) > 0 {
		return record, faults, fmt.Errorf("%w: %d of the values cannot be taken", door.ErrInvalid, len(faults))
	}
	return record, nil, nil
}

// Put writes one record. ErrInvalid with the faults says what is wrong with the values: nothing is then written.
func Put(ctx context.Context, s *door.Session, req PutRequest) (Version, []catalogue.Fault, error) {
	record, faults, err := canonical(s, req)
	if err != nil {
		return Version{}, faults, err
	}
	var entry ledger.Entry
	w := req.write(s, record)
	w.Append = func(ctx context.Context) (string, bool, error) {
		var err error
		entry, err = s.Ledger().Append(ctx, ledger.AppendRequest{
			Authority: s.Who.Authority, Record: record, ExpectVersion: req.ExpectVersion, By: s.Who.By(), Source: req.Source, At: s.Now(),
		})
		return fmt.Sprintf("version %d", entry.Version), err == nil, err
	}
	err = s.Commit(ctx, w)
	if entry.Version == 0 {
		return Version{}, nil, err
	}
	v, errVersion := versionOf(s.Catalogue(), entry)
	return v, nil, errors.Join(err, errVersion)
}

// Withdraw withdraws one record, with the reason.
func Withdraw(ctx context.Context, s *door.Session, recordType, id, reason string) error {
	latest, err := s.Ledger().FindLatest(ctx, s.Who.Authority, recordType, id)
	if err != nil {
		return err
	}
	return s.Commit(ctx, door.Write{
		Action: access.WriteRecord, Subject: latest.Subject, Detail: "withdraw " + recordType,
		Records: []access.Record{s.Record(recordType, latest.Subject)},
		Append: func(ctx context.Context) (string, bool, error) {
			err := s.Ledger().Withdraw(ctx, s.Who.Authority, recordType, id, s.Who.By(), reason, s.Now())
			return "withdrawn", err == nil, err
		},
	})
}
