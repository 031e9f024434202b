package store

import (
	"errors"
	"slices"

	"github.com/duckdb/duckdb-go/v2"
)

// Unread says whether an error tells that a query could not read or keep what it works on, or that DuckDB failed: whatever rule it
// came from is not broken for that.
func Unread(err error) bool {
	return Damaged(err) || ShortageOf(err) != "" || of(err, duckdb.ErrorTypeOutOfMemory, duckdb.ErrorTypePermission)
}

// Damaged says whether an error tells that the tables themselves cannot be read, so that they must be made anew from the ledger.
func Damaged(err error) bool {
	return ShortageOf(err) == "" && of(err, duckdb.ErrorTypeIO, duckdb.ErrorTypeFatal, duckdb.ErrorTypeInternal, duckdb.ErrorTypeSerialization)
}

func of(err error, types ...duckdb.ErrorType) bool {
	failure, ok := errors.AsType[*duckdb.Error](err)
	return ok && slices.Contains(types, failure.Type)
}
