package signin

import (
	"context"
	"time"

	"github.com/alexedwards/argon2id"
)

// Cheaply makes hashes cheap, for tests.
func Cheaply(c Config) Config {
	c.hashing = &argon2id.Params{Memory: 8, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32}
	return c
}

// CountComparisons calls fn whenever a password is compared with a hash.
func (s *Store) CountComparisons(fn func()) { s.hasher.compared = fn }

// Hashing gives the parameters by which an opened store hashes.
func (s *Store) Hashing() argon2id.Params { return *s.hasher.params }

// Decoy gives the hash with which a password is compared where there is none.
func (s *Store) Decoy() string { return s.hasher.decoy }

// Exec runs a statement on the database.
func (s *Store) Exec(ctx context.Context, query string, args ...any) error {
	_, err := s.writer.ExecContext(ctx, query, args...)
	return err
}

// Count gives the number that a query gives.
func (s *Store) Count(ctx context.Context, query string) (n int, err error) {
	return n, s.reader.QueryRowContext(ctx, query).Scan(&n)
}

// Wait gives how long the next attempt waits after so many failures under a name.
func Wait(failures int) time.Duration { return byName.wait(failures) }

// WaitAddress gives how long the next attempt waits after so many failures from an address.
func WaitAddress(failures int) time.Duration { return byAddress.wait(failures) }

// Step gives the time step for which a code is right.
func Step(secret []byte, code string, now time.Time, last int64) (int64, bool, error) {
	return stepOf(secret, code, now, last)
}
