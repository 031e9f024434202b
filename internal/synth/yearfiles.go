package synth

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
)

// yearFiles is one return year's folder, being written.
type yearFiles struct {
	view
	cal      *calendar
	staff    *staff
	files    [fileCount]*csvFile // nil where the year has no such file
	lists    []*csvFile
	cin      *cinFile // nil where the year has no census
	lookedAt int      // children looked after on the last day
}

// createYear makes a year's folder and every file in it.
func (w *world) createYear(root string, v view, o Options, planted *[]Planted) (*yearFiles, error) {
	name := strconv.Itoa(v.ending)
	dir := filepath.Join(root, name)
	for _, sub := range []string{"ssda903", "records"} {
		if err := os.MkdirAll(filepath.Join(dir, sub), 0o750); err != nil {
			return nil, fmt.Errorf("making a folder for the year: %w", err)
		}
	}
	y := &yearFiles{view: v, cal: w.cal, staff: w.staff}
	faults := func(stream uint64, file string, share float64) faulter {
		return faulter{
			dice: newDice(o.Seed, stream), share: share, file: name + "/" + file, planted: planted,
		}
	}
	for i := range fileSpecs {
		s := &fileSpecs[i]
		if v.ending < s.firstYear || v.final && s.wholeYear || !v.census && ofTheLists(i) {
			continue
		}
		share := o.FaultShare
		if faultless(i) {
			share = 0
		}
		var err error
		if y.files[i], err = createCSV(dir, s, faults(streamFaults+uint64(v.ending*100+i), s.path, share), share > 0 && i == fileReviews && v.ending%2 == 0); err != nil {
			return y, err
		}
	}
	if !v.census {
		return y, nil
	}
	for i := range lists {
		s := &lists[i]
		file, err := createCSV(dir, s, faults(streamListFaults+uint64(v.ending*1000+i), s.path, o.FaultShare), false)
		if err != nil {
			return y, err
		}
		y.lists = append(y.lists, file)
	}
	var err error
	y.cin, err = createCIN(dir, w.cal, v, faults(streamFaults+uint64(v.ending*100+fileCount), "cin.xml", o.FaultShare))
	return y, err
}

// shows says whether a year's returns hold anything of a child.
func (v view) shows(c *child) bool {
	if v.census && v.showsByNeed(c) {
		return true
	}
	for _, k := range c.cares {
		if v.spans(promptly(k.from), k.ended) {
			return true
		}
	}
	for _, l := range c.leavings {
		if l.ending == v.ending {
			return true
		}
	}
	return false
}

// showsByNeed says whether a year's census or lists hold anything of a child.
func (v view) showsByNeed(c *child) bool {
	if c.pathway != nil && v.holds(promptly(c.pathway.planned)) && c.born.birthday(21) > v.from {
		return true
	}
	for _, n := range c.needs {
		if n.nfa && v.isNews(promptly(n.referred)) || !n.nfa && v.spans(promptly(n.referred), n.closed) {
			return true
		}
	}
	return false
}

// write adds a child to the year. A child's name is written in the first year that
// shows them.
func (y *yearFiles) write(c *child, first bool) error {
	if first {
		if err := y.files[fileNames].put(c.id, c.given, c.family); err != nil {
			return err
		}
	}
	for _, k := range c.cares {
		if k.from <= y.cut && k.ended.on > y.cut {
			y.lookedAt++
		}
	}
	if err := y.write903(c); err != nil {
		return err
	}
	if !y.census {
		return nil
	}
	y.writeCIN(c)
	return y.writeRecords(c)
}

// writeStaff writes the teams, and the workers known by the end of the year.
func (y *yearFiles) writeStaff() error {
	for _, t := range teams {
		if err := y.files[fileTeams].put(t.id, t.name, t.service); err != nil {
			return err
		}
	}
	for _, w := range y.staff.workers {
		started, left := promptly(w.from), promptly(w.to)
		if !y.spans(started, left) {
			continue
		}
		team := ""
		if w.team >= 0 {
			team = teams[w.team].id
		}
		err := y.files[fileWorkers].put(w.id, w.name, w.role, team, y.cal.isoDate(w.from), y.cal.isoDate(y.ended(left)))
		if err != nil {
			return err
		}
	}
	return nil
}

func (y *yearFiles) close() error {
	var errs []error
	for _, f := range y.files {
		if f != nil {
			errs = append(errs, f.close())
		}
	}
	for _, f := range y.lists {
		errs = append(errs, f.close())
	}
	if y.cin != nil {
		errs = append(errs, y.cin.close())
	}
	return errors.Join(errs...)
}
