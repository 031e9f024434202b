package children

import (
	"net/http"
	"strings"

	"heed/internal/children"
	"heed/internal/web/kit"
	"heed/internal/words"
)

// findPage finds a child by number or name. What is typed may be a name, so it is sent in the body of a POST and is in no
// address, history or log.
type findPage struct {
	kit.Frame
	Query    string
	Searched bool
	Heading  string
	Found    []kit.Ref
}

// foundAtMost is how many children one search gives.
const foundAtMost = 50

// findForm is what the reader typed.
type findForm struct{ query string }

func (f *findForm) read(r *http.Request) {
	f.query = strings.TrimSpace(r.PostFormValue("q"))
}

func (f *findForm) faults() kit.Faults {
	var faults kit.Faults
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

func find(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	page := findPage{Frame: s.Plain(r, "Find a child")}
	if r.Method != http.MethodPost {
		return s.Render(w, "find", page)
	}
	var form findForm
	form.read(r)
	page.Query, page.Faults = form.query, form.faults()
	if len(page.Faults) > 0 {
		return s.RenderStatus(w, http.StatusBadRequest, "find", page)
	}
	found, err := children.Search(r.Context(), s.Door.Session(s.Actor(r)), form.query)
	if err != nil {
		return err
	}
	page.Searched, page.Found = true, page.RefsTo(found)
	page.Heading = words.Count(len(found), "child", "children") + " found"
	if len(found) == foundAtMost {
		page.Heading = "The first " + page.Heading + ": type more to find fewer"
	}
	return s.Render(w, "find", page)
}
