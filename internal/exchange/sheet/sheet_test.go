package sheet_test

import (
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"heed/internal/exchange/plaintext"
	"heed/internal/exchange/sheet"
)

// read gives every row as its line and cells, or its fault, and the error after.
func read(text string) ([]string, error) {
	r := sheet.New(strings.NewReader(text))
	var rows []string
	for {
		cells, err := r.Next()
		var bad *sheet.RowError
		switch {
		case errors.As(err, &bad):
			rows = append(rows, strconv.Itoa(bad.Line)+"! "+bad.Reason)
		case errors.Is(err, io.EOF):
			return rows, nil
		case err != nil:
			return rows, err
		default:
			rows = append(rows, strconv.Itoa(r.Line())+" "+strings.Join(cells, "|"))
		}
	}
}

func TestReaderReadsRows(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, text string
		want       []string
	}{
		{"plain rows", "a,b\n1,2\n", []string{"1 a|b", "2 1|2"}},
		{"no line end at the end", "a,b\n1,2", []string{"1 a|b", "2 1|2"}},
		{"a byte order mark", "\ufeffa,b\n", []string{"1 a|b"}},
		{"a byte order mark before a quote", "\ufeff\"a\",b\n", []string{"1 a|b"}},
		{"Windows line ends", "a,b\r\n1,2\r\n", []string{"1 a|b", "2 1|2"}},
		{"blank lines keep the count of lines", "a,b\n\n  \n1,2\n", []string{"1 a|b", "4 1|2"}},
		{"quotes with a comma and a quote in them", "a,\"b,\"\"c\"\"\"\n", []string{"1 a|b,\"c\""}},
		{"quotes over two lines", "a,\"b\nc\"\nd,e\n", []string{"1 a|b\nc", "3 d|e"}},
		{"a quote never closed costs one row", "a,\"b\nc,d\n", []string{"1! a quote is opened and not closed", "2 c|d"}},
		{"an inch mark costs one row", "a,5\"\nc,d\n", []string{"1! a quote is opened and not closed", "2 c|d"}},
		{"two bad rows after each other", "a,5\"\nb,6\"\nc,d\n", []string{
			"1! its quotes do not pair up", "2! a quote is opened and not closed", "3 c|d",
		}},
		{"quotes within a cell", "a,b\"c\"d\ne,f\n", []string{"1! its quotes do not pair up", "2 e|f"}},
		{"a NUL costs one row", "a,b\nc\x00,d\ne,f\n", []string{"1 a|b", "2! it holds a NUL, which no text has", "3 e|f"}},
		{"a NUL within quotes over two lines", "a,\"b\nc\x00\"\nd,e\n", []string{
			"1! a quote is opened and not closed before a NUL", "2! it holds a NUL, which no text has", "3 d|e",
		}},
		{"Windows-1252", "a,caf\xe9\n", []string{"1 a|café"}},
		{"nothing", "", nil},
		{"line ends of old Macintoshes", "a,b\r1,2\r\r3,4\r", []string{"1 a|b", "2 1|2", "4 3|4"}},
		{"line ends of three kinds", "a,b\r1,2\n3,4\r\n5,6", []string{"1 a|b", "2 1|2", "3 3|4", "4 5|6"}},
		{"a carriage return within quotes", "a,\"b\rc\"\rd,e\r", []string{"1 a|b\nc", "3 d|e"}},
		{"UTF-16 with a mark", "\xff\xfea\x00,\x00b\x00\n\x001\x00,\x00\xe9\x00", []string{"1 a|b", "2 1|é"}},
		{"UTF-16 without a mark", "a\x00,\x00b\x00\n\x001\x00,\x002\x00\n\x00", []string{"1 a|b", "2 1|2"}},
		{"tabs", "a\tb, or c\n1\t\n\t2\n", []string{"1 a|b, or c", "2 1|", "3 |2"}},
		{"semicolons, with commas in the cells", "a;b\n1,5;x, y\n2,5;\"z;\"\n", []string{"1 a|b", "2 1,5|x, y", "3 2,5|z;"}},
		{"upright strokes", "a|b|c\n1|2|3\n", []string{"1 a|b|c", "2 1|2|3"}},
		{"semicolons within the cells of a file with commas", "id,codes\n1,a;b;c\n2,d;e;f\n", []string{"1 id|codes", "2 1|a;b;c", "3 2|d;e;f"}},
		{"a title that has another separator", "Report; run, by somebody\na;b;c\n1;2;3\n", []string{"1 Report| run, by somebody", "2 a|b|c", "3 1|2|3"}},
		{"a heading without rows below a title", "Report; run\na,b\n", []string{"1 Report; run", "2 a|b"}},
		{"a first line that names the separator", "sep=;\na,b;c\n1;2\n", []string{"2 a,b|c", "3 1|2"}},
		{"a first line that names the separator, saved again", "\ufeff\"SEP=,\",,\r\na,b,c\r\n", []string{"2 a|b|c"}},
		{"a first line that names a tab", "sep=\t\na\tb\n", []string{"2 a|b"}},
		{"a first line that only looks so", "sep=x\na,b\n", []string{"1 sep=x", "2 a|b"}},
		{"a space before a quote", "a, \"b, c\"\n", []string{"1 a|b, c"}},
		{"an end-of-file mark", "a,b\n1,2\n\x1a", []string{"1 a|b", "2 1|2"}},
		{"two files one after another", "a,b\n1,2\n\ufeffa,b\n3,4\n", []string{"1 a|b", "2 1|2", "3 a|b", "4 3|4"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := read(tt.text)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestReaderTellsWhereTextWasConverted(t *testing.T) {
	t.Parallel()
	r := sheet.New(strings.NewReader("a\nb\xe9\nc\xe9\n"))
	for range 3 {
		if _, err := r.Next(); err != nil {
			t.Fatal(err)
		}
	}
	if got := r.Converted(); got != 2 {
		t.Errorf("converted from line %d, want 2", got)
	}
}

func TestReaderRefusesWhatIsNotCSV(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		text string
		want error
	}{
		"UTF-16 that is cut off":  {"\xff\xfea\x00,", plaintext.ErrDamaged},
		"UTF-32":                  {"\xff\xfe\x00\x00a\x00\x00\x00", sheet.ErrBinary},
		"binary":                  {"a\x00b", sheet.ErrBinary},
		"binary from line 2 on":   {"a,b\n" + strings.Repeat("\x00\x01\x02\n", 100), sheet.ErrBinary},
		"a line without an end":   {strings.Repeat("a", 3<<20), sheet.ErrLongLine},
		"a long line is not that": {strings.Repeat("a", 100_000) + "\n", nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if _, err := read(tt.text); !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
		})
	}
}

func TestHeading(t *testing.T) {
	t.Parallel()
	got, err := sheet.Heading(sheet.New(strings.NewReader("\n CHILD , DOB,,\n")))
	if diff := cmp.Diff([]string{"CHILD", "DOB"}, got); diff != "" || err != nil {
		t.Error(diff, err)
	}
	for _, text := range []string{"", "\n\n", ",,\n"} {
		if _, err := sheet.Heading(sheet.New(strings.NewReader(text))); !errors.Is(err, sheet.ErrEmpty) {
			t.Errorf("heading of %q: %v, want ErrEmpty", text, err)
		}
	}
}

func TestFit(t *testing.T) {
	t.Parallel()
	for want, cells := range map[string][]string{
		"": {"1", "2", " ", ""},
		"fewer values than the heading has columns": {"1"},
		"more values than the heading has columns":  {"1", "2", "3"},
		"the row is empty":                          {" ", "", ""},
	} {
		if got := sheet.Fit(cells, 2); got != want {
			t.Errorf("Fit(%q) = %q, want %q", cells, got, want)
		}
	}
}

// FuzzReader holds the reader to encoding/csv wherever that can read all of a file.
func FuzzReader(f *testing.F) {
	for _, seed := range []string{
		"a,b\n1,2\n", "\ufeffa\r\n\"b\"\"\",c\n", "\"a\nb\",c\n", "a,5\"\nb\n", "\"", "a\xe9,b", "\xff\xfe", "", "\n\n", "\"a\n\n\"\n",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, err := read(text)
		for _, row := range got {
			if row == "" {
				t.Fatal("a row without its line")
			}
		}
		if err != nil || strings.ContainsAny(text, "\r\x00\x1a\v\f\u00a0\t;|=") || strings.Contains(text, "\ufeff") {
			return
		}
		c := csv.NewReader(strings.NewReader(text))
		c.FieldsPerRecord = -1
		want, csvErr := c.ReadAll()
		if csvErr != nil || strings.ToValidUTF8(text, "") != text {
			return
		}
		var rows []string
		for _, cells := range want {
			if strings.TrimSpace(strings.Join(cells, "|")) != "" || len(cells) > 1 {
				rows = append(rows, strings.Join(cells, "|"))
			}
		}
		for i := range got {
			_, got[i], _ = strings.Cut(got[i], " ")
		}
		for i, g := range slices.Backward(got) {
			if strings.TrimSpace(g) == "" {
				got = append(got[:i], got[i+1:]...)
			}
		}
		if diff := cmp.Diff(rows, got); diff != "" && len(rows)+len(got) > 0 {
			t.Errorf("differs from encoding/csv: %s", diff)
		}
	})
}
