package imports

import (
	"context"
	"errors"
	"fmt"
	"time"

	"heed/internal/door"
	"heed/internal/exchange"
)

// Recognise finds out what the files of a request are, so that importing them need not look again, and gives the codes of the
// authorities that they say they are of, each once and in order. A census does; of the rest most do not.
func (r *Request) Recognise(ctx context.Context, s *door.Session) ([]string, error) {
	if err := r.find(ctx, s, s.Day()); err != nil {
		return nil, errors.Join(err, note(ctx, s, err))
	}
	return r.found.Authorities(), nil
}

// find looks at the files, where that has not been done.
func (r *Request) find(ctx context.Context, s *door.Session, today time.Time) (err error) {
	if r.found != nil {
		return nil
	}
	options, err := r.options(ctx, s, today)
	if err != nil {
		return err
	}
	r.found, err = exchange.Find(ctx, s.Catalogue(), r.Paths, options)
	return looking(err)
}

// options are what the request says of the files, and what was said before of such files.
func (r *Request) options(ctx context.Context, s *door.Session, today time.Time) (exchange.Options, error) {
	saved, err := savedColumns(ctx, s)
	if err != nil {
		return exchange.Options{}, err
	}
	options := exchange.Options{
		Kind: r.Kind, Take: r.Take, Year: r.Year, On: r.On, CompleteFrom: r.CompleteFrom, CompleteTo: r.CompleteTo, Full: r.Full, Today: today,
		Closed: closedTo(s),
	}
	for _, c := range saved {
		options.Columns = append(options.Columns, c.plain())
	}
	return options, nil
}

// closedTo lists the record types that are not the person's to write.
func closedTo(s *door.Session) (closed []string) {
	for _, t := range s.Catalogue().Types {
		if !s.MayWrite(t.ID) {
			closed = append(closed, t.ID)
		}
	}
	return closed
}

func looking(err error) error {
	if err != nil {
		return fmt.Errorf("looking at the files: %w", err)
	}
	return nil
}
