package imports

import (
	"errors"

	"heed/catalogue"
	"heed/internal/ledger"
)

// childType is the record type that says who a child is.
const childType = "child"

// named is what a return says of a child whom it names, blank where it says nothing.
type named struct{ bornOn, upn string }

// name notes whom a record is about, where that is a child.
func (s *sink) name(r catalogue.Record) error {
	t := s.types.Type(r.Type)
	if t == nil || t.About != childType {
		return nil
	}
	if r.Type != childType {
		if _, known := s.children[r.Subject]; !known {
			s.children[r.Subject] = named{}
		}
		return nil
	}
	who, err := whoIs(t, r.Body)
	s.children[r.Subject] = who
	return err
}

func whoIs(t *catalogue.Type, body []byte) (named, error) {
	values, err := t.Values(body)
	if err != nil {
		return named{}, err
	}
	return named{values[t.Index("born_on")], values[t.Index("upn")]}, nil
}

// manyNamed is how many children a return names at least for those held to be read all at once, and not each alone.
const manyNamed = 200

// earlier holds the latest entry of each child from before a run, by the child's own id, once somebody has asked for many. All returns of
// the run are asked about the same moment.
type earlier struct{ bodies map[string][]byte }

// read reads them, where that has not been done.
func (b *earlier) read(w *ledger.Writer, since int64) error {
	if b.bodies != nil {
		return nil
	}
	b.bodies = map[string][]byte{}
	last := map[string]int64{}
	return w.EachBefore(since, childType, func(seq int64, subject string, body []byte) error {
		if seq > last[subject] {
			last[subject], b.bodies[subject] = seq, body
		}
		return nil
	})
}

// last gives the latest body of a child from before the run, nil where there is none.
func (b *earlier) last(w *ledger.Writer, since int64, id string) ([]byte, error) {
	if b.bodies != nil {
		return b.bodies[id], nil
	}
	e, err := w.LastBefore(since, childType, id)
	if errors.Is(err, ledger.ErrNotFound) {
		return nil, nil
	}
	return e.Body, err
}

// count counts the children of the records: known are those of whom there was an entry before the one numbered since, unless it
// gives the number another date of birth and not the same pupil number, as it does where another authority happens to use the same one.
func (s *sink) count(since int64, pupils bool) (Children, error) {
	var c Children
	if len(s.children) >= manyNamed {
		if err := s.earlier.read(s.w, since); err != nil {
			return c, err
		}
	}
	upns := map[string]bool{}
	for id, who := range s.children {
		known, err := s.known(since, id, who)
		switch {
		case err != nil:
			return c, err
		case known:
			c.Known++
			continue
		}
		if c.New++; who.upn != "" {
			upns[who.upn] = true
		}
	}
	if !pupils || len(upns) == 0 {
		return c, nil
	}
	held := map[string]bool{}
	t := s.types.Type(childType)
	err := s.w.EachBefore(since, childType, func(_ int64, _ string, body []byte) error {
		who, err := whoIs(t, body)
		if upns[who.upn] {
			held[who.upn] = true
		}
		return err
	})
	c.OtherNumber = len(held)
	return c, err
}

func (s *sink) known(since int64, id string, who named) (bool, error) {
	last, err := s.earlier.last(s.w, since, id)
	switch {
	case err != nil:
		return false, err
	case last == nil:
		return s.w.KnownBefore(since, id)
	case who.bornOn == "":
		return true, nil
	}
	was, err := whoIs(s.types.Type(childType), last)
	return was.bornOn == "" || was.bornOn == who.bornOn || who.upn != "" && was.upn == who.upn, err
}
