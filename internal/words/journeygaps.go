package words

import (
	"time"
)

func DaysBetween(from, to time.Time) int { return int(to.Sub(from).Hours() / 24) }
