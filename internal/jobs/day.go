package jobs

import (
	"context"
	"errors"
	"time"
)

// betweenLooks is how often it is looked whether a new day has begun. A clock that is looked at is right also after the machine has slept.
const betweenLooks = 20 * time.Second

// Days begins what is daily for every authority: at once, and at each midnight in London until the context ends.
func (r *Runner) Days(ctx context.Context) {
	var begun time.Time
	next := time.NewTicker(r.looks)
	defer next.Stop()
	for {
		if today := r.cfg.Door.Today(); !today.Equal(begun) {
			switch err := r.beginDay(ctx, today); {
			case err == nil:
				begun = today
			case ctx.Err() == nil:
				r.cfg.Log.ErrorContext(ctx, "the work of a new day could not be begun, and is begun again soon", "error", err.Error())
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-next.C:
		}
	}
}

// beginDay begins the daily work of a day, unless it waits or runs already.
func (r *Runner) beginDay(ctx context.Context, day time.Time) error {
	authorities, err := r.cfg.Door.Authorities(ctx)
	if err != nil {
		return err
	}
	var errs []error
	for _, one := range authorities {
		for _, kind := range r.cfg.Kinds {
			if kind.Daily {
				errs = append(errs, r.beginDaily(ctx, one.Code, kind, day.Format(time.DateOnly)))
			}
		}
	}
	return errors.Join(errs...)
}

func (r *Runner) beginDaily(ctx context.Context, authority string, kind Kind, day string) error {
	other, found, err := r.Current(ctx, authority, kind.queue())
	if err != nil || found && other.About == day {
		return err
	}
	_, err = r.begin(ctx, args{ID: r.cfg.Door.NewID(), What: kind.Name, About: day, Authority: authority, At: r.cfg.Door.Now()})
	return err
}
