package ledger

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Access is one look at, or act upon, what the ledger holds, allowed or refused.
type Access struct {
	Authority string
	Seq       int64 // given by the log, dense from 1 within the authority
	At        time.Time
	Who, Role string
	Action    string // "read", "list", "export", "withdraw" …
	Subject   string // whom it was about; blank for a list
	Detail    string // which record, page or figure: never a name, date of birth or postcode
	Allowed   bool
	Reason    string // why it was refused, or the reason given for breaking the glass
}

// AccessFilter narrows a list of accesses. A zero field does not narrow, and a zero
// Limit means 100.
type AccessFilter struct {
	Authority    string
	Subject, Who string
	Action       string
	// Refused leaves out what was allowed.
	Refused      bool
	Since, Until time.Time // from Since up to but not including Until
	Limit        int
	Offset       int
}

const accessColumns = "authority, seq, at, who, role, action, subject, detail, allowed, reason"

// LogAccess records an access. It is on disk when LogAccess returns nil. Calls made
// at the same time share one write, and none waits for an import.
//
// Where ctx ends while the access is being written, the error is both that of ctx and
// ErrUncertain.
func (s *Store) LogAccess(ctx context.Context, a Access) error {
	if a.Authority == "" || a.Who == "" || a.Action == "" || a.At.IsZero() {
		return fmt.Errorf("%w: an access needs an authority, who, what and when", ErrInvalid)
	}
	return s.access.log(ctx, a)
}

// ListAccess gives the accesses that match, the latest first.
func (s *Store) ListAccess(ctx context.Context, f AccessFilter) ([]Access, error) {
	query, args := f.query()
	rows, err := s.access.db.reader.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, fmt.Errorf("reading the access log: %w", err)
	}
	defer func() { _ = rows.Close() }()
	var list []Access
	for rows.Next() {
		var a Access
		var at int64
		err := rows.Scan(&a.Authority, &a.Seq, &at, &a.Who, &a.Role, &a.Action, &a.Subject, &a.Detail, &a.Allowed, &a.Reason)
		if err != nil {
			return nil, fmt.Errorf("reading the access log: %w", err)
		}
		a.At = moment(at)
		list = append(list, a)
	}
	return list, rows.Err()
}

func (f AccessFilter) query() (string, []any) {
	var b strings.Builder
	var args []any
	b.WriteString("select " + accessColumns + " from access where authority = $1")
	args = append(args, f.Authority)
	narrow := func(clause string, arg any) {
		args = append(args, arg)
		b.WriteString(clause + "$" + strconv.Itoa(len(args)))
	}
	if f.Subject != "" {
		narrow(" and subject = ", f.Subject)
	}
	if f.Who != "" {
		narrow(" and who = ", f.Who)
	}
	if f.Action != "" {
		narrow(" and action = ", f.Action)
	}
	if f.Refused {
		b.WriteString(" and not allowed")
	}
	if !f.Since.IsZero() {
		narrow(" and at >= ", f.Since.UnixMicro())
	}
	if !f.Until.IsZero() {
		narrow(" and at < ", f.Until.UnixMicro())
	}
	limit := f.Limit
	if limit == 0 {
		limit = 100
	}
	narrow(" order by seq desc limit ", limit)
	narrow(" offset ", f.Offset)
	return b.String(), args
}
