package sqlite

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/pressly/goose/v3"

	"heed/internal/ledger/chain"
)

// chainPage is how many entries that were there before are linked at a time.
const chainPage = 2000

// linking gives the migration that links the entries that a set of tables had before they were chained. It changes nothing else of them.
func linking(tables string) *goose.Migration {
	version, link := int64(7), linkEntries
	if tables == "access" {
		version, link = 4, linkAccesses
	}
	return goose.NewGoMigration(version, &goose.GoFunc{RunTx: link}, nil)
}

// unlinked is an entry that was there before: where it is and the hash of what it says.
type unlinked struct {
	authority string
	seq       int64
	hash      [32]byte
}

func linkEntries(ctx context.Context, tx *sql.Tx) error {
	return linkAll(ctx, tx, "entry", "authority, seq, hash", func(rows *sql.Rows) (unlinked, error) {
		var u unlinked
		var hash []byte
		err := rows.Scan(&u.authority, &u.seq, &hash)
		copy(u.hash[:], hash)
		return u, err
	})
}

func linkAccesses(ctx context.Context, tx *sql.Tx) error {
	columns := "authority, seq, at, who, role, action, subject, detail, allowed, reason"
	return linkAll(ctx, tx, "access", columns, func(rows *sql.Rows) (unlinked, error) {
		var a chain.Access
		err := rows.Scan(&a.Authority, &a.Seq, &a.At, &a.Who, &a.Role, &a.Action, &a.Subject, &a.Detail, &a.Allowed, &a.Reason)
		return unlinked{a.Authority, a.Seq, a.Hash()}, err
	})
}

// linkAll links the rows of a table a page at a time, each authority's from its first on.
func linkAll(ctx context.Context, tx *sql.Tx, table, columns string, scan func(*sql.Rows) (unlinked, error)) error {
	var last unlinked
	var link chain.Link
	for {
		page, err := readUnlinked(ctx, tx, fmt.Sprintf(`select %s from %s where (authority, seq) > ($1, $2) order by authority, seq limit %d`,
			columns, table, chainPage), last, scan)
		if err != nil {
			return fmt.Errorf("linking the rows of %s: %w", table, err)
		}
		for _, u := range page {
			if u.authority != last.authority {
				link = chain.Link{}
			}
			link = link.Next(u.hash)
			_, err := tx.ExecContext(ctx, fmt.Sprintf("update %s set link = $1 where authority = $2 and seq = $3", table), link[:], u.authority, u.seq)
			if err != nil {
				return fmt.Errorf("linking the rows of %s: %w", table, err)
			}
			last = u
		}
		if len(page) < chainPage {
			return nil
		}
	}
}

func readUnlinked(ctx context.Context, tx *sql.Tx, query string, after unlinked, scan func(*sql.Rows) (unlinked, error)) ([]unlinked, error) {
	rows, err := tx.QueryContext(ctx, query, after.authority, after.seq)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var page []unlinked
	for rows.Next() {
		u, err := scan(rows)
		if err != nil {
			return nil, err
		}
		page = append(page, u)
	}
	return page, rows.Err()
}
