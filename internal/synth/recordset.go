package synth

import (
	"hash/fnv"
	"slices"
	"strconv"
)

// lists are the record types that the council keeps beside its returns and that are made once a child's journeys are: each
// a CSV file of the year's records. Each Go file that makes some of them adds them here, and its recorder below.
var lists = slices.Concat(pathwayLists, locationLists, practiceLists)

// recorders make the records of one child, in the order of the lists that they write.
var recorders = append([]func(*recordSet){recordPathway, recordLocations}, practiceRecorders...)

// councilRecorders make the records that are about no child.
var councilRecorders = practiceCouncilRecorders

// recordSet is the records of one child, or the council's own where c is nil. Its random numbers are the child's, but apart
// from those of the journeys, so that records can be added without changing what happens to anybody.
type recordSet struct {
	dice
	w    *world
	c    *child
	rows [][]row // by list
}

// row is one row of a list. A cell is a string, bool, int, float64, day, fact, moment or once. The first that holds a day
// says when the row begins: no list has it before. A year's list has it when any of its days is news, with those to come blank.
type row []any

// moment is a time of day, in minutes.
type moment struct {
	on      day
	minutes int
}

// once is a value that is known from a day on, such as the outcome of a meeting.
type once struct {
	on    day
	value string
}

var listNumbers = func() map[string]int {
	numbers := map[string]int{}
	for i := range lists {
		numbers[lists[i].recordType] = i
	}
	return numbers
}()

// add adds a row to the list of a record type, which must be one of lists.
func (t *recordSet) add(recordType string, cells ...any) {
	i, ok := listNumbers[recordType]
	if !ok {
		panic("synth: no list of " + recordType)
	}
	t.rows[i] = append(t.rows[i], cells)
}

// recordsOf gives the records that every recorder makes of a child, or of the council where c is nil.
func (w *world) recordsOf(c *child) [][]row {
	t := &recordSet{w: w, c: c, rows: make([][]row, len(lists))}
	all, stream := councilRecorders, uint64(streamCouncil)
	if c != nil {
		all, stream = recorders, c.stream
	}
	for i, recorder := range all {
		t.dice = newDice(w.seed^recorderSeed(i), stream)
		recorder(t)
	}
	return t.rows
}

// recorderSeed gives each recorder random numbers of its own. Its text may not change: with another the same seed would give
// another council.
func recorderSeed(i int) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte("teller " + strconv.Itoa(i)))
	return h.Sum64()
}

// writeLists writes the rows that this year's lists hold and those of the prior one, if there was any, did not.
func (y *yearFiles) writeLists(rows [][]row, prior *view) error {
	for i := range rows {
		for _, r := range rows[i] {
			if !y.hasRow(r, prior) {
				continue
			}
			values := make([]string, len(r))
			for n, cell := range r {
				values[n] = y.cell(cell)
			}
			if err := y.lists[i].put(values...); err != nil {
				return err
			}
		}
	}
	return nil
}

// hasRow says whether a row belongs in this year: it has begun, and something of it is news since the prior lists.
func (y *yearFiles) hasRow(r row, prior *view) bool {
	begun, news := false, false
	for _, cell := range r {
		f, dated := factOf(cell)
		if !dated {
			continue
		}
		if !begun && !y.holds(f) {
			return false
		}
		begun = true
		news = news || y.holds(f) && (prior == nil || !prior.holds(f))
	}
	return news
}

func factOf(cell any) (f fact, dated bool) {
	switch v := cell.(type) {
	case day:
		return promptly(v), true
	case fact:
		return v, true
	case moment:
		return promptly(v.on), true
	case once:
		return promptly(v.on), true
	}
	return fact{}, false
}

// writeCouncilLists writes what is about no child.
func (w *world) writeCouncilLists(years []*yearFiles) error {
	records := w.recordsOf(nil)
	var prior *view
	for _, y := range years {
		if !y.census {
			continue
		}
		if err := y.writeLists(records, prior); err != nil {
			return err
		}
		prior = &y.view
	}
	return nil
}

// cell writes one value, blank where its day is yet to come.
func (y *yearFiles) cell(cell any) string {
	if f, dated := factOf(cell); dated && !y.holds(f) {
		return ""
	}
	switch v := cell.(type) {
	case string:
		return v
	case bool:
		return boolean(v)
	case int:
		return strconv.Itoa(v)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case day:
		return y.cal.isoDate(v)
	case fact:
		return y.cal.isoDate(v.on)
	case moment:
		return y.moment(v.on, v.minutes)
	case once:
		return v.value
	}
	panic("synth: a cell of no known kind")
}
