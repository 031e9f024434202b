package kit

import (
	"maps"
	"net/http"
	"net/url"
	"sort"

	"heed/internal/clocks"
	"heed/internal/door"
	"heed/internal/words"
)

// Frame is what the layout needs of every page. A page's struct embeds it.
type Frame struct {
	// Title is the page's own name, which the browser shows before " – Heed".
	Title string
	// Actor is who is signed in; Who is how the header names them, blank before sign-in.
	Actor door.Actor
	Who   string
	Demo  bool
	Nav   []navItem
	// More are the places for which the navigation has no room.
	More []navItem
	// Unsaid stands in place of a count of nought on a day that the records of no source reach, blank on others.
	Unsaid string
	// Crumbs lead to the pages above this one; the page itself is not among them.
	Crumbs []Crumb
	// Asof is nil on a page that holds no number.
	Asof *asofView
	// Faults fill the error summary, and put "Error: " before the title.
	Faults Faults
	// Emergencies are the restricted records that the reader has open in an emergency, which every page says at its top.
	Emergencies []emergencyView
	// Lacks is what the answers on the page lack.
	Lacks lacksView

	// Kept is the part of the address that says what day is asked about.
	Kept url.Values
}

type navItem struct {
	Text, Href string
	Current    bool
}

// Crumb is a link in words: to a page above this one, or to another of the same kind.
type Crumb struct{ Text, Href string }

// Plain makes the frame of a page that holds no number.
func (s *Site) Plain(r *http.Request, title string) Frame {
	actor := s.Actor(r)
	f := Frame{Title: title, Actor: actor, Demo: s.Demo, Kept: questionOf(r), Lacks: lacksView{door.LacksOf(r.Context()), s.book()}, Emergencies: s.emergencies(r)}
	if actor.ID != "" {
		f.Who = actor.Name + ", " + roleTitle(actor)
		if actor.For != "" {
			f.Who += ", for " + actor.ForName
		}
		f.Nav, f.More = s.navigation(actor, r.URL.Path)
	}
	for _, list := range [][]navItem{f.Nav, f.More} {
		for i := range list {
			list[i].Href = f.Link(list[i].Href)
		}
	}
	return f
}

// Frame makes the frame of a page that answers a question, which it shows and can change.
func (s *Site) Frame(r *http.Request, title string, asked door.Asked) Frame {
	f := s.Plain(r, title)
	f.Asof = s.asof(r, asked)
	if asked.Outside() {
		f.Unsaid = words.Capital(string(clocks.NotKnownYet))
	}
	return f
}

// questionOf keeps the part of an address that says what day is asked about, so that links hold on to it.
func questionOf(r *http.Request) url.Values {
	kept := url.Values{}
	for _, name := range []string{ParamAsAt, ParamKnownAt} {
		if v := r.URL.Query().Get(name); v != "" {
			kept.Set(name, v)
		}
	}
	return kept
}

// Link gives the address of another page with the present question. After the path come names and values; a blank value is
// left out.
func (f Frame) Link(path string, namesAndValues ...string) string {
	values := url.Values{}
	for i := 0; i+1 < len(namesAndValues); i += 2 {
		if namesAndValues[i+1] != "" {
			values.Add(namesAndValues[i], namesAndValues[i+1])
		}
	}
	maps.Copy(values, f.Kept)
	return WithQuery(path, values)
}

// Child gives the address of a child's page with the present question. The id is the council's number, never a name.
func (f Frame) Child(id string) string { return f.Link("/children/" + url.PathEscape(id)) }

// Figure gives the address of a measure's figure with the present question.
func (f Frame) Figure(id string) string { return f.Link("/figures/" + url.PathEscape(id)) }

// Clock gives the address of one clock with the present question; that of its rule where whose it is may not be shown.
func (f Frame) Clock(c clocks.Clock) string {
	if c.Child.Hidden {
		return f.Rule(c.Duty)
	}
	return f.Link("/clock", "duty", c.Duty, "about", c.Subject, "occasion", c.Occasion)
}

// Rule gives the address of a rule.
func (f Frame) Rule(id string) string { return "/rules/" + url.PathEscape(id) }

// WithQuery completes a path with the values that follow the question mark, where there are any.
func WithQuery(path string, values url.Values) string {
	if len(values) == 0 {
		return path
	}
	return path + "?" + values.Encode()
}

// FromFirst gives a list's filters as its address has them, from the first page on.
func FromFirst(at *url.URL) url.Values {
	values := at.Query()
	values.Del("page")
	return values
}

// Choosing gives the address of a list with one filter set and the others kept, but for those that hang on it.
func Choosing(at *url.URL, name, value string, letGo ...string) string {
	values := FromFirst(at)
	for _, other := range letGo {
		values.Del(other)
	}
	values.Set(name, value)
	return WithQuery(at.Path, values)
}

// Pairs lists an address's values in the order of their names, for the hidden inputs of a form.
func Pairs(values url.Values) []Pair {
	var list []Pair
	for name, all := range values {
		for _, value := range all {
			list = append(list, Pair{name, value})
		}
	}
	sort.SliceStable(list, func(i, j int) bool { return list[i].Name < list[j].Name })
	return list
}

// ImportHref gives the address of an import.
func ImportHref(id string) string { return "/imports/" + url.PathEscape(id) }
