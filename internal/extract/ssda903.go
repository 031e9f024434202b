package extract

import (
	"archive/zip"
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/export"
)

// kind903 is the looked-after return's name in the catalogue's maps.
const kind903 = "ssda903"

// Return is a return of one year in tables or, of the census, as one file.
type Return struct {
	Year int
	// Tables are those of the SSDA903, each with the name of its file.
	Tables []export.Table
	// Rows counts those of all tables or, in a census, the children.
	Rows int
	// At is when it was made.
	At time.Time
	// Notes say what was left out.
	Notes []string
}

// Zip writes the tables that have rows as one zip file, each as CSV under its own name.
func (r Return) Zip(w io.Writer) error {
	out := zip.NewWriter(w)
	for _, t := range r.Tables {
		if len(t.Rows) == 0 {
			continue
		}
		to, err := out.CreateHeader(&zip.FileHeader{Name: t.Name + ".csv", Method: zip.Deflate, Modified: r.At})
		if err == nil {
			err = t.CSV(to)
		}
		if err != nil {
			return fmt.Errorf("writing %s: %w", t.Name, err)
		}
	}
	if err := out.Close(); err != nil {
		return fmt.Errorf("writing the zip file: %w", err)
	}
	return nil
}

// tables903 are the tables of the SSDA903 with their record types and their columns in the order in which systems write them. The header comes last
// here: it has the children of the others.
var tables903 = []struct{ name, record, columns string }{
	{"episodes", "episode", "CHILD DECOM RNE LS CIN PLACE PLACE_PROVIDER DEC REC REASON_PLACE_CHANGE HOME_POST PL_POST URN"},
	{"reviews", "review", "CHILD DOB REVIEW REVIEW_CODE"},
	{"uasc", "unaccompanied_child", "CHILD SEX DOB DUC"},
	{"missing", "missing_episode", "CHILD DOB MISSING MIS_START MIS_END"},
	{"oc2", "annual_health", "CHILD DOB SDQ_SCORE SDQ_REASON CONVICTED HEALTH_CHECK IMMUNISATIONS TEETH_CHECK HEALTH_ASSESSMENT SUBSTANCE_MISUSE INTERVENTION_RECEIVED INTERVENTION_OFFERED"},
	{"oc3", "care_leaver", "CHILD DOB IN_TOUCH ACTIV ACCOM"},
	{"ad1", "adoption", "CHILD DOB DATE_INT DATE_MATCH FOSTER_CARE NB_ADOPTR SEX_ADOPTR LS_ADOPTR"},
	{"placed_for_adoption", "adoption_decision", "CHILD DOB DATE_PLACED DATE_PLACED_CEASED REASON_PLACED_CEASED"},
	{"previous_permanence", "previous_permanence", "CHILD DOB PREV_PERM LA_PERM DATE_PERM"},
	{"sw_episodes", "social_worker", "CHILD DOB SW_ID SW_DECOM SW_DEC SW_REASON"},
	{"dolo", "deprivation_of_liberty", "CHILD DOB DOLO_START DOLO_END"},
	{"header", "child", "CHILD SEX DOB ETHNIC UPN MOTHER MC_DOB"},
}

// returnOf is a looked-after return while it is made.
type returnOf struct {
	*reader

	year span
	// children is what is held of each child: as the looked-after return says it or, where it says nothing, as another source does.
	children map[string]row
	inCare   map[string]bool
	began    map[string]bool
	adopted  map[string]bool
	named    map[string]bool
}

// FindSSDA903 gives the tables of the looked-after return of a year to 31 March: what is held of that year, in the return's own columns. An end that came
// later is blank, as it was when the return was due.
func FindSSDA903(ctx context.Context, s *door.Session, year int) (Return, error) {
	days, err := yearOf(year)
	if err != nil {
		return Return{}, fmt.Errorf("%w: %w", door.ErrInvalid, err)
	}
	r, err := openRecords(ctx, s, "the SSDA903")
	if err != nil {
		return Return{}, err
	}
	of := &returnOf{
		reader: r, year: days, inCare: map[string]bool{}, began: map[string]bool{}, adopted: map[string]bool{}, named: map[string]bool{},
	}
	if of.children, err = r.children(ctx, kind903); err != nil {
		return Return{}, err
	}
	out := Return{Year: year, At: s.Now()}
	for _, spec := range tables903 {
		rows, err := r.rows(ctx, spec.record)
		if err != nil {
			return Return{}, err
		}
		if spec.record == "child" {
			rows = rows[:0]
			for id := range of.named {
				rows = append(rows, of.child(id))
			}
		}
		t := of.table(spec.name, spec.record, strings.Fields(spec.columns), rows)
		out.Rows += len(t.Rows)
		out.Tables = append(out.Tables, t)
	}
	slices.SortStableFunc(out.Tables, func(a, b export.Table) int {
		return map[bool]int{true: 1}[b.Name == "header"] - map[bool]int{true: 1}[a.Name == "header"]
	})
	out.Notes = []string{NotOpen}
	return out, s.LogRows(ctx, access.Export, "", fmt.Sprintf("the SSDA903 of %d: %d rows, %d records outside the scope left out", year, out.Rows, r.hidden), slices.Collect(maps.Keys(of.named)))
}

// openRecords opens an extract of records as they are held.
func openRecords(ctx context.Context, s *door.Session, what string) (*reader, error) {
	if err := Allow(ctx, s, what); err != nil {
		return nil, err
	}
	return open(ctx, s, what)
}

// children gives what is held of each child, as a source says it or, of a child of whom it says nothing, as another does.
func (r *reader) children(ctx context.Context, source string) (map[string]row, error) {
	list, err := r.rows(ctx, "child")
	if err != nil {
		return nil, err
	}
	found := map[string]row{}
	for _, c := range list {
		if has := found[c["child_id"]]; has == nil || c["reported_by"] == source {
			found[c["child_id"]] = c
		}
	}
	return found, nil
}

// child gives what is held of a child, nothing but the number where nobody says more.
func (of *returnOf) child(id string) row {
	if c := of.children[id]; c != nil {
		return c
	}
	return row{"child_id": id}
}

// table makes one table of the rows that belong in the year.
func (of *returnOf) table(name, record string, columns []string, rows []row) export.Table {
	t := export.Table{Name: name}
	for _, column := range columns {
		t.Columns = append(t.Columns, export.Column{Heading: column})
	}
	byChild(rows, "started_on", "same_day", "reviewed_on", "decided_on")
	about := of.Catalogue().Type(record)
	for _, one := range rows {
		if one = of.inYear(record, one); one == nil {
			continue
		}
		of.named[one["child_id"]] = true
		cells := make([]string, len(columns))
		for i, column := range columns {
			from, f := one, fieldOf(about, kind903, column)
			if f == nil || column == "DOB" && one[f.ID] == "" {
				from, f = of.child(one["child_id"]), fieldOf(of.Catalogue().Type("child"), kind903, column)
			}
			cells[i] = returned(f, from[f.ID])
		}
		t.Rows = append(t.Rows, cells)
	}
	return t
}

// inYear gives a record as it stood at the end of the year, nil where it does not belong in the year's return.
func (of *returnOf) inYear(record string, r row) row {
	child, y := r["child_id"], of.year
	switch record {
	case "child":
		return r
	case "episode":
		if !y.spans(r["started_on"], r["ended_on"]) {
			return nil
		}
		of.inCare[child] = true
		of.began[child] = of.began[child] || r["start_reason"] == "S" && y.holds(r["started_on"])
		of.adopted[child] = of.adopted[child] || y.holds(r["ended_on"]) && (r["end_reason"] == "E11" || r["end_reason"] == "E12")
		return without(r, y, "ended_on", "end_reason", "placement_change")
	case "review":
		return only(r, y.holds(r["reviewed_on"]))
	case "annual_health", "care_leaver":
		return only(r, r["year_ending_on"] == y.to)
	case "unaccompanied_child":
		return only(r, of.inCare[child] && (r["ceases_on"] == "" || r["ceases_on"] >= y.from))
	case "adoption":
		return only(r, of.adopted[child])
	case "adoption_decision":
		if !of.inCare[child] || !y.spans(r["decided_on"], r["reversed_on"]) {
			return nil
		}
		return without(r, y, "reversed_on", "reversed_reason")
	case "previous_permanence":
		return only(r, of.began[child])
	case "social_worker":
		if !of.inCare[child] || !y.spans(r["started_on"], r["ended_on"]) {
			return nil
		}
		return without(r, y, "ended_on")
	default: // what began and perhaps ended: times missing, deprivations of liberty
		if !of.inCare[child] || !y.spans(r["started_on"], r["ended_on"]) {
			return nil
		}
		return without(r, y, "ended_on")
	}
}

// only gives a record where a condition holds.
func only(r row, holds bool) row {
	if holds {
		return r
	}
	return nil
}

// without gives a record without its end, and what goes with it, where that came after the year.
func without(r row, y span, end string, withIt ...string) row {
	if r[end] == "" || r[end] <= y.to {
		return r
	}
	cut := maps.Clone(r)
	for _, field := range append(withIt, end) {
		cut[field] = ""
	}
	return cut
}
