package signin

import (
	"context"
	"crypto/rand"

	"github.com/alexedwards/argon2id"
)

// recommended are the parameters of Argon2id that OWASP's Password Storage Cheat Sheet gives first for a server: 19 MiB, two passes, one lane
// (ASVS 2.4.1).
func recommended() *argon2id.Params {
	return &argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}
}

// hashesAtOnce bounds how many passwords are hashed at once, so that nobody fills the memory by signing in many times.
const hashesAtOnce = 2

// hasher hashes passwords, a few at a time.
type hasher struct {
	params *argon2id.Params
	turns  chan struct{}
	// decoy is the hash of a password that nobody has. A password is compared with it where there is none to compare with, so that the answer
	// takes as long.
	decoy string
	// compared counts comparisons, for tests; nil otherwise.
	compared func()
}

func newHasher(params *argon2id.Params) (hasher, error) {
	if params == nil {
		params = recommended()
	}
	decoy, err := argon2id.CreateHash(rand.Text(), params)
	return hasher{params: params, turns: make(chan struct{}, hashesAtOnce), decoy: decoy}, wrap("hashing", err)
}

// turn waits for a turn. done gives it back.
func (h *hasher) turn(ctx context.Context) (done func(), err error) {
	select {
	case h.turns <- struct{}{}:
		return func() { <-h.turns }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (h *hasher) hash(ctx context.Context, password string) (string, error) {
	done, err := h.turn(ctx)
	if err != nil {
		return "", err
	}
	defer done()
	return argon2id.CreateHash(normal(password), h.params)
}

// matches compares a password with a hash; with the decoy, which it never matches, where the hash is blank.
func (h *hasher) matches(ctx context.Context, password, hash string) (bool, error) {
	done, err := h.turn(ctx)
	if err != nil {
		return false, err
	}
	defer done()
	if h.compared != nil {
		h.compared()
	}
	known := hash != ""
	if !known {
		hash = h.decoy
	}
	same, err := argon2id.ComparePasswordAndHash(normal(password), hash)
	return same && known, err
}
