package annexa

import "time"

// after gives the day so many days after another.
func after(day string, days int) string {
	on, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return ""
	}
	return on.AddDate(0, 0, days).Format(time.DateOnly)
}

// adult says whether a child had turned 18 by the day.
func (w *writer) adult(subject string) bool {
	born, err := time.Parse(time.DateOnly, w.child[subject]["born_on"])
	return err == nil && born.AddDate(18, 0, 0).Format(time.DateOnly) <= w.on
}
