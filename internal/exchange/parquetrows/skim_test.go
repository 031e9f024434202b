package parquetrows

import (
	"bytes"
	"encoding/binary"
	"errors"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go/encoding/thrift"
	"github.com/parquet-go/parquet-go/format"

	"heed/internal/exchange/budget"
)

// compact writes a structure as Parquet does.
func compact(t *testing.T, v any) []byte {
	t.Helper()
	text, err := thrift.Marshal(new(thrift.CompactProtocol), v)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestAPageThatSaysItIsTooLargeIsRefusedBeforeItIsRead(t *testing.T) {
	t.Parallel()
	page := func(unpacked, packed, values int32) *format.PageHeader {
		return &format.PageHeader{
			UncompressedPageSize: unpacked, CompressedPageSize: packed, DataPageHeader: thrift.New(format.DataPageHeader{NumValues: values}),
		}
	}
	for name, tt := range map[string]struct {
		page *format.PageHeader
		want error
	}{
		"a page as it is":                    {page(10, 10, 3), nil},
		"one that is cut off":                {page(10, 9_000, 3), ErrDamaged},
		"one of less than nothing":           {page(10, -1, 3), ErrDamaged},
		"one of two gigabytes once unpacked": {page(2_000_000_000, 10, 3), errPage},
		"one of two billion values":          {page(10, 10, 2_000_000_000), errRows},
		"a dictionary of two billion values": {&format.PageHeader{
			CompressedPageSize: 10, DictionaryPageHeader: thrift.New(format.DictionaryPageHeader{NumValues: 2_000_000_000}),
		}, errRows},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			text := append([]byte(Magic), compact(t, tt.page)...)
			text = append(text, strings.Repeat("x", 10)...)
			about := &format.FileMetaData{RowGroups: []format.RowGroup{{Columns: []format.ColumnChunk{{MetaData: format.ColumnMetaData{
				DataPageOffset: int64(len(Magic)), TotalCompressedSize: int64(len(text) - len(Magic)),
			}}}}}}
			if err := checkPages(bytes.NewReader(text), about); !errors.Is(err, tt.want) || (err == nil) != (tt.want == nil) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
		})
	}
}

func TestADescriptionThatSaysMoreThanItHoldsIsDamaged(t *testing.T) {
	t.Parallel()
	for name, about := range map[string]string{
		"a list of two billion groups":  "\x49\xFC\xFF\xFF\xFF\xFF\x07\x00",
		"a text of two gigabytes":       "\x68\xFF\xFF\xFF\xFF\x07\x00",
		"a structure without end":       strings.Repeat("\x1C", 1_000),
		"a type that there is not":      "\x1F\x00",
		"a description that is cut off": "\x15",
	} {
		file := Magic + about + string(binary.LittleEndian.AppendUint32(nil, uint32(len(about)))) + Magic
		_, err := Open(inMemory{bytes.NewReader([]byte(file))}, int64(len(file)))
		if !errors.Is(err, ErrDamaged) || errors.Is(err, budget.ErrExceeded) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
