package query

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"heed/internal/engine/eval"
	"heed/rulebook"
)

// askFindings reads findings once all checks are evaluated, and the views that say whose they are.
func (rd *Reader) askFindings(ctx context.Context, q eval.Question, read func(*eval.Workspace) error) error {
	return rd.eval.Ask(ctx, q, rd.checks(), read)
}

func (rd *Reader) checks() []*rulebook.Rule {
	return rd.rules.WithOwners(rd.rules.Kind(rulebook.Check))
}

// findingsSQL gives the findings with the team that works with whom each is about.
func findingsSQL(w *eval.Workspace) string {
	return "(select f.*, a.team_id, a.team_name, a.service from " + w.Findings() + " f left join " + w.Table(eval.WorkerView) + " a using (subject_id))"
}

// ListFindings gives what the checks found, the longest standing first.
func (rd *Reader) ListFindings(ctx context.Context, q eval.Question, f FindingFilter) ([]Finding, error) {
	var list []Finding
	err := rd.askFindings(ctx, q, func(w *eval.Workspace) (err error) {
		key := fmt.Sprintf("findings|%d|%#v", w.Version(eval.FindingVersion, eval.WorkerView), f)
		list, err = eval.Remember(ctx, w, key, func() ([]Finding, error) { return readFindings(ctx, w, f) })
		return err
	})
	return list, err
}

func readFindings(ctx context.Context, w *eval.Workspace, f FindingFilter) (list []Finding, err error) {
	where, args := f.where()
	query := `select check_id, coalesce(subject_id, ''), record_type, record_id, coalesce(field, ''), reason, begun_on,
	    coalesce(team_id, ''), coalesce(team_name, ''), coalesce(service, '') from ` + findingsSQL(w) + " where " + where +
		" order by begun_on nulls last, subject_id, record_type, record_id, field, check_id"
	if f.Limit > 0 {
		query += fmt.Sprintf(" limit %d offset %d", f.Limit, f.Offset)
	}
	err = w.Each(ctx, query, args, func(rows *sql.Rows) error {
		var one Finding
		var since sql.NullTime
		err := rows.Scan(&one.Check, &one.Subject, &one.RecordType, &one.RecordID, &one.Field, &one.Reason, &since, &one.TeamID, &one.Team, &one.Service)
		one.Since = since.Time
		list = append(list, one)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("listing the findings: %w", err)
	}
	return list, nil
}

// CountFindings counts findings by check and team. The filter's limit does not narrow.
func (rd *Reader) CountFindings(ctx context.Context, q eval.Question, f FindingFilter) ([]FindingCount, error) {
	f.Limit, f.Offset = 0, 0
	var list []FindingCount
	err := rd.askFindings(ctx, q, func(w *eval.Workspace) (err error) {
		key := fmt.Sprintf("findingcounts|%d|%#v", w.Version(eval.FindingVersion, eval.WorkerView), f)
		list, err = eval.Remember(ctx, w, key, func() ([]FindingCount, error) { return readFindingCounts(ctx, w, f) })
		return err
	})
	return list, err
}

func readFindingCounts(ctx context.Context, w *eval.Workspace, f FindingFilter) (list []FindingCount, err error) {
	where, args := f.where()
	err = w.Each(ctx, `select check_id, coalesce(team_id, ''), coalesce(team_name, ''), count(*), count(distinct subject_id),
	    min(begun_on), count(*) filter (where begun_on > $day::date - 30), count(*) filter (where begun_on between $day::date - 180 and $day::date - 30),
	    count(*) filter (where begun_on < $day::date - 180)
	from `+findingsSQL(w)+" where "+where+" group by all order by all", append(args, sql.Named("day", w.Question().AsAt)), func(rows *sql.Rows) error {
		var c FindingCount
		var oldest sql.NullTime
		err := rows.Scan(&c.Check, &c.TeamID, &c.Team, &c.N, &c.Subjects, &oldest, &c.Recent, &c.Months, &c.Older)
		c.Oldest = oldest.Time
		list = append(list, c)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("counting the findings: %w", err)
	}
	return list, nil
}

// CountTouched counts the rows of a figure, left out or not, whose subject has a finding in a record type that the
// measure reads, itself or through a view.
func (rd *Reader) CountTouched(ctx context.Context, q eval.Question, id string, s Slice) (int, error) {
	r, err := rd.rules.FindKind(id, rulebook.Measure)
	if err != nil {
		return 0, err
	}
	n := 0
	err = rd.eval.Ask(ctx, q, append(measureSources(rd.rules, r, s.Dimension), rd.checks()...), func(w *eval.Workspace) error {
		if err := w.Broken(r.ID); err != nil {
			return err
		}
		n, err = eval.Remember(ctx, w, rd.touchedKey(w, r, s), func() (int, error) { return rd.countTouched(ctx, w, r, s) })
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("counting the rows of %s that findings touch: %w", id, err)
	}
	return n, nil
}

func (rd *Reader) touchedKey(w *eval.Workspace, r *rulebook.Rule, s Slice) string {
	return fmt.Sprintf("touched|%d|%d|%s|%+v", w.Version(eval.FindingVersion), rd.versionOf(w, r, s.Dimension), r.ID, s)
}

func (rd *Reader) countTouched(ctx context.Context, w *eval.Workspace, r *rulebook.Rule, s Slice) (n int, err error) {
	where, args, err := spanWhere(s.span(r, w.Question().AsAt), s)
	if err != nil {
		return 0, err
	}
	err = w.One(ctx, "select count(*) from "+rd.rowsFor(w, r, s.Dimension)+" where "+where+" and subject_id in (select subject_id from "+
		w.Findings()+" where record_type in (select unnest(string_split($types, ','))))",
		append(args, sql.Named("types", strings.Join(rd.RecordTypes(r), ","))), &n)
	return n, err
}
