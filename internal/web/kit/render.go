package kit

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"strings"
	"sync"

	"heed/internal/web/assets"
	"heed/internal/words"
)

//go:embed layout.html partials
var layout embed.FS

// ParseTemplates reads the layout, its partials and the pages in every folder: one set a page, so that each page has a "main" of
// its own.
func ParseTemplates(folders ...fs.FS) (map[string]*template.Template, error) {
	shared, err := template.New("layout.html").Funcs(functions()).ParseFS(layout, "layout.html", "partials/*.html")
	if err != nil {
		return nil, fmt.Errorf("parsing the layout: %w", err)
	}
	pages := map[string]*template.Template{}
	for _, folder := range folders {
		files, err := fs.Glob(folder, "*.html")
		if err != nil {
			return nil, err
		}
		for _, file := range files {
			name := strings.TrimSuffix(file, ".html")
			if pages[name] != nil {
				return nil, fmt.Errorf("two pages are called %q", name)
			}
			set, err := shared.Clone()
			if err == nil {
				set, err = set.ParseFS(folder, file)
			}
			if err != nil {
				return nil, fmt.Errorf("parsing page %s: %w", name, err)
			}
			pages[name] = set
		}
	}
	return pages, nil
}

// functions are what a template may call. None decides anything but whether a column is empty: they print.
func functions() template.FuncMap {
	return template.FuncMap{
		"asset":   assets.Path,
		"date":    words.LongDate,
		"number":  words.Thousands,
		"plural":  words.Count,
		"capital": words.Capital,
		"tag":     StatusTag,
		"filled":  Filled,
	}
}

// buffers keeps pages' buffers between requests.
var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// Render writes a page. It is written to memory first, so that a template that fails gives an error page and not half a page.
func (s *Site) Render(w http.ResponseWriter, name string, page any) error {
	return s.RenderStatus(w, http.StatusOK, name, page)
}

// RenderStatus writes a page with a status of its own.
func (s *Site) RenderStatus(w http.ResponseWriter, status int, name string, page any) error {
	set, ok := s.templates[name]
	if !ok {
		return fmt.Errorf("no page is called %q", name)
	}
	b, _ := buffers.Get().(*bytes.Buffer)
	b.Reset()
	defer buffers.Put(b)
	if err := set.ExecuteTemplate(b, "layout.html", page); err != nil {
		return fmt.Errorf("rendering %s: %w", name, err)
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = b.WriteTo(w) // the reader has gone; there is nobody to tell
	return nil
}
