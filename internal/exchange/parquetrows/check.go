package parquetrows

import (
	"encoding/binary"
	"errors"
	"io"
	"math"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/format"

	"heed/internal/exchange/budget"
)

// The errors of rows that hold too much.
var (
	errRows = budget.Over("Parquet of more than 5,000,000 rows", doParts)
	errPage = budget.Over("Parquet with a page of more than 128 megabytes", doParts)
	errLong = budget.Over("Parquet with a value of more than a megabyte", "Check that it is the file you mean, and export it again.")
)

const doParts = "Export it again, in smaller files or as CSV (UTF-8), and import that."

// checkFooter refuses a file whose end says that its description is longer than the file, or in whose description anything is longer than that, as the
// library would make room for it.
func checkFooter(in io.ReaderAt, size int64) error {
	var end [8]byte // how long the description is, and the word that ends every file
	if _, err := in.ReadAt(end[:], max(size-int64(len(end)), 0)); err != nil {
		return ErrDamaged
	}
	long := int64(binary.LittleEndian.Uint32(end[:]))
	switch {
	case long > size-int64(len(end)+len(Magic)):
		return ErrDamaged
	case long > budget.ListingBytes:
		return budget.Over("Parquet with a description of more than 16 megabytes", doParts)
	}
	return damaged(newSkim(in, size-int64(len(end))-long, long).structure(0, 0))
}

// checkPages refuses a file of which a page says that it is larger than the budget allows, or larger than the file. The pages of each column follow one
// another, each below a description of it.
func checkPages(in io.ReaderAt, about *format.FileMetaData) error {
	pages := 0
	for _, group := range about.RowGroups {
		for _, column := range group.Columns {
			from, end := column.MetaData.DataPageOffset, column.MetaData.TotalCompressedSize
			if column.MetaData.DictionaryPageOffset != 0 {
				from = column.MetaData.DictionaryPageOffset
			}
			if from < 0 || end < 0 || end > math.MaxInt64-from {
				return ErrDamaged
			}
			for end += from; from < end; pages++ {
				if pages > budget.Pages {
					return budget.Over("Parquet of more than 1,000,000 pages", doParts)
				}
				long, err := checkPage(in, from, end)
				if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
					break // the library comes no further either
				}
				if err != nil {
					return err
				}
				from += long
			}
		}
	}
	return nil
}

// checkPage looks at the description of one page, and gives how long both are together.
func checkPage(in io.ReaderAt, from, end int64) (long int64, err error) {
	// The fields of the description, by the specification of Parquet: the sizes, and in those of each kind of page its number of values.
	const unpacked, packed, values = 2, 3, 1
	s := newSkim(in, from, min(end-from, budget.LineBytes))
	s.number = func(outer, field int16, n int64) {
		switch {
		case err != nil:
		case outer == 0 && (field == unpacked || field == packed) && n < 0 || outer == 0 && field == packed && n > end-from:
			err = ErrDamaged
		case outer == 0 && field == unpacked && n > budget.PageBytes:
			err = errPage
		case outer == 0 && field == packed:
			long = n
		case outer != 0 && field == values && n > budget.Rows:
			err = errRows
		}
	}
	if skimmed := s.structure(0, 0); skimmed != nil {
		return 0, skimmed
	}
	return long + s.read, err
}

// check refuses a file that says of itself that it holds more than the budget allows. What a file does not say of itself the limits of the
// process that reads it must bound.
func check(file *parquet.File) error {
	about := file.Metadata()
	switch {
	case len(about.RowGroups) > budget.RowGroups:
		return budget.Over("Parquet of more than 10,000 groups of rows", doParts)
	case len(file.Schema().Columns()) > budget.Columns:
		return budget.Over("Parquet of more than 16,384 columns", "Export it with the columns of the dataset only.")
	case about.NumRows > budget.Rows:
		return errRows
	}
	var rows int64
	for _, group := range about.RowGroups {
		if rows += group.NumRows; group.NumRows < 0 || rows > budget.Rows {
			return errRows
		}
		for _, column := range group.Columns {
			if column.MetaData.TotalUncompressedSize > budget.ChunkBytes {
				return budget.Over("Parquet with a column of more than 512 megabytes in one group of rows", doParts)
			}
		}
	}
	for _, column := range about.Schema {
		if scaleOf(column) > budget.Scale {
			return budget.Over("Parquet with numbers of more than 38 digits after the point", "Export it again as CSV (UTF-8), and import that.")
		}
	}
	return nil
}

// scaleOf gives how many digits after the point a column says that its numbers have.
func scaleOf(column format.SchemaElement) int32 {
	if l, ok := column.LogicalType.Value.(*format.DecimalType); ok {
		return max(column.Scale.V, l.Scale)
	}
	return column.Scale.V
}
