package parquetrows

import (
	"encoding/binary"
	"io"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/format"

	"heed/internal/exchange/budget"
)

// The errors of rows that hold too much.
var (
	errRows = budget.Over("Parquet of more than 5,000,000 rows", doParts)
	errLong = budget.Over("Parquet with a value of more than a megabyte", "Check that it is the file you mean, and export it again.")
)

const doParts = "Export it again, in smaller files or as CSV (UTF-8), and import that."

// checkFooter refuses a file whose end says that its description is longer than the file, for which the library would make room.
func checkFooter(in io.ReaderAt, size int64) error {
	var end [8]byte // how long the description is, and the word that ends every file
	if _, err := in.ReadAt(end[:], max(size-int64(len(end)), 0)); err != nil {
		return ErrDamaged
	}
	switch long := int64(binary.LittleEndian.Uint32(end[:])); {
	case long > size-int64(len(end)+len(Magic)):
		return ErrDamaged
	case long > budget.ListingBytes:
		return budget.Over("Parquet with a description of more than 16 megabytes", doParts)
	}
	return nil
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
