package exchange

import (
	"heed/catalogue"
	"heed/internal/exchange/format"
)

// guard calls what belongs to a format, and makes a *PanicError of its panic; file names what it was looking at.
func guard(kind string, file func() string, call func() error) (err error) {
	defer func() {
		if why := recover(); why != nil {
			err = format.Panicked(kind, file(), why)
		}
	}()
	return call()
}

// guardedSink hands on no record of a type that comes in no file, whatever format gives it. It knows whether the sink is at work, so that
// its panic is not taken for that of a reader.
type guardedSink struct {
	Sink

	// bars refuses the file being read for a record type. It is asked again only where the next record is of another.
	bars func(recordType string) error
	last string
	busy bool
}

// Record hands on a record.
func (s *guardedSink) Record(r catalogue.Record) error {
	if r.Type != s.last {
		if err := s.bars(r.Type); err != nil {
			return err
		}
		s.last = r.Type
	}
	s.busy = true
	err := s.Sink.Record(r)
	s.busy = false
	return err
}

// Fault hands on a fault.
func (s *guardedSink) Fault(f Fault) error {
	s.busy = true
	err := s.Sink.Fault(f)
	s.busy = false
	return err
}

// Read hands on a count of rows.
func (s *guardedSink) Read(rows int) error {
	s.busy = true
	err := s.Sink.Read(rows)
	s.busy = false
	return err
}

// Cover hands on what the records of a type cover.
func (s *guardedSink) Cover(c Coverage) error {
	s.busy = true
	err := s.Sink.Cover(c)
	s.busy = false
	return err
}
