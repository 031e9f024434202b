package ledger

import (
	"context"
	"fmt"
	"sync"
	"time"
)

// Version is what an entry says of its record, without where it came from.
type Version struct {
	Seq                           int64
	RecordType, RecordID, Subject string
	Version                       int64
	RecordedAt                    time.Time
	Withdrawn                     bool
	Body                          string
}

// Versions calls fn with what every entry of the authority after seq after says, in order, as Entries does and in half the time. What this process
// has just imported is handed over, once, and all else is read. An error from fn ends it and is returned as it is.
func (s *Store) Versions(ctx context.Context, authority string, after int64, fn func(Version) error) error {
	for _, v := range s.recent.take(authority, after) {
		if err := fn(v); err != nil {
			return err
		}
		after = v.Seq
	}
	versions := make([]Version, 0, page)
	for {
		var err error
		if versions, err = s.versionsAfter(ctx, authority, after, versions[:0]); err != nil {
			return fmt.Errorf("reading entries: %w", err)
		}
		for _, v := range versions {
			if err := fn(v); err != nil {
				return err
			}
			after = v.Seq
		}
		if len(versions) < page {
			return nil
		}
	}
}

// versionsAfter adds a page of versions to a list.
func (s *Store) versionsAfter(ctx context.Context, authority string, after int64, list []Version) ([]Version, error) {
	rows, err := s.db.reader.QueryContext(ctx, `select seq, record_type, record_id, subject, version, recorded_at, withdrawn, body from entry
		where authority = $1 and seq > $2 order by seq limit $3`, authority, after, page)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var v Version
		var at int64
		if err := rows.Scan(&v.Seq, &v.RecordType, &v.RecordID, &v.Subject, &v.Version, &at, &v.Withdrawn, &v.Body); err != nil {
			return nil, err
		}
		v.RecordedAt = moment(at)
		list = append(list, v)
	}
	return list, rows.Err()
}

// mostHandedOver is how many bytes the versions take, about, that are kept to be handed over. What is more is read back.
const mostHandedOver = 64 << 20

// handover is what entries that follow one another say.
type handover struct {
	versions []Version
	bytes    int
}

// add adds what an entry says, unless nothing is to be handed over.
func (h *handover) add(e *Entry) {
	if h == nil || h.bytes > mostHandedOver {
		return
	}
	h.versions = append(h.versions, Version{
		Seq: e.Seq, RecordType: e.RecordType, RecordID: e.RecordID, Subject: e.Subject, Version: int64(e.Version),
		RecordedAt: e.RecordedAt, Withdrawn: e.Withdrawn, Body: string(e.Body),
	})
	h.bytes += len(e.Body) + len(e.RecordID) + len(e.Subject) + versionBytes
	if h.bytes > mostHandedOver {
		h.versions = nil
	}
}

// versionBytes is what a version takes beside its texts.
const versionBytes = 120

// recent is what the last imports of this process appended, once they are recorded and until it is handed over.
type recent struct {
	mu        sync.Mutex
	authority string
	of        handover
}

// keep keeps what has been recorded: with what is there already, where it follows that and there is room, and otherwise in its place.
func (r *recent) keep(authority string, h handover) {
	if len(h.versions) == 0 {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	n := len(r.of.versions)
	switch follows := n > 0 && r.authority == authority && r.of.versions[n-1].Seq+1 == h.versions[0].Seq; {
	case !follows:
		r.authority, r.of = authority, h
	case r.of.bytes+h.bytes <= mostHandedOver:
		r.of.versions = append(r.of.versions, h.versions...)
		r.of.bytes += h.bytes
	}
}

// take gives what is kept of an authority after the entry numbered after, where nothing between is missing, and lets go of it; nil where there is
// none.
func (r *recent) take(authority string, after int64) []Version {
	r.mu.Lock()
	defer r.mu.Unlock()
	versions := r.of.versions
	if len(versions) == 0 || r.authority != authority || versions[0].Seq > after+1 {
		return nil
	}
	r.of = handover{}
	if last := versions[len(versions)-1].Seq; last <= after {
		return nil
	}
	return versions[after+1-versions[0].Seq:]
}
