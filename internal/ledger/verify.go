package ledger

import (
	"context"
	"database/sql"
	"encoding/hex"
	"fmt"

	"heed/internal/ledger/chain"
)

// The two logs of an authority.
const (
	EntryLog  = "ledger"
	AccessLog = "access log"
)

// Head is where a log of an authority stands: its last entry, and the link that stands for it and for all before it. Kept somewhere else, it
// shows later whether anything up to there has been changed or cut off.
type Head struct {
	Log       string `json:"log"`
	Authority string `json:"authority"`
	Seq       int64  `json:"seq"`
	// Link is in lower-case hexadecimal.
	Link string `json:"link"`
}

// NotIntactError says where a log is first not what was written. It is an [ErrNotIntact].
type NotIntactError struct {
	Log, Authority string
	// Seq is the first entry that is changed, missing, added or out of order.
	Seq int64
	// What is what is wrong with it.
	What string
}

// Error names the entry.
func (e *NotIntactError) Error() string {
	return fmt.Sprintf("%v: entry %d of the %s of authority %s %s", ErrNotIntact, e.Seq, e.Log, e.Authority, e.What)
}

// Is makes the error an [ErrNotIntact].
func (e *NotIntactError) Is(target error) bool { return target == ErrNotIntact }

// Verify reads the entries of an authority after seq since, 0 for all, and the whole of its access log, and gives where both stand. It gives
// a *[NotIntactError], with the seq, at the first entry that is changed, missing, added or out of order, and where one of the two
// logs ends before the other knows it to have stood.
func (s *Store) Verify(ctx context.Context, authority string, since int64) ([]Head, error) {
	entries, err := s.verifyEntries(ctx, authority, since)
	if err != nil {
		return nil, err
	}
	accesses, err := s.verifyAccesses(ctx, authority, 0)
	if err != nil {
		return nil, err
	}
	if err := s.verifyAnchors(ctx, authority); err != nil {
		return nil, err
	}
	return []Head{entries.head(EntryLog, authority), accesses.head(AccessLog, authority)}, nil
}

// sample is how many of the last entries of each log are looked at when only a sample is.
const sample = 1000

// VerifySample is Verify of the last entries of each authority's two logs, and of the anchors.
func (s *Store) VerifySample(ctx context.Context) error {
	authorities, err := s.Authorities(ctx)
	if err != nil {
		return err
	}
	for _, authority := range authorities {
		entries, err := lastEntry(ctx, s.db.reader, authority)
		if err != nil {
			return err
		}
		accesses, err := lastAccess(ctx, s.access.db.reader, authority)
		if err != nil {
			return err
		}
		if _, err := s.verifyEntries(ctx, authority, entries.seq-sample); err != nil {
			return err
		}
		if _, err := s.verifyAccesses(ctx, authority, accesses.seq-sample); err != nil {
			return err
		}
		if err := s.verifyAnchors(ctx, authority); err != nil {
			return err
		}
	}
	return nil
}

// VerifyHead checks that a log still stands as a head says that it stood.
func (s *Store) VerifyHead(ctx context.Context, h Head) error {
	link, err := hex.DecodeString(h.Link)
	if err != nil || len(link) != len(chain.Link{}) || h.Log != EntryLog && h.Log != AccessLog {
		return fmt.Errorf("%w: a head of a log has its name, an authority, a seq and a link", ErrInvalid)
	}
	if h.Log == AccessLog {
		return checkHead(ctx, s.access.db.reader, h)
	}
	return checkHead(ctx, s.db.reader, h)
}

func (t tail) head(log, authority string) Head {
	return Head{Log: log, Authority: authority, Seq: t.seq, Link: hex.EncodeToString(t.link[:])}
}

// verifier goes along a log.
type verifier struct {
	log, authority string
	at             tail
}

func (v *verifier) bad(seq int64, what string) error {
	return &NotIntactError{Log: v.log, Authority: v.authority, Seq: seq, What: what}
}

// step checks that an entry is the next one, is as its hash says, stored beside it, and is linked to the one before. Accesses of before the
// log was chained may be of moments in any order.
func (v *verifier) step(next tail, stored, hash [32]byte) error {
	switch {
	case next.seq != v.at.seq+1:
		return v.bad(v.at.seq+1, "is missing")
	case stored != hash:
		return v.bad(next.seq, "does not match its hash")
	case next.link != v.at.link.Next(hash):
		return v.bad(next.seq, fmt.Sprintf("does not follow from entry %d: one of the two is not what was written", v.at.seq))
	case v.log == EntryLog && next.at.Before(v.at.at):
		return v.bad(next.seq, "is of a moment before that of the one before it")
	}
	v.at = next
	return nil
}

// begin begins after an entry, at the first where that is 0.
func begin(ctx context.Context, q querier, log, authority string, since int64) (*verifier, error) {
	v := &verifier{log: log, authority: authority}
	table, moment := tableOf(log)
	var first sql.NullInt64
	if err := q.QueryRowContext(ctx, `select min(seq) from `+table+` where authority = $1`, authority).Scan(&first); err != nil {
		return v, fmt.Errorf("reading the first entry of %s: %w", authority, err)
	}
	if first.Valid && first.Int64 < 1 {
		return v, v.bad(first.Int64, "was added: entries are counted from 1")
	}
	if since < 1 {
		return v, nil
	}
	at, err := lastOf(ctx, q, `select seq, `+moment+`, link from `+table+` where authority = $1 and seq <= $2 order by seq desc limit 1`, authority, since)
	if err == nil && at.seq != since {
		return v, v.bad(at.seq+1, "is missing")
	}
	v.at = at
	return v, err
}

// tableOf gives the table of a log, and its column of moments.
func tableOf(log string) (table, moment string) {
	if log == AccessLog {
		return "access", "at"
	}
	return "entry", "recorded_at"
}

func (s *Store) verifyEntries(ctx context.Context, authority string, since int64) (tail, error) {
	v, err := begin(ctx, s.db.reader, EntryLog, authority, since)
	if err != nil {
		return tail{}, err
	}
	err = s.Entries(ctx, authority, v.at.seq, func(e Entry) error {
		return v.step(tail{e.Seq, e.RecordedAt, e.Link}, e.Hash, e.ComputeHash())
	})
	return v.at, err
}

func (s *Store) verifyAccesses(ctx context.Context, authority string, since int64) (tail, error) {
	v, err := begin(ctx, s.access.db.reader, AccessLog, authority, since)
	for err == nil {
		var list []linkedAccess
		list, err = listLinked(ctx, s.access.db.reader, authority, v.at.seq)
		if err == nil && len(list) > 0 {
			err = s.stepAccesses(ctx, v, list)
		}
		if len(list) < page {
			break
		}
	}
	return v.at, err
}

// stepAccesses goes along a page of the access log, with the children that each entry held.
func (s *Store) stepAccesses(ctx context.Context, v *verifier, list []linkedAccess) error {
	held, err := openHeld(ctx, s.access.db.reader, v.authority, list[0].at.seq-1, list[len(list)-1].at.seq)
	if err != nil {
		return err
	}
	defer held.close()
	for _, one := range list {
		if one.access.Held, err = held.of(one.at.seq); err != nil {
			return err
		}
		hash := one.access.hash(one.at)
		if err := v.step(one.at, hash, hash); err != nil {
			return err
		}
	}
	return nil
}

// linkedAccess is an access with its place in the log.
type linkedAccess struct {
	access Access
	at     tail
}

func listLinked(ctx context.Context, q querier, authority string, after int64) ([]linkedAccess, error) {
	rows, err := q.QueryContext(ctx, `select `+accessColumns+`, link from access where authority = $1 and seq > $2 order by seq limit $3`, authority, after, page)
	if err != nil {
		return nil, fmt.Errorf("reading the access log: %w", err)
	}
	defer func() { _ = rows.Close() }()
	var list []linkedAccess
	for rows.Next() {
		var a Access
		var at int64
		var link []byte
		err := rows.Scan(&a.Authority, &a.Seq, &at, &a.Who, &a.Role, &a.Action, &a.Subject, &a.Detail, &a.Allowed, &a.Reason, &link)
		if err != nil {
			return nil, fmt.Errorf("reading the access log: %w", err)
		}
		one := linkedAccess{access: a, at: tail{seq: a.Seq, at: moment(at)}}
		copy(one.at.link[:], link)
		list = append(list, one)
	}
	return list, rows.Err()
}

// verifyAnchors checks that each log still stands as the other knows it to have stood.
func (s *Store) verifyAnchors(ctx context.Context, authority string) error {
	for _, one := range []struct {
		log         string
		in, anchors *sql.DB
	}{{EntryLog, s.db.reader, s.access.db.reader}, {AccessLog, s.access.db.reader, s.db.reader}} {
		heads, err := listAnchors(ctx, one.anchors, one.log, authority)
		if err != nil {
			return err
		}
		for _, h := range heads {
			if err := checkHead(ctx, one.in, h); err != nil {
				return err
			}
		}
	}
	return nil
}

// anchorsChecked is how many of the latest anchors are looked at: each stands for all entries before it.
const anchorsChecked = 100

func listAnchors(ctx context.Context, q querier, log, authority string) ([]Head, error) {
	rows, err := q.QueryContext(ctx, `select seq, link from anchor where authority = $1 order by seq desc limit $2`, authority, anchorsChecked)
	if err != nil {
		return nil, fmt.Errorf("reading where the other log stood: %w", err)
	}
	defer func() { _ = rows.Close() }()
	var list []Head
	for rows.Next() {
		h := Head{Log: log, Authority: authority}
		var link []byte
		if err := rows.Scan(&h.Seq, &link); err != nil {
			return nil, fmt.Errorf("reading where the other log stood: %w", err)
		}
		h.Link = hex.EncodeToString(link)
		list = append(list, h)
	}
	return list, rows.Err()
}

// checkHead checks that a log still holds the entry at which a head stands, with the same link.
func checkHead(ctx context.Context, q querier, h Head) error {
	v := verifier{log: h.Log, authority: h.Authority}
	table, moment := tableOf(h.Log)
	at, err := lastOf(ctx, q, `select seq, `+moment+`, link from `+table+` where authority = $1 and seq <= $2 order by seq desc limit 1`, h.Authority, h.Seq)
	switch {
	case err != nil:
		return err
	case at.seq != h.Seq:
		return v.bad(at.seq+1, fmt.Sprintf("is missing: there were %d", h.Seq))
	case hex.EncodeToString(at.link[:]) != h.Link:
		return v.bad(h.Seq, "or one before it is not what was written")
	}
	return nil
}
