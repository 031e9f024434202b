package door

import (
	"time"

	"heed/internal/engine"
)

// Civil gives the day on which a clock's time falls in London.
func Civil(t time.Time, timed bool) time.Time {
	if !timed {
		return t
	}
	return engine.Today(t)
}
