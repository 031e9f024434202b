package ledger

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"heed/catalogue"
)

// AppendRequest is one write made by hand, through a form or the command line.
type AppendRequest struct {
	Authority string
	Record    catalogue.Record
	// ExpectVersion, where given, is the version the writer had before them, 0 for none.
	ExpectVersion *int
	By            string
	Source        string    // "form", "cli" …
	At            time.Time // now; the entry has the moment of the last one where that is later
}

// Append records one record and gives its latest entry, which is the one before
// where the record already stood so. It gives ErrConflict where the latest version is
// not the expected one: somebody else has changed it since.
func (s *Store) Append(ctx context.Context, r AppendRequest) (Entry, error) {
	if err := checkRecord(r.Record); err != nil {
		return Entry{}, err
	}
	var entry Entry
	err := s.write(ctx, r.Authority, func(tx *sql.Tx) error {
		latest, err := findLatest(ctx, tx, r.Authority, r.Record.Type, r.Record.ID)
		if err != nil && !errors.Is(err, ErrNotFound) {
			return err
		}
		if r.ExpectVersion != nil && *r.ExpectVersion != latest.Version {
			return fmt.Errorf("%w: expected version %d, found %d", ErrConflict, *r.ExpectVersion, latest.Version)
		}
		same := latest.Subject == r.Record.Subject && bytes.Equal(latest.Body, r.Record.Body)
		if latest.Version > 0 && !latest.Withdrawn && same {
			entry = latest
			return nil
		}
		entry, err = appendOne(ctx, tx, stamp{authority: r.Authority, by: r.By, source: r.Source, at: r.At}, change{
			recordType: r.Record.Type, recordID: r.Record.ID, subject: r.Record.Subject,
			version: latest.Version + 1, body: r.Record.Body,
		})
		return err
	})
	if err != nil {
		return Entry{}, fmt.Errorf("recording a %s: %w", r.Record.Type, err)
	}
	return entry, nil
}

// Withdraw withdraws one record. It gives ErrNotFound where there never was one and
// ErrConflict where it is withdrawn already.
func (s *Store) Withdraw(ctx context.Context, authority, recordType, recordID, by, reason string, at time.Time) error {
	err := s.write(ctx, authority, func(tx *sql.Tx) error {
		latest, err := findLatest(ctx, tx, authority, recordType, recordID)
		if err != nil {
			return err
		}
		if latest.Withdrawn {
			return fmt.Errorf("%w: it is withdrawn already", ErrConflict)
		}
		st := stamp{authority: authority, by: by, source: "withdrawal: " + reason, at: at}
		_, err = appendOne(ctx, tx, st, withdrawalOf(latest))
		return err
	})
	if err != nil {
		return fmt.Errorf("withdrawing a %s: %w", recordType, err)
	}
	return nil
}

func appendOne(ctx context.Context, tx *sql.Tx, st stamp, c change) (Entry, error) {
	a, err := newAppender(ctx, tx, st)
	if err != nil {
		return Entry{}, err
	}
	e, err := a.add(c)
	if err != nil {
		return Entry{}, err
	}
	return e, a.flush()
}
