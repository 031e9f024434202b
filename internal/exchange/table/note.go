package table

import "heed/internal/exchange/intake"

// note says whether a row is a total or a note below the table. It is the column of the id that tells.
func (r *reader) note(cells []string) bool {
	id := r.idColumn()
	if id < 0 || len(cells) == 0 {
		return false
	}
	if id >= len(cells) {
		id = 0 // a row that is cut short, as that of a program is
	}
	r.others = append(append(r.others[:0], cells[:id]...), cells[id+1:]...)
	return intake.Note(cells[id], r.others)
}

// idColumn is the first column of an id that is of the key, or -1.
func (r *reader) idColumn() int {
	for c, i := range r.columns {
		if i >= 0 && r.Shape.NamesRow(i) {
			return c
		}
	}
	return -1
}

// more says whether the row in hand repeats a day of the header that can be read.
func (r *reader) more() bool {
	for _, v := range r.repeats {
		if day, _ := intake.Day(v); len(day) == len("2006-01-02") {
			return true
		}
	}
	return false
}
