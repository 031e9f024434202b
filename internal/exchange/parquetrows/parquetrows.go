// Package parquetrows reads the rows of a Parquet file as the texts that the same rows have in CSV, a batch of rows at a
// time: days as 2026-10-31, moments as 2026-10-31 14:30:00, with a Z where they are of UTC.
package parquetrows

import (
	"errors"
	"io"
	"io/fs"
	"strings"

	"github.com/parquet-go/parquet-go"

	"heed/internal/exchange/budget"
)

// Magic begins every Parquet file.
const Magic = "PAR1"

// batch is how many rows are read at a time.
const batch = 256

// Reader gives the rows of a file, the names of its columns first.
type Reader struct {
	file    *parquet.File
	in      io.Closer
	write   []func(parquet.Value) string // by column, how a value is written
	names   []string
	groups  []parquet.RowGroup
	rows    parquet.Rows
	buffer  []parquet.Row
	waiting []parquet.Row
	cells   []string
	line    int
}

// Open opens a file of this many bytes, which Close closes.
func Open(in interface {
	io.ReaderAt
	io.Closer
}, size int64) (r *Reader, err error) {
	defer func() {
		if err != nil {
			err = errors.Join(err, in.Close())
		}
	}()
	defer guard(&err)
	if err := checkFooter(in, size); err != nil {
		return nil, err
	}
	file, err := parquet.OpenFile(in, size, parquet.SkipBloomFilters(true), parquet.SkipPageIndex(true))
	if err != nil {
		return nil, damaged(err)
	}
	if err := check(file); err != nil {
		return nil, err
	}
	if err := checkPages(in, file.Metadata()); err != nil {
		return nil, err
	}
	r = &Reader{file: file, in: in, groups: file.RowGroups(), buffer: make([]parquet.Row, batch)}
	for _, path := range file.Schema().Columns() {
		leaf, _ := file.Schema().Lookup(path...)
		r.names = append(r.names, strings.Join(path, "."))
		r.write = append(r.write, writer(leaf.Node.Type()))
	}
	r.cells = make([]string, len(r.names))
	return r, nil
}

// ErrDamaged is the error of a file whose parts do not fit together, or that is written in a way that is not read.
var ErrDamaged = errors.New("damaged Parquet, or Parquet of a kind that Heed does not read")

// damaged gives [ErrDamaged] for an error of the library, which may hold a value of the file, and the disk's errors as they are.
func damaged(err error) error {
	if _, disk := errors.AsType[*fs.PathError](err); disk || err == nil {
		return err
	}
	return ErrDamaged
}

// guard makes an error of the library's panics, which a damaged file can bring about. What it panics with may hold a value of
// the file, so it is not in the error.
func guard(err *error) {
	if why := recover(); why != nil {
		*err = ErrDamaged
	}
}

// Line is that of the row last given as it would be in CSV: the names of the columns are line 1.
func (r *Reader) Line() int { return r.line }

// Next gives the cells of the next row, which are good until Next is called again, and io.EOF after the last.
func (r *Reader) Next() (cells []string, err error) {
	defer guard(&err)
	if r.line++; r.line > budget.Rows {
		return nil, errRows
	}
	if r.line == 1 {
		return r.names, nil
	}
	for len(r.waiting) == 0 {
		if err := r.fill(); err != nil {
			return nil, err
		}
	}
	row := r.waiting[0]
	r.waiting = r.waiting[1:]
	clear(r.cells)
	for _, v := range row {
		// Of a column of lists the first stands for all: no column of a table that is kept is one.
		if c := v.Column(); c >= 0 && c < len(r.cells) && !v.IsNull() && r.cells[c] == "" {
			if r.cells[c] = r.write[c](v); len(r.cells[c]) > budget.LineBytes {
				return nil, errLong
			}
		}
	}
	return r.cells, nil
}

// fill reads the next rows, from the next group where this one has no more.
func (r *Reader) fill() error {
	if r.rows == nil {
		if len(r.groups) == 0 {
			return io.EOF
		}
		r.rows, r.groups = r.groups[0].Rows(), r.groups[1:]
	}
	n, err := r.rows.ReadRows(r.buffer)
	r.waiting = r.buffer[:n]
	if errors.Is(err, io.EOF) {
		err = r.rows.Close()
		r.rows = nil
	}
	return damaged(err)
}

// Close lets go of the file.
func (r *Reader) Close() error { return errors.Join(r.closeRows(), r.in.Close()) }

func (r *Reader) closeRows() (err error) {
	defer guard(&err)
	if r.rows != nil {
		err = r.rows.Close()
	}
	return damaged(err)
}
