package web

import (
	"heed/internal/children"
	"heed/internal/door"
	"net/http"
	"strings"
)

// findPage finds a child by number or name. What is typed may be a name, so it is sent in the body of a POST and is in no
// address, history or log.
type findPage struct {
	frame
	Query    string
	Searched bool
	Heading  string
	Found    []refView
}

// foundAtMost is how many children one search gives.
const foundAtMost = 50

// findForm is what the reader typed.
type findForm struct{ query string }

func (f *findForm) read(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 4096)
	f.query = strings.TrimSpace(r.PostFormValue("q"))
}

func (f *findForm) faults() Faults {
	var faults Faults
	switch {
	case f.query == "":
		faults.Add("q", "Enter a child’s number or name")
	case len([]rune(f.query)) < 2:
		faults.Add("q", "Enter at least 2 letters or figures")
	case len([]rune(f.query)) > 100:
		faults.Add("q", "Enter 100 letters or fewer")
	}
	return faults
}

func (s *Server) find(w http.ResponseWriter, r *http.Request) error {
	page := findPage{frame: s.plain(r, "Find a child")}
	if r.Method != http.MethodPost {
		return s.render(w, "find", page)
	}
	var form findForm
	form.read(w, r)
	page.Query, page.Faults = form.query, form.faults()
	if len(page.Faults) > 0 {
		return s.renderStatus(w, http.StatusBadRequest, "find", page)
	}
	found, err := children.Search(r.Context(), s.app.Session(s.actor(r)), form.query)
	if err != nil {
		return err
	}
	page.Searched, page.Found = true, page.refs(found)
	page.Heading = plural(len(found), "child", "children") + " found"
	if len(found) == foundAtMost {
		page.Heading = "The first " + page.Heading + ": type more to find fewer"
	}
	return s.render(w, "find", page)
}

func (f frame) refs(children []door.ChildRef) []refView {
	list := make([]refView, 0, len(children))
	for _, c := range children {
		list = append(list, f.ref(c))
	}
	return list
}
