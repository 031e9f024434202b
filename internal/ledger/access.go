package ledger

import (
	"context"
	"fmt"
	"slices"
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
	// Held are the numbers of the children of whom an export held rows. They are kept with the entry and are not read with it: ListHeld gives
	// them, and the filter About finds the entries that held a child.
	Held []string
}

// AccessFilter narrows a list of accesses. A zero field does not narrow, and a zero
// Limit means 100.
type AccessFilter struct {
	Authority    string
	Subject, Who string
	Action       string
	// About keeps the entries about any of these subjects, and those of exports that held one of them.
	About []string
	// Whos keeps what was done by any of these, each as the log writes them.
	Whos []string
	// Below keeps the entries before one, so that a long log is read on where a page of it ended.
	Below int64
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
	a.Held = slices.Compact(slices.Sorted(slices.Values(a.Held)))
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
	if len(f.Whos) > 0 {
		b.WriteString(" and who in (" + parameters(len(args)+1, len(f.Whos), ", ") + ")")
		args = append(args, anys(f.Whos)...)
	}
	if len(f.About) > 0 {
		about := "(" + parameters(len(args)+1, len(f.About), ", ") + ")"
		args = append(args, anys(f.About)...)
		b.WriteString(" and seq in (select seq from access where authority = $1 and subject in " + about +
			" union all select h.seq from access_held h join access_child c on c.id = h.child where c.authority = $1 and c.subject in " + about + ")")
	}
	if f.Below > 0 {
		narrow(" and seq < ", f.Below)
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

func anys(list []string) []any {
	all := make([]any, len(list))
	for i, one := range list {
		all[i] = one
	}
	return all
}
