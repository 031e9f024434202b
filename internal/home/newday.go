package home

import (
	"context"

	"heed/internal/door"
	"heed/internal/jobs"
)

// triesOfDay is how often it is tried to make a day ready. The pauses between grow: all of them together are some three hours.
const triesOfDay = 10

// NewDay is the work in the background that makes a new day's answers ready, for one authority after another.
func NewDay(d *door.Door) jobs.Kind {
	return jobs.Kind{
		Name: "new-day", Words: "Making today’s answers ready", Daily: true, Tries: triesOfDay,
		Run: func(ctx context.Context, s *door.Session, _ jobs.Task) (any, error) {
			err := Warm(ctx, d, s.Who.Authority)
			if err == nil {
				s.Logger().InfoContext(ctx, "today's answers are ready")
			}
			return nil, err
		},
	}
}
