package export

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
)

// Sheet writes CSV that a spreadsheet opens as text, whatever is in it.
type Sheet struct {
	w   *csv.Writer
	err error
}

// New begins a sheet.
func New(w io.Writer) *Sheet { return &Sheet{w: csv.NewWriter(w)} }

// Row writes a row. A failure is kept for Flush.
func (s *Sheet) Row(cells ...string) {
	if s.err != nil {
		return
	}
	for i, cell := range cells {
		cells[i] = Harmless(cell)
	}
	s.err = s.w.Write(cells)
}

// Flush writes out what is left and gives the first failure.
func (s *Sheet) Flush() error {
	s.w.Flush()
	if s.err != nil {
		return fmt.Errorf("writing the export: %w", s.err)
	}
	return s.w.Error()
}

// Harmless keeps a spreadsheet from taking a text for a formula. A number may begin with a minus.
func Harmless(cell string) string {
	if cell == "" || !strings.ContainsRune("=+-@\t\r\n", rune(cell[0])) {
		return cell
	}
	if _, err := strconv.ParseFloat(cell, 64); err == nil {
		return cell
	}
	return "'" + cell
}

// Day writes a day as 2026-10-31, and a day that is not known as nothing.
func Day(day time.Time) string {
	if day.IsZero() {
		return ""
	}
	return day.Format(time.DateOnly)
}

// Moment writes a moment in UTC as 2026-10-31T09:00:00Z, and one that is not known as nothing.
func Moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// Stamp writes the time of a clock: a moment where it is timed, else a day.
func Stamp(t time.Time, timed bool) string {
	if timed {
		return Moment(t)
	}
	return Day(t)
}

// Truth writes true or false, and nothing where neither is known.
func Truth(b *bool) string {
	if b == nil {
		return ""
	}
	return strconv.FormatBool(*b)
}

// Number writes a number with as many digits as it has, and nothing where there is none.
func Number(v *float64) string {
	if v == nil {
		return ""
	}
	return strconv.FormatFloat(*v, 'f', -1, 64)
}

// Whole writes a whole number, and nothing where there is none.
func Whole(n *int) string {
	if n == nil {
		return ""
	}
	return strconv.Itoa(*n)
}
