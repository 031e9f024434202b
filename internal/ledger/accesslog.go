package ledger

import (
	"context"
	"database/sql"
	"fmt"
	"sync"
	"time"

	"heed/internal/ledger/chain"
)

// accessGroup is the most accesses that share one commit.
const accessGroup = 512

// accessLog writes accesses from one goroutine, which takes whatever has gathered
// while the last commit was on its way to disk and commits that together.
type accessLog struct {
	db *database
	// ledger gives where an authority's entries stand.
	ledger   whereabouts
	requests chan accessRequest
	drained  chan struct{}

	mu     sync.RWMutex // held for reading while sending, for writing while closing
	closed bool
}

type accessRequest struct {
	access Access
	done   chan error
}

func openAccessLog(ctx context.Context, d Driver, ledger whereabouts) (*accessLog, error) {
	db, err := openDatabase(ctx, d, "access")
	if err != nil {
		return nil, err
	}
	l := &accessLog{db: db, ledger: ledger, requests: make(chan accessRequest, accessGroup), drained: make(chan struct{})}
	go l.run(context.WithoutCancel(ctx)) // the log outlives the call that opened it
	return l, nil
}

func (l *accessLog) log(ctx context.Context, a Access) error {
	request := accessRequest{access: a, done: make(chan error, 1)}
	if err := l.send(ctx, request); err != nil {
		return err
	}
	select {
	case err := <-request.done:
		return err
	case <-ctx.Done():
		return fmt.Errorf("%w: %w", ErrUncertain, ctx.Err())
	}
}

func (l *accessLog) send(ctx context.Context, request accessRequest) error {
	l.mu.RLock()
	defer l.mu.RUnlock()
	if l.closed {
		return ErrClosed
	}
	select {
	case l.requests <- request:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (l *accessLog) run(ctx context.Context) {
	defer close(l.drained)
	for first := range l.requests {
		group := l.gather(first)
		err := l.commit(ctx, group)
		for _, request := range group {
			request.done <- err
		}
	}
}

// gather adds to first whatever else is waiting, without waiting for more.
func (l *accessLog) gather(first accessRequest) []accessRequest {
	group := []accessRequest{first}
	for len(group) < accessGroup {
		select {
		case request, open := <-l.requests:
			if !open {
				return group
			}
			group = append(group, request)
		default:
			return group
		}
	}
	return group
}

func (l *accessLog) commit(ctx context.Context, group []accessRequest) error {
	err := l.db.write(ctx, func(tx *sql.Tx) error {
		last := make(map[string]tail)
		for _, request := range group {
			a := request.access
			before, ok := last[a.Authority]
			if !ok {
				var err error
				if before, err = lastAccess(ctx, tx, a.Authority); err != nil {
					return err
				}
				if err := anchor(ctx, tx, a.Authority, l.ledger); err != nil {
					return err
				}
			}
			at, err := insertAccess(ctx, tx, a, before)
			if err != nil {
				return err
			}
			last[a.Authority] = at
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("writing the access log: %w", err)
	}
	return nil
}

// insertAccess inserts an access after the last one, and gives where the log then stands. It is stamped with the moment of the one before
// where the clock has gone back.
func insertAccess(ctx context.Context, tx *sql.Tx, a Access, before tail) (tail, error) {
	now := tail{seq: before.seq + 1, at: a.At.UTC().Truncate(time.Microsecond)}
	if now.at.Before(before.at) {
		now.at = before.at
	}
	now.link = before.link.Next(a.hash(now))
	_, err := tx.ExecContext(ctx, `insert into access (`+accessColumns+`, link)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		a.Authority, now.seq, now.at.UnixMicro(), a.Who, a.Role, a.Action, a.Subject, a.Detail, a.Allowed, a.Reason, now.link[:])
	if err != nil {
		return now, err
	}
	return now, insertHeld(ctx, tx, a.Authority, now.seq, a.Held)
}

// hash gives the hash of an access that has its place and moment in the log.
func (a Access) hash(at tail) [32]byte {
	return chain.Access{
		Authority: a.Authority, Seq: at.seq, At: at.at.UnixMicro(), Who: a.Who, Role: a.Role, Action: a.Action, Subject: a.Subject,
		Detail: a.Detail, Reason: a.Reason, Allowed: a.Allowed, Held: a.Held,
	}.Hash()
}

// close refuses further accesses and waits for those it has taken.
func (l *accessLog) close() error {
	l.mu.Lock()
	if l.closed {
		l.mu.Unlock()
		return nil
	}
	l.closed = true
	close(l.requests)
	l.mu.Unlock()
	<-l.drained
	return l.db.close()
}
