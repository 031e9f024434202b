package imports

import (
	"context"
	"fmt"
	"time"

	"heed/internal/door"
	"heed/internal/exchange"
)

// Recognise finds out what the files of a request are, so that importing them need not look again, and gives the codes of the
// authorities that they say they are of, each once and in order. Only a census says so; lists and the SSDA903 do not.
func (r *Request) Recognise(ctx context.Context, s *door.Session) ([]string, error) {
	if err := r.find(ctx, s, s.Day()); err != nil {
		logPanic(ctx, s, err)
		return nil, err
	}
	return r.found.Authorities(), nil
}

// find looks at the files, where that has not been done.
func (r *Request) find(ctx context.Context, s *door.Session, today time.Time) (err error) {
	if r.found != nil {
		return nil
	}
	r.found, err = exchange.Find(ctx, s.Catalogue(), r.Paths, exchange.Options{
		Kind: r.Kind, Year: r.Year, On: r.On, CompleteFrom: r.CompleteFrom, CompleteTo: r.CompleteTo, Full: r.Full, Today: today,
	})
	if err != nil {
		return fmt.Errorf("looking at the files: %w", err)
	}
	return nil
}
