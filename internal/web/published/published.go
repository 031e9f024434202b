package published

import (
	"net/http"
	"slices"
	"strings"

	"heed/internal/published"
	"heed/internal/web/beside"
	"heed/internal/web/kit"
	"heed/internal/words"
)

// publishedPage lists the authorities that figures are published of. It is public: what it leads to is about areas.
type publishedPage struct {
	kit.Frame
	Query    string
	Searched bool
	Heading  string
	Regions  []publishedRegion
	Former   []kit.Crumb
	Files    []string
	// FilesLink leads those who may to the files that were imported.
	FilesLink string
}

// publishedRegion is the authorities of one region.
type publishedRegion struct {
	ID, Title   string
	Authorities []kit.Crumb
}

func list(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	table, err := s.Door.Published(r.Context())
	if err != nil {
		return err
	}
	page := publishedPage{Frame: plain(s, r, "Published figures"), Query: strings.TrimSpace(r.URL.Query().Get("q"))}
	page.Searched = page.Query != ""
	if mayImport(s, page.Frame) {
		page.FilesLink = filesPath
	}
	var found []published.Council
	for _, c := range published.Councils() {
		if c.Note == "" && matches(c, page.Query) {
			found = append(found, c)
		}
	}
	if page.Searched && len(found) == 1 {
		http.Redirect(w, r, "/published/"+found[0].Code, http.StatusSeeOther)
		return nil
	}
	page.Heading = words.Count(len(found), "authority", "authorities")
	page.group(found)
	for _, a := range table.Former() {
		if !page.Searched {
			page.Former = append(page.Former, kit.Crumb{Text: a.Name, Href: beside.Href(a.Code)})
		}
	}
	for _, series := range table.Series {
		if words := series.Sources[0].Words(); !slices.Contains(page.Files, words) {
			page.Files = append(page.Files, words)
		}
	}
	return s.Render(w, "published", page)
}

// matches says whether an authority has the words typed in its name, or is of the code typed.
func matches(c published.Council, query string) bool {
	return strings.Contains(strings.ToLower(c.Name), strings.ToLower(query)) || c.Code == query || strings.EqualFold(c.GSS, query)
}

// group lists authorities by region, the regions by name.
func (p *publishedPage) group(found []published.Council) {
	for _, c := range found {
		i := slices.IndexFunc(p.Regions, func(r publishedRegion) bool { return r.Title == c.Region })
		if i < 0 {
			i = len(p.Regions)
			p.Regions = append(p.Regions, publishedRegion{ID: kit.Anchor(c.Region), Title: c.Region})
		}
		p.Regions[i].Authorities = append(p.Regions[i].Authorities, kit.Crumb{Text: c.Name, Href: beside.Href(c.Code)})
	}
	slices.SortFunc(p.Regions, func(x, y publishedRegion) int { return strings.Compare(x.Title, y.Title) })
}

// plain is the frame of a page of what the department publishes. A demonstration says of its pages that everything on them is invented; of these
// figures, which are of real councils, it does not.
func plain(s *kit.Site, r *http.Request, title string) kit.Frame {
	f := s.Plain(r, title)
	f.Demo = false
	return f
}
