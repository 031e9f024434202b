package synth

// fact is something that happened and when the council's system came to hold it.
type fact struct{ on, known day }

var notYet = fact{on: never, known: never}

// promptly is a fact recorded on the day it happened.
func promptly(on day) fact { return fact{on: on, known: on} }

// view is what one return shows: what happened up to cut, as recorded by seen.
// What the return before it could not hold, because it was recorded after
// before, is shown now although it happened in an earlier year.
type view struct {
	ending    int // the year to 31 March that the return is for
	from, cut day
	seen      day
	before    day // when the last return was submitted, or never for the first
	final     bool
	census    bool // has a census and lists
}

func (v view) holds(f fact) bool { return f.on <= v.cut && f.known <= v.seen }

// isNews says whether f belongs in this return and not only in an earlier one.
func (v view) isNews(f fact) bool {
	return v.holds(f) && (f.on >= v.from || f.known > v.before)
}

// spans says whether something with a start and an end belongs in this return.
func (v view) spans(start, end fact) bool {
	if !v.holds(start) {
		return false
	}
	return !v.holds(end) || end.on >= v.from || end.known > v.before || start.known > v.before
}

// ended gives the day of an end, or never where the return does not know of it.
func (v view) ended(end fact) day {
	if v.holds(end) {
		return end.on
	}
	return never
}
