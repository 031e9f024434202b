package door

import "time"

// QuarterEnd gives the last day of the latest quarter of a year that had ended by a day, or ends with it: 31 March, 30 June, 30 September or 31
// December.
func QuarterEnd(day time.Time) time.Time {
	end := time.Date(day.Year(), (day.Month()-1)/3*3+4, 0, 0, 0, 0, 0, time.UTC)
	if end.After(day) {
		end = time.Date(end.Year(), end.Month()-2, 0, 0, 0, 0, 0, time.UTC)
	}
	return end
}
