package ledger

import (
	"context"
	"database/sql"
	"fmt"
	"sync"
)

// accessGroup is the most accesses that share one commit.
const accessGroup = 512

// accessLog writes accesses from one goroutine, which takes whatever has gathered
// while the last commit was on its way to disk and commits that together.
type accessLog struct {
	db       *database
	requests chan accessRequest
	drained  chan struct{}

	mu     sync.RWMutex // held for reading while sending, for writing while closing
	closed bool
}

type accessRequest struct {
	access Access
	done   chan error
}

func openAccessLog(ctx context.Context, d Driver) (*accessLog, error) {
	db, err := openDatabase(ctx, d, "access")
	if err != nil {
		return nil, err
	}
	l := &accessLog{db: db, requests: make(chan accessRequest, accessGroup), drained: make(chan struct{})}
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
		last := make(map[string]int64)
		for _, request := range group {
			a := request.access
			if _, ok := last[a.Authority]; !ok {
				seq, err := lastAccess(ctx, tx, a.Authority)
				if err != nil {
					return err
				}
				last[a.Authority] = seq
			}
			last[a.Authority]++
			a.Seq = last[a.Authority]
			if err := insertAccess(ctx, tx, a); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("writing the access log: %w", err)
	}
	return nil
}

func lastAccess(ctx context.Context, tx *sql.Tx, authority string) (int64, error) {
	var seq int64
	err := tx.QueryRowContext(ctx, `select coalesce(max(seq), 0) from access where authority = $1`, authority).Scan(&seq)
	return seq, err
}

func insertAccess(ctx context.Context, tx *sql.Tx, a Access) error {
	_, err := tx.ExecContext(ctx, `insert into access (`+accessColumns+`)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		a.Authority, a.Seq, a.At.UnixMicro(), a.Who, a.Role, a.Action, a.Subject, a.Detail, a.Allowed, a.Reason)
	return err
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
