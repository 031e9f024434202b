package kit

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
)

// Download sends what fill writes as a CSV file. An error before the first byte is the request's own. After it the connection is
// broken off, so that a reader's browser says that the file is not whole; half a list never passes for all of it.
func (s *Site) Download(w http.ResponseWriter, name string, fill func(io.Writer) error) error {
	d := &downloadWriter{w: w, name: name}
	err := fill(d)
	if err == nil || !d.begun {
		return err
	}
	s.Log.Error("a download broke off", slog.Any("error", err))
	panic(http.ErrAbortHandler)
}

// downloadWriter sets the headers of a file when its first byte comes.
type downloadWriter struct {
	w     http.ResponseWriter
	name  string
	begun bool
}

// Write passes bytes on, after the headers.
func (d *downloadWriter) Write(p []byte) (int, error) {
	if !d.begun {
		d.begun = true
		d.w.Header().Set("Content-Type", "text/csv; charset=utf-8")
		d.w.Header().Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", d.name))
	}
	return d.w.Write(p)
}

// Aborted says whether a panic is the way in which a handler breaks off an answer.
func Aborted(v any) bool {
	err, ok := v.(error)
	return ok && errors.Is(err, http.ErrAbortHandler)
}
