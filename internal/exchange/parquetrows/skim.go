package parquetrows

import (
	"bufio"
	"encoding/binary"
	"io"
)

// skim passes over one structure in the compact form of Apache Thrift, in which Parquet describes itself, before the library reads it: for a list or a
// text in it the library makes room as long as it says that it is, whether or not there is so much of it.
type skim struct {
	in *bufio.Reader
	// left is how many bytes there are at most, and read how many have been passed over.
	left, read int64
	// number, where it is set, is given the whole numbers of the structure and of those right in it, by the fields that they stand in; outer is 0
	// for the structure itself.
	number func(outer, field int16, n int64)
}

// The types of values in the compact form.
const (
	yes = iota + 1
	no
	oneByte
	short
	whole
	long
	double
	text
	list
	set
	_ // pairs of keys and values, of which Parquet has none
	structure
)

// The limits of a structure: how deep values lie in one another, and how long a list is.
const (
	deepest   = 32
	listItems = 1 << 16
)

// newSkim begins at a place of a file. No more than so many bytes are read.
func newSkim(in io.ReaderAt, from, most int64) *skim {
	const ahead = 512
	return &skim{in: bufio.NewReaderSize(io.NewSectionReader(in, from, most), ahead), left: most}
}

// ReadByte gives the next byte, and io.EOF where there is none.
func (s *skim) ReadByte() (byte, error) {
	if s.left == 0 {
		return 0, io.EOF
	}
	b, err := s.in.ReadByte()
	if err == nil {
		s.left, s.read = s.left-1, s.read+1
	}
	return b, err
}

// pass passes over so many bytes. More than there are is [ErrDamaged].
func (s *skim) pass(n int64) error {
	if n < 0 || n > s.left {
		return ErrDamaged
	}
	passed, err := s.in.Discard(int(n))
	s.left, s.read = s.left-int64(passed), s.read+int64(passed)
	return err
}

// structure passes over the fields of a structure, which stands in a field of the one around it.
func (s *skim) structure(outer int16, depth int) error {
	if depth > deepest {
		return ErrDamaged
	}
	var field int16
	for {
		b, err := s.ReadByte()
		if err != nil || b == 0 {
			return err
		}
		if skipped := int16(b >> 4); skipped > 0 {
			field += skipped
		} else if n, err := binary.ReadVarint(s); err == nil {
			field = int16(n)
		} else {
			return err
		}
		switch kind := b & 0xF; kind {
		case yes, no:
		case short, whole, long:
			n, err := binary.ReadVarint(s)
			if err != nil {
				return err
			}
			if s.number != nil && depth < 2 {
				s.number(outer, field, n)
			}
		case structure:
			err = s.structure(field, depth+1)
		default:
			err = s.value(kind, depth)
		}
		if err != nil {
			return err
		}
	}
}

// value passes over a value of a list, or over one of a field that is no whole number.
func (s *skim) value(kind byte, depth int) error {
	if depth > deepest {
		return ErrDamaged
	}
	switch kind {
	case yes, no, oneByte:
		return s.pass(1)
	case short, whole, long:
		_, err := binary.ReadVarint(s)
		return err
	case double:
		return s.pass(8)
	case text:
		n, err := binary.ReadUvarint(s)
		if err != nil {
			return err
		}
		return s.pass(int64(n))
	case list, set:
		return s.list(depth)
	case structure:
		return s.structure(0, depth+2) // whose numbers are nobody's
	}
	return ErrDamaged
}

// list passes over a list.
func (s *skim) list(depth int) error {
	b, err := s.ReadByte()
	if err != nil {
		return err
	}
	n := uint64(b >> 4)
	if n == 0xF {
		if n, err = binary.ReadUvarint(s); err != nil {
			return err
		}
	}
	if n > listItems || int64(n) > s.left {
		return ErrDamaged
	}
	for range n {
		if err := s.value(b&0xF, depth+1); err != nil {
			return err
		}
	}
	return nil
}
