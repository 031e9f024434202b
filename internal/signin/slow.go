package signin

import (
	"context"
	"database/sql"
	"errors"
	"net/netip"
	"time"
)

// Failures make the next attempt wait; they shut nobody out (ASVS 2.2.1). An attempt that must wait is not tried and not counted, so that
// nobody can hold an owner off by trying without end for longer than the limit of one wait at a time.
var (
	// byName is for failures under one name, and of one account that is asked again: the fifth makes the next attempt wait 32 seconds, each further
	// one twice as long, to 15 minutes. That lets through fewer than 20 attempts in the first hour and 4 in each later one.
	byName = pace{from: 5, first: 32 * time.Second, limit: 15 * time.Minute, forget: forgetFailures}
	// byAddress is for failures from one address, under any names. The whole of a council may sit at one address, so that it begins later, waits
	// less and lets a failure go every ten seconds.
	byAddress = pace{from: 50, first: 2 * time.Second, limit: time.Minute, each: 10 * time.Second}
)

// forgetFailures is how long after the last failure under a name all are forgotten.
const forgetFailures = 24 * time.Hour

// pace is how failures slow what is tried next.
type pace struct {
	from         int           // the failure that makes the first wait
	first, limit time.Duration // how long that is, and how long any may be
	forget       time.Duration // after so long without a failure, there were none; never where 0
	each         time.Duration // a failure is let go in each of these; none where 0
}

// standing gives how many failures still count, so long after the last.
func (p pace) standing(failures int, since time.Duration) int {
	if p.forget > 0 && since >= p.forget {
		return 0
	}
	if p.each > 0 && since > 0 {
		failures -= int(min(since/p.each, time.Duration(failures)))
	}
	return failures
}

// wait gives how long the next attempt must wait after so many failures.
func (p pace) wait(failures int) time.Duration {
	n := failures - p.from
	if n < 0 {
		return 0
	}
	if n >= 30 { // long past any limit; a longer shift would overflow
		return p.limit
	}
	return min(p.first<<n, p.limit)
}

// SlowError says when the next attempt may be made. It is the same for a name that somebody has and one that nobody has.
type SlowError struct{ Until time.Time }

// Error says it in words, without the moment, which a page says in its own way.
func (*SlowError) Error() string { return "too many attempts have failed: wait before the next" }

// Is makes the error an [ErrSlow].
func (*SlowError) Is(target error) bool { return target == ErrSlow }

// counter is where failures are counted: under a hash, at a pace.
type counter struct {
	hash []byte
	pace pace
}

// nameCounter, addressCounter and accountCounter count under keyed hashes, so that no name or address stands in the database.
func (s *Store) nameCounter(name string) counter {
	return counter{s.keys.hash("name", FoldName(name)), byName}
}

// An IPv6 address is counted with all of its /64, which is what one subscriber has.
func (s *Store) addressCounter(address string) counter {
	if a, err := netip.ParseAddr(address); err == nil {
		a = a.Unmap().WithZone("")
		if address = a.String(); a.Is6() {
			network, _ := a.Prefix(64) // always fits
			address = network.String()
		}
	}
	return counter{s.keys.hash("address", address), byAddress}
}

func (s *Store) accountCounter(account Account) counter {
	return counter{s.keys.hash("account", account.bound()), byName}
}

// mayTry gives a *SlowError, with the latest moment of any, where the failures of a counter make this moment too early.
func (s *Store) mayTry(ctx context.Context, tx *sql.Tx, counters ...counter) error {
	now := s.now()
	var latest time.Time
	for _, c := range counters {
		var next int64
		err := tx.QueryRowContext(ctx, "select next_at from failure where hash = ?1", c.hash).Scan(&next)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		// A wait longer than any is of a clock that has since been set back.
		if until := moment(next); err == nil && until.After(latest) && until.After(now) && until.Sub(now) <= c.pace.limit {
			latest = until
		}
	}
	if latest.IsZero() {
		return nil
	}
	return &SlowError{Until: latest}
}

// fail counts a failure.
func (s *Store) fail(ctx context.Context, tx *sql.Tx, c counter) error {
	var (
		failures int
		last     int64
	)
	err := tx.QueryRowContext(ctx, "select failures, last_at from failure where hash = ?1", c.hash).Scan(&failures, &last)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	now := s.now()
	failures = c.pace.standing(failures, now.Sub(moment(last))) + 1
	_, err = tx.ExecContext(ctx, "insert or replace into failure (hash, failures, last_at, next_at) values (?1, ?2, ?3, ?4)",
		c.hash, failures, micros(now), micros(now.Add(c.pace.wait(failures))))
	return err
}

// succeed forgets the failures of a counter.
func (s *Store) succeed(ctx context.Context, tx *sql.Tx, c counter) error {
	_, err := tx.ExecContext(ctx, "delete from failure where hash = ?1", c.hash)
	return err
}
