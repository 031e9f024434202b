package workbook

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"heed/internal/exchange/budget"
)

// renumbered gives a workbook of one filled row with that row numbered otherwise.
func renumbered(t *testing.T, number string) []byte {
	t.Helper()
	f := excelize.NewFile()
	if err := f.SetCellValue("Sheet1", "A1", "Child Unique ID"); err != nil {
		t.Fatal(err)
	}
	book, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	in, err := zip.NewReader(bytes.NewReader(book.Bytes()), int64(book.Len()))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, member := range in.File {
		r, err := member.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		w, err := z.Create(member.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, strings.ReplaceAll(string(text), `<row r="1"`, `<row r="`+number+`"`)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestARowNumberedOutOfAllBoundsIsRefusedAndNotCountedTo(t *testing.T) {
	t.Parallel()
	for number, want := range map[string]error{"1": nil, "1048576": nil, "9223372036854775806": ErrUnread} {
		book := renumbered(t, number)
		ended := make(chan error, 1)
		go func() {
			_, err := Read(t.Context(), bytes.NewReader(book), 0, &budget.Meter{})
			ended <- err
		}()
		select {
		case err := <-ended:
			if !errors.Is(err, want) {
				t.Errorf("a row numbered %s: %v, want %v", number, err, want)
			}
		case <-time.After(time.Minute):
			t.Fatalf("a row numbered %s is still being read after a minute", number)
		}
	}
}
