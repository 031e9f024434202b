//go:build e2e

package e2e

import (
	"maps"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

func TestNoPageThatACouncillorCanReachLeadsToAChildOrNamesOne(t *testing.T) {
	d := heed(t)
	known := map[string]bool{} // the numbers of children that an inspector, who may open every child, is led to
	for _, p := range d.crawl(t, "inspector-1", 30) {
		for _, link := range p.links {
			if child, ok := strings.CutPrefix(link, "/children/"); ok {
				known[child] = true
			}
		}
	}
	if len(known) < 20 {
		t.Fatalf("an inspector is led to %d children only: this test could not fail", len(known))
	}
	pages := d.crawl(t, "member-1", 5000)
	if len(pages) < 40 || len(pages) == 5000 {
		t.Errorf("an elected member can reach %d pages: has the crawl stopped short?", len(pages))
	}
	for at, p := range pages {
		for _, link := range p.links {
			if strings.HasPrefix(link, "/children/") {
				t.Errorf("%s links to %s", at, link)
			}
		}
		for word := range strings.FieldsFuncSeq(p.text, func(r rune) bool { return r < '0' || r > '9' }) {
			if known[word] {
				t.Errorf("%s says the number of child %s", at, word)
			}
		}
	}
}

// reached is a page that a crawl has opened.
type reached struct {
	links []string
	text  string
}

// crawl signs in as a person and follows every link from the home page on, except into children's pages, until it has opened so
// many pages. Of pages alike, such as a figure's parts or authorities beside each other, it opens three.
func (d *demo) crawl(t *testing.T, person string, most int) map[string]reached {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	client := &http.Client{Jar: jar, Timeout: patience}
	d.post(t, client, "/sign-in", url.Values{"authority": {brockwell}, "person": {person}})
	pages, alike := map[string]reached{}, map[string]int{}
	for queue := []string{"/"}; len(queue) > 0 && len(pages) < most; queue = queue[1:] {
		if _, been := pages[queue[0]]; been || alike[shape(queue[0])] == 3 {
			continue
		}
		alike[shape(queue[0])]++
		pages[queue[0]] = d.reach(t, client, queue[0])
		for _, link := range pages[queue[0]].links {
			if !strings.HasPrefix(link, "/children/") {
				queue = append(queue, link)
			}
		}
	}
	return pages
}

// shape is what pages alike have in common: the path, but for the authority it is of, and what is asked of it.
func shape(link string) string {
	path, query, _ := strings.Cut(link, "?")
	if rest, ok := strings.CutPrefix(path, "/published/"); ok {
		_, file, _ := strings.Cut(rest, "/")
		path = "/published/*/" + file
	}
	asked, err := url.ParseQuery(query)
	if err != nil {
		return link
	}
	return path + "?" + strings.Join(slices.Sorted(maps.Keys(asked)), "&")
}

// post sends a form.
func (d *demo) post(t *testing.T, client *http.Client, path string, form url.Values) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, d.base+path, strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	answer, err := client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	if err := answer.Body.Close(); err != nil || answer.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s %v", path, answer.Status, err)
	}
}

// reach opens a page and gives its words and the pages of Heed that it links to. A link that leads nowhere fails the test.
func (d *demo) reach(t *testing.T, client *http.Client, at string) reached {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, d.base+at, nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	if answer.StatusCode != http.StatusOK {
		t.Errorf("a link leads to %s, which answers %s", at, answer.Status)
		return reached{}
	}
	page, err := html.Parse(answer.Body) // an export is all text to it
	if err != nil {
		t.Fatal(err)
	}
	var p reached
	var words strings.Builder
	for n := range page.Descendants() {
		if n.Type == html.TextNode {
			words.WriteString(n.Data + " ")
		}
		if n.Type != html.ElementNode || n.Data != "a" {
			continue
		}
		for _, a := range n.Attr {
			if link := d.link(answer.Request.URL, a); link != "" && !slices.Contains(p.links, link) {
				p.links = append(p.links, link)
			}
		}
	}
	p.text = words.String()
	return p
}

// link gives the page of Heed that an attribute leads to, without the part of the page that it points at; blank where it leads to
// none.
func (d *demo) link(from *url.URL, a html.Attribute) string {
	if a.Key != "href" {
		return ""
	}
	u, err := from.Parse(a.Val)
	if err != nil || u.Scheme+"://"+u.Host != d.base {
		return ""
	}
	u.Fragment = ""
	return u.RequestURI()
}
