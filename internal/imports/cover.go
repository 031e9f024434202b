package imports

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"heed/catalogue"
	"heed/internal/door"
	"heed/internal/exchange"
	"heed/internal/ledger"
	"heed/internal/words"
)

// Coverage says from which day to which day the records that an import gave of a type can be taken as complete, and why.
type Coverage = exchange.Coverage

// complete refuses days of completeness that cannot be true on the day of the import.
func (r *Request) complete(today time.Time) error {
	switch {
	case r.CompleteTo.After(today):
		return fmt.Errorf("%w: nothing can be complete to %s, which is still to come: give a day up to %s",
			door.ErrInvalid, words.LongDate(r.CompleteTo), words.LongDate(today))
	case r.CompleteFrom.After(today), !r.CompleteTo.IsZero() && r.CompleteFrom.After(r.CompleteTo):
		return fmt.Errorf("%w: nothing can be complete from %s, which is after the day to which it is complete",
			door.ErrInvalid, words.LongDate(r.CompleteFrom))
	}
	return nil
}

// Cover records what the records of a type cover, in the import's own transaction. It is no row of a file.
func (s *sink) Cover(c Coverage) error {
	s.covers = append(s.covers, c)
	rec, err := s.coverage(c)
	if err != nil {
		return err
	}
	was, found, err := s.covered(rec.ID)
	if err != nil {
		return err
	}
	if found {
		if rec, err = s.coverage(joined(was, c)); err != nil {
			return err
		}
	}
	_, err = s.w.Put(rec)
	return err
}

// joined gives what two imports that go to one day cover together: from the earlier of their days on, and as sure as the surer
// of them. A list of a few corrections thus takes nothing from what a longer list covers.
func joined(was, now Coverage) Coverage {
	if was.From < now.From { // of the days before, what the earlier one lacks is lacking still
		now.Lacks = slices.Concat(was.Lacks, now.Lacks)
		slices.Sort(now.Lacks)
		now.Lacks = slices.Compact(now.Lacks)
	}
	now.From = min(was.From, now.From)
	if now.Assumed && !was.Assumed {
		now.Assumed, now.Basis = false, was.Basis
	}
	return now
}

// errCoverage says that the catalogue cannot hold what an import covers, which is a mistake in Heed.
var errCoverage = errors.New("what the records cover cannot be recorded")

// coverage makes the record of what a type covers.
func (s *sink) coverage(c Coverage) (catalogue.Record, error) {
	t := s.types.Type(catalogue.RecordCoverage)
	if t == nil {
		return catalogue.Record{}, fmt.Errorf("%w: the catalogue has no %s", errCoverage, catalogue.RecordCoverage)
	}
	values := make([]string, len(t.Fields))
	for id, value := range map[string]string{
		"record_type": c.RecordType, "source": c.Source, "from_on": c.From, "to_on": c.To, "basis": c.Basis,
		"assumed": strconv.FormatBool(c.Assumed), "lacks": strings.Join(c.Lacks, ";"),
	} {
		values[t.Index(id)] = value
	}
	rec, faults, ok := t.Canonical(values)
	if !ok || len(faults) > 0 {
		return rec, fmt.Errorf("%w: %s of %s", errCoverage, faults[0].Reason, c.RecordType)
	}
	return rec, nil
}

// covered gives what already stands under the id of a record of coverage, and whether anything does.
func (s *sink) covered(id string) (c Coverage, found bool, err error) {
	latest, err := s.w.Latest(catalogue.RecordCoverage, id)
	switch {
	case errors.Is(err, ledger.ErrNotFound):
		return c, false, nil
	case err != nil || latest.Withdrawn:
		return c, false, err
	}
	t := s.types.Type(catalogue.RecordCoverage)
	values, err := t.Values(latest.Body)
	if err != nil {
		return c, false, err
	}
	c.From, c.Basis, c.Assumed = values[t.Index("from_on")], values[t.Index("basis")], values[t.Index("assumed")] == "true"
	if lacks := values[t.Index("lacks")]; lacks != "" {
		c.Lacks = strings.Split(lacks, ";")
	}
	return c, true, nil
}

// report is what is kept of an import besides its records.
type report struct {
	Parts  []Part     `json:",omitempty"`
	Covers []Coverage `json:",omitempty"`
	// Of is how many returns the import was to record, where it was more than one.
	Of int `json:",omitempty"`
}

// write keeps a report with the import, where there is anything to keep.
func (r report) write(w *ledger.Writer) error {
	if len(r.Parts)+len(r.Covers)+r.Of == 0 {
		return nil
	}
	text, err := json.Marshal(r)
	w.Report(string(text))
	return err
}

// readReport reads what was kept of an import. Of one from before Heed kept what imports cover it is the parts alone.
func readReport(text string) (report, error) {
	var r report
	if text == "" {
		return r, nil
	}
	var to any = &r
	if strings.HasPrefix(text, "[") {
		to = &r.Parts
	}
	if err := json.Unmarshal([]byte(text), to); err != nil {
		return r, fmt.Errorf("reading what became of an import: %w", err)
	}
	return r, nil
}
