package kit

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"path"

	"heed/internal/door"
)

// mediaTypes are those of files by the ends of their names. A file whose name ends otherwise is CSV.
var mediaTypes = map[string]string{
	".xlsx":    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	".parquet": "application/vnd.apache.parquet",
	".xml":     "application/xml",
	".zip":     "application/zip",
}

// Download sends what fill writes as a file of the kind that its name says: a workbook, Parquet, XML, a zip file, and otherwise CSV. A list that lacks
// something, as a rule is broken, says so in its name and, in CSV, in its last row. An error before the first byte is the request's own. After it the connection is
// broken off, so that a reader's browser says that the file is not whole; half a list never passes for all of it.
func (s *Site) Download(w http.ResponseWriter, r *http.Request, name string, fill func(io.Writer) error) error {
	d := &downloadWriter{w: w, name: name, lacks: door.LacksOf(r.Context())}
	err := fill(d)
	if err == nil && mediaTypes[path.Ext(name)] == "" {
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
		name, kind := d.name, cmp.Or(mediaTypes[path.Ext(d.name)], "text/csv; charset=utf-8")
		if len(d.lacks.Broken()) > 0 || d.lacks.Stale() {
			name = incomplete(name)
		}
		d.w.Header().Set("Content-Type", kind)
		d.w.Header().Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", name))
	}
	return d.w.Write(p)
}

// Aborted says whether a panic is the way in which a handler breaks off an answer.
func Aborted(v any) bool {
	err, ok := v.(error)
	return ok && errors.Is(err, http.ErrAbortHandler)
}
