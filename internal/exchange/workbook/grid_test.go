package workbook

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"heed/internal/exchange/budget"
)

func TestANumberInAColumnOfDaysIsADay(t *testing.T) {
	t.Parallel()
	for v, want := range map[string][2]string{
		"45413": {"2024-05-01", "2024-05-01"}, "45413.0": {"2024-05-01", "2024-05-01"}, "45414.375": {"2024-05-02", "2024-05-02 09:00:00"},
		"45414.999999": {"2024-05-02", "2024-05-03 00:00:00"},
		"0":            {"", ""}, "": {"", ""}, "01/05/2024": {"01/05/2024", "01/05/2024"}, "9": {"9", "9"}, "810001": {"810001", "810001"}, "NaN": {"NaN", "NaN"},
	} {
		got := [2]string{Grid{}.Day(v), Grid{}.Moment(v)}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q: %s", v, diff)
		}
	}
	if got := (Grid{Epoch1904: true}).Day("43951"); got != "2024-05-01" {
		t.Errorf("counted from 1904: %s", got)
	}
}

// rewritten gives a workbook of one filled cell, its parts named otherwise.
func rewritten(t *testing.T, name func(string) string) []byte {
	t.Helper()
	f := excelize.NewFile()
	if err := f.SetCellValue("Sheet1", "A1", "Child Unique ID"); err != nil {
		t.Fatal(err)
	}
	whole, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	in, err := zip.NewReader(bytes.NewReader(whole.Bytes()), int64(whole.Len()))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, part := range in.File {
		to := name(part.Name)
		if to == "" {
			continue
		}
		r, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		w, err := z.Create(to)
		if err == nil {
			_, err = io.Copy(w, r)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestAPartIsFoundWhateverTheCapitalsOfItsName(t *testing.T) {
	t.Parallel()
	const part = "xl/worksheets/sheet1.xml"
	for _, as := range []string{part, "xl/Worksheets/Sheet1.xml", "XL/WORKSHEETS/SHEET1.XML", `xl\worksheets\sheet1.xml`} {
		text := rewritten(t, func(name string) string {
			if name == part {
				return as
			}
			return name
		})
		sheets, err := Read(t.Context(), bytes.NewReader(text), 0, &budget.Meter{})
		if err != nil || len(sheets) != 1 || len(sheets[0].Rows) != 1 {
			t.Errorf("%s: %v, %v", as, sheets, err)
		}
	}
	text := rewritten(t, func(name string) string {
		if name == part {
			return ""
		}
		return name
	})
	if _, err := Read(t.Context(), bytes.NewReader(text), 0, &budget.Meter{}); !errors.Is(err, ErrUnread) {
		t.Errorf("a workbook without the part of its sheet: %v", err)
	}
}

func TestRowsAreAsWideAsTheWidest(t *testing.T) {
	t.Parallel()
	rows := NewRows(Grid{Rows: [][]string{{"a", "b", "c"}, {"1"}}, Lines: []int{2, 5}})
	var got [][]string
	for {
		cells, err := rows.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		got = append(got, append([]string{}, cells...))
	}
	if diff := cmp.Diff([][]string{{"a", "b", "c"}, {"1", "", ""}}, got); diff != "" || rows.Line() != 5 {
		t.Error(diff, rows.Line())
	}
}
