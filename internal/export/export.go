package export

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
)

// sheet writes CSV that a spreadsheet opens as text, whatever is in it.
type Sheet struct {
	w   *csv.Writer
	err error
}

func New(w io.Writer) *Sheet { return &Sheet{w: csv.NewWriter(w)} }

func (s *Sheet) Row(cells ...string) {
	if s.err != nil {
		return
	}
	for i, cell := range cells {
		cells[i] = Harmless(cell)
	}
	s.err = s.w.Write(cells)
}

func (s *Sheet) Flush() error {
	s.w.Flush()
	if s.err != nil {
		return fmt.Errorf("writing the export: %w", s.err)
	}
	return s.w.Error()
}

// harmless keeps a spreadsheet from taking a text for a formula. A number may begin with a minus.
func Harmless(cell string) string {
	if cell == "" || !strings.ContainsRune("=+-@\t\r\n", rune(cell[0])) {
		return cell
	}
	if _, err := strconv.ParseFloat(cell, 64); err == nil {
		return cell
	}
	return "'" + cell
}

func Day(day time.Time) string {
	if day.IsZero() {
		return ""
	}
	return day.Format(time.DateOnly)
}

func Moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

func Stamp(t time.Time, timed bool) string {
	if timed {
		return Moment(t)
	}
	return Day(t)
}

func Truth(b *bool) string {
	if b == nil {
		return ""
	}
	return strconv.FormatBool(*b)
}

func Number(v *float64) string {
	if v == nil {
		return ""
	}
	return strconv.FormatFloat(*v, 'f', -1, 64)
}
