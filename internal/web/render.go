package web

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"sync"

	"heed/internal/web/assets"
)

//go:embed templates
var templateFiles embed.FS

// parseTemplates reads the layout, its partials and the pages: one set a page, so that each page has a "main" of its own.
func parseTemplates() (map[string]*template.Template, error) {
	shared, err := template.New("layout.html").Funcs(functions()).ParseFS(templateFiles, "templates/layout.html", "templates/partials/*.html")
	if err != nil {
		return nil, fmt.Errorf("parsing the layout: %w", err)
	}
	files, err := fs.Glob(templateFiles, "templates/*.html")
	if err != nil {
		return nil, err
	}
	pages := map[string]*template.Template{}
	for _, file := range files {
		name := strings.TrimSuffix(path.Base(file), ".html")
		if name == "layout" {
			continue
		}
		set, err := shared.Clone()
		if err == nil {
			set, err = set.ParseFS(templateFiles, file)
		}
		if err != nil {
			return nil, fmt.Errorf("parsing page %s: %w", name, err)
		}
		pages[name] = set
	}
	return pages, nil
}

// functions are what a template may call. None decides anything: they print.
func functions() template.FuncMap {
	return template.FuncMap{
		"asset":    assets.Path,
		"date":     longDate,
		"weekday":  weekdayDate,
		"short":    shortDate,
		"number":   number,
		"plural":   plural,
		"capital":  capital,
		"tag":      statusTag,
		"clocktag": clockTag,
		"force":    forceWords,
		"join":     strings.Join,
	}
}

// buffers keeps pages' buffers between requests.
var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// render writes a page. It is written to memory first, so that a template that fails gives an error page and not half a page.
func (s *Server) render(w http.ResponseWriter, name string, page any) error {
	return s.renderStatus(w, http.StatusOK, name, page)
}

func (s *Server) renderStatus(w http.ResponseWriter, status int, name string, page any) error {
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
