package kit

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"

	"heed/internal/door"
)

// Download sends what fill writes as a file: a workbook where its name ends in .xlsx, and otherwise CSV. A list that lacks
// something, as a rule is broken, says so in its name and, in CSV, in its last row. An error before the first byte is the request's own. After it the connection is
// broken off, so that a reader's browser says that the file is not whole; half a list never passes for all of it.
func (s *Site) Download(w http.ResponseWriter, r *http.Request, name string, fill func(io.Writer) error) error {
	d := &downloadWriter{w: w, name: name, lacks: door.LacksOf(r.Context())}
	err := fill(d)
	if err == nil && !isWorkbook(name) {
		err = writeLacks(d, d.lacks, s.book())
	}
	if err == nil || !d.begun {
		return err
	}
	s.Log.ErrorContext(r.Context(), "a download broke off", slog.Any("error", err))
	panic(http.ErrAbortHandler)
}

// downloadWriter sets the headers of a file when its first byte comes.
type downloadWriter struct {
	w     http.ResponseWriter
	name  string
	begun bool
	lacks *door.Lacks
}

// Write passes bytes on, after the headers.
func (d *downloadWriter) Write(p []byte) (int, error) {
	if !d.begun {
		d.begun = true
		kind, name := "text/csv; charset=utf-8", d.name
		if isWorkbook(name) {
			kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
		}
		if len(d.lacks.Broken()) > 0 || d.lacks.Stale() {
			name = incomplete(name)
		}
		d.w.Header().Set("Content-Type", kind)
		d.w.Header().Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", name))
	}
	return d.w.Write(p)
}

func isWorkbook(name string) bool { return strings.HasSuffix(name, ".xlsx") }

// Aborted says whether a panic is the way in which a handler breaks off an answer.
func Aborted(v any) bool {
	err, ok := v.(error)
	return ok && errors.Is(err, http.ErrAbortHandler)
}
