package parquetrows

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/deprecated"

	"heed/internal/exchange/budget"
)

// allTypes is a row with a value of every type that is written otherwise than it stands.
type allTypes struct {
	ID       string           `parquet:"pers_person_id"`
	Name     string           `parquet:"pers_forename,optional,dict"`
	Day      int32            `parquet:"pers_dob,date"`
	At       time.Time        `parquet:"at,timestamp(millisecond)"`
	Money    int64            `parquet:"money,decimal(2:18)"`
	Score    float64          `parquet:"csdq_sdq_score,optional"`
	Share    float32          `parquet:"share"`
	Yes      bool             `parquet:"yes"`
	Codes    []string         `parquet:"codes,list"`
	Old      deprecated.Int96 `parquet:"old"`
	Fixed    [4]byte          `parquet:"fixed"`
	Optional *int32           `parquet:"number,optional"`
}

// written writes rows of every type.
func written(tb testing.TB, options ...parquet.WriterOption) []byte {
	tb.Helper()
	n := int32(7)
	var out bytes.Buffer
	if err := parquet.Write(&out, []allTypes{
		{ID: "1", Name: "Given", Day: 19_000, At: time.Date(2024, 5, 1, 9, 30, 0, 0, time.UTC), Money: 12_345, Score: 1.5, Yes: true, Codes: []string{"1A", "2B"}, Old: deprecated.Int96{1, 2, 2_460_000}, Optional: &n},
		{ID: "2", Name: "Given", Day: -1, Share: 0.25, Fixed: [4]byte{1, 2, 3, 4}},
		{ID: "3"},
	}, options...); err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}

// all gives the rows of a file up to its first error, no more than so many.
func all(text []byte, most int) (rows [][]string, err error) {
	r, err := Open(inMemory{bytes.NewReader(text)}, int64(len(text)))
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	for len(rows) < most {
		cells, err := r.Next()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return rows, err
		}
		if r.Line() != len(rows)+1 {
			return rows, errors.New("a row stands on the line of another")
		}
		rows = append(rows, slices.Clone(cells))
	}
	return rows, nil
}

// FuzzRead reads any file as Parquet.
func FuzzRead(f *testing.F) {
	f.Add(written(f))
	f.Add(written(f, parquet.Compression(&parquet.Snappy), parquet.DataPageVersion(1)))
	f.Add(written(f, parquet.MaxRowsPerRowGroup(1)))
	f.Add([]byte("PAR1" + string(make([]byte, 64)) + "PAR1"))
	f.Fuzz(func(t *testing.T, text []byte) {
		const longest, most = 32 << 10, 2_000
		if len(text) > longest {
			t.Skip("long")
		}
		rows, err := all(text, most)
		if err != nil && !errors.Is(err, ErrDamaged) && !errors.Is(err, budget.ErrExceeded) {
			t.Fatalf("neither damaged Parquet nor too much of it: %v", err)
		}
		again, errAgain := all(text, most)
		if diff := cmp.Diff(rows, again); diff != "" || (err == nil) != (errAgain == nil) {
			t.Fatalf("read again it is another: %v, %v\n%s", err, errAgain, diff)
		}
		for _, row := range rows {
			if len(row) != len(rows[0]) || len(row) > budget.Columns {
				t.Fatalf("a row of %d cells below %d columns", len(row), len(rows[0]))
			}
			for _, cell := range row {
				if len(cell) > budget.LineBytes {
					t.Fatalf("a cell of %d bytes", len(cell))
				}
			}
		}
	})
}
