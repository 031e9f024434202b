package query

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"heed/internal/engine/eval"
	"heed/internal/engine/store"
)

// openTable is the table in which the clocks that are open, or were done within the last openDays days, are kept with whose they are,
// joined once for all who ask. It leaves out the duties without data.
const openTable = "clock open"

const openDays = 30

// within numbers the stretch of time in which a question's moment lies and within which the clocks of a filter keep their status. Those of
// one subject are so soon read again that it is not worth finding out when any clock turns: theirs is the minute.
func (rd *Reader) within(ctx context.Context, w *eval.Workspace, q eval.Question, f ClockFilter) (int64, error) {
	if f.Subject != "" {
		return q.Moment.Unix(), nil
	}
	turn, err := rd.turn(ctx, w, q)
	return int64(turn), err
}

// turn numbers the stretch of time in which a moment lies and within which no clock's status changes: of those that count hours, it
// is how many have come to be due, or due soon, by then.
func (rd *Reader) turn(ctx context.Context, w *eval.Workspace, q eval.Question) (int, error) {
	key := fmt.Sprintf("turns|%d", w.Version(eval.ClockVersion))
	turns, err := eval.Remember(ctx, w, key, func() (turns []int64, err error) {
		// A clock is overdue after its moment and due soon from its own, so that the one turns a microsecond later.
		err = w.Each(ctx, `select unnest([epoch_us(due_at) + 1, epoch_us(due_at - to_hours(soon_hours))]) as turn from `+w.AllClocks()+`
		    where timed and due_at is not null and coalesce(met_at > due_at, true) order by 1`, nil, func(rows *sql.Rows) error {
			var turn sql.NullInt64
			err := rows.Scan(&turn)
			if turn.Valid {
				turns = append(turns, turn.Int64)
			}
			return err
		})
		return turns, err
	})
	if err != nil {
		return 0, fmt.Errorf("finding when clocks turn: %w", err)
	}
	at := q.Moment.UnixMicro()
	n, _ := slices.BinarySearchFunc(turns, at, func(turn, at int64) int {
		if turn <= at {
			return -1
		}
		return 1
	})
	return n, nil
}

// clocksFrom names the clocks that a filter chooses from, with their status, whose they are and in which team. Of one duty only its
// area is read, and of all duties only what is open where the filter wants nothing else: most clocks were done long ago.
func (rd *Reader) clocksFrom(ctx context.Context, w *eval.Workspace, q eval.Question, f ClockFilter) (string, error) {
	urgency, err := rd.urgency(ctx, w)
	if err != nil {
		return "", err
	}
	if r := rd.rules.Find(f.Duty); r != nil {
		return statusOf(urgentSQL(withOwnersSQL(w, w.Clocks(r.Area)), urgency), statusSQL), nil
	}
	from := "(from " + w.AllClocks() + " where true" + withDataSQL(w)
	if f.Subject != "" {
		from += " and subject_hash = hash(" + store.Text(f.Subject) + ")"
	}
	from += ")"
	if f.Subject != "" || !f.onlyOpen(q) {
		return statusOf(urgentSQL(withOwnersSQL(w, from), urgency), statusSQL), nil
	}
	open := "(from (select *, " + daySQL + " as day_status from " + from + ") where coalesce(day_status not in (" + doneWords + "), true) or " + doneOnSQL + " >= $as_at::date - " +
		strconv.Itoa(openDays) + ")"
	table, err := w.Derive(ctx, openTable, rd.clocksVersion(w), []any{sql.Named("as_at", q.AsAt)},
		"create or replace table %s as from "+urgentSQL(withOwnersSQL(w, open), urgency))
	if err != nil {
		return "", err
	}
	return statusOf(table, "coalesce(day_status, "+momentSQL+")"), nil
}

// withDataSQL leaves out the clocks of duties without data.
func withDataSQL(w *eval.Workspace) string {
	without := w.WithoutData()
	if len(without) == 0 {
		return ""
	}
	ids := make([]string, 0, len(without))
	for _, id := range slices.Sorted(maps.Keys(without)) {
		ids = append(ids, store.Text(id))
	}
	return " and duty not in (select unnest([" + strings.Join(ids, ", ") + "]))" // a list would be planned for each area
}

// onlyOpen says whether a filter leaves out whatever was done more than openDays days ago.
func (f ClockFilter) onlyOpen(q eval.Question) bool {
	done := len(f.Statuses) == 0 || slices.ContainsFunc(f.Statuses, Status.Done)
	return !done || !f.DoneSince.IsZero() && !f.DoneSince.Before(q.AsAt.AddDate(0, 0, -openDays))
}
