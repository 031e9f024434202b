package query

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"heed/internal/engine/eval"
	"heed/internal/engine/store"
	"heed/rulebook"
)

// urgencyTable is the table of what the lists of clocks are ordered by, a row for each duty: the place of its harm and of its force,
// counted from 0, and for how long it is overdue before it is an old gap.
const urgencyTable = "duty urgency"

// gapSQL says of an overdue clock whether it is an old gap on the day asked about or, where the records end before that, on their last.
const gapSQL = "coalesce(coalesce(known_to, $as_at::date) > due_on + gap_after, false)"

// urgencySQL orders clocks. Of what is late the least late comes first, as the most can still be made good; of what is to come, the
// soonest; of what is done, the latest.
var urgencySQL = `case when old_gap then 4 else case status when 'overdue' then 0 when 'due soon' then 1 when 'cannot tell' then 2 when 'running' then 3 else 5 end end,
    case when status not in (` + doneWords + `) then harm end, case when status not in (` + doneWords + `) then force end,
    case when status = 'overdue' then epoch(coalesce(due_at, due_on::timestamptz)) end desc nulls last,
    case when met_on is null then due_on end nulls last, met_on desc, subject_id, duty, occasion_id`

// urgency makes the table of how urgent the duties are, once for the local numbers as they stand, and names it.
func (rd *Reader) urgency(ctx context.Context, w *eval.Workspace) (string, error) {
	rows := []string{"(null, null, null, null)"}
	for _, r := range rd.rules.Kind(rulebook.Duty) {
		rows = append(rows, fmt.Sprintf("(%s, %d, %d, %s)",
			store.Text(r.ID), slices.Index(rulebook.Harms, r.Harm), slices.Index(rulebook.Forces, r.Force), intervalSQL(GapAfter(r, w.Settings()))))
	}
	return w.Derive(ctx, urgencyTable, strings.Join(rd.ownGaps(w), ","), nil,
		"create or replace table %s as from (values "+strings.Join(rows, ", ")+") t(duty, harm, force, gap_after)")
}

// GapAfter gives for how long a duty is overdue before it is an old gap: the authority's own number or, where it has none that can be
// read as a length, the rulebook's.
func GapAfter(r *rulebook.Rule, settings map[string]string) rulebook.Warn {
	if own, err := rulebook.ParseWarn(settings[r.GapSetting()]); err == nil {
		return own
	}
	return r.GapAfter
}

// ownGaps lists the local numbers that say when a duty is an old gap.
func (rd *Reader) ownGaps(w *eval.Workspace) []string {
	var own []string
	for name, value := range w.Settings() {
		if strings.HasPrefix(name, rulebook.GapSettings) {
			own = append(own, name+"="+value)
		}
	}
	slices.Sort(own)
	return own
}

// urgentSQL gives the clocks of a table with how urgent their duty is.
func urgentSQL(table, urgency string) string {
	return "(select c.*, u.harm, u.force, u.gap_after from " + table + " c left join " + urgency + " u on u.duty = c.duty)"
}

// intervalSQL writes a length of time as SQL does. One in hours or working days is counted in whole days.
func intervalSQL(length rulebook.Warn) string {
	switch length.Unit {
	case rulebook.Months:
		return fmt.Sprintf("to_months(%d)", length.N)
	case rulebook.Weeks:
		return fmt.Sprintf("to_days(%d)", 7*length.N)
	case rulebook.Hours:
		return fmt.Sprintf("to_days(%d)", (length.N+23)/24)
	case rulebook.WorkingDays:
		return fmt.Sprintf("to_days(%d)", length.N*7/5)
	case rulebook.Days:
		return fmt.Sprintf("to_days(%d)", length.N)
	}
	return "null::interval"
}

// boolOrder puts false before true.
func boolOrder(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}
