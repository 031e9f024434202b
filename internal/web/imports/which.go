package imports

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"heed/internal/imports"
	"heed/internal/web/kit"
)

// whichView asks which of several files or folders is meant.
type whichView struct {
	Name, Words, Fault string
	Options            []whichOption
}

// whichOption is one of them. ID is that of its button on the page.
type whichOption struct{ ID, Value string }

// takeName names the buttons of a choice.
func takeName(i int) string { return "take-" + strconv.Itoa(i) }

// whichOf makes the questions of the choices that are open.
func whichOf(choices []imports.Choice, faults kit.Faults) []whichView {
	var list []whichView
	for i, c := range choices {
		v := whichView{Name: takeName(i), Words: "There is to be " + c.Words + ". Which is meant?", Fault: faults.On(takeName(i))}
		for n, of := range c.Of {
			id := "f-" + v.Name
			if n > 0 {
				id += "-" + strconv.Itoa(n)
			}
			v.Options = append(v.Options, whichOption{ID: id, Value: of})
		}
		list = append(list, v)
	}
	return list
}

// take takes the files or folders that the reader chooses, and reads the upload again.
func (p *Pages) take(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	u, found, err := p.theirs(s, w, r)
	if err != nil || !found {
		return err
	}
	shown, found, err := u.Shown()
	if err != nil {
		return err
	}
	if !found {
		return p.reread(s, w, r, u)
	}
	var faults kit.Faults
	var names []string
	for i, c := range shown.Choices {
		name := r.PostFormValue(takeName(i))
		if !slices.Contains(c.Of, name) {
			faults.Add(takeName(i), "Choose "+strings.Join(c.Of, " or "))
			continue
		}
		names = append(names, name)
	}
	if len(faults) > 0 {
		return p.showPreview(s, w, r, u, faults)
	}
	if err := u.Choose(names); err != nil {
		return err
	}
	return p.read(s, w, r, u)
}
