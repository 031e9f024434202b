package web

import (
	"net/url"
	"strconv"
)

// filterView is a list's filter: one form with method GET, so that what is shown is in the address. It is folded on a phone.
type filterView struct {
	Action, Heading, ClearLink string
	Selects                    []selectView
	Texts                      []textView
	Checks                     []checksView
	// Kept are the parts of the address that the form must not lose.
	Kept []pair
}

type selectView struct {
	Name, Label string
	Options     []optionView
}

type optionView struct {
	Value, Label string
	Selected     bool
}

type textView struct{ Name, Label, Hint, Value, Fault string }

type checksView struct {
	Name, Label string
	Options     []optionView
}

// pageSize is how many rows a list shows at once.
const pageSize = 50

// pagerView leads through a long list.
type pagerView struct {
	Prev, Next      string
	Pages           []pageLink
	From, To, Total int
}

type pageLink struct {
	N       int
	Href    string
	Current bool
	// Gap stands for pages left out.
	Gap bool
}

// pageNumber reads which page of a list is asked for, the first where none is.
func pageNumber(values url.Values) int {
	n, err := strconv.Atoi(values.Get("page"))
	if err != nil || n < 1 || n > 1_000_000 {
		return 1
	}
	return n
}

// pager makes the way through a list at an address. It is nil where all rows fit on one page.
func pager(at *url.URL, page, size, total int) *pagerView {
	last := (total + size - 1) / size
	if last <= 1 {
		return nil
	}
	link := func(n int) string {
		values := at.Query()
		values.Set("page", strconv.Itoa(n))
		if n == 1 {
			values.Del("page")
		}
		return withQuery(at.Path, values)
	}
	v := &pagerView{From: (page-1)*size + 1, To: min(page*size, total), Total: total}
	if page > 1 {
		v.Prev = link(page - 1)
	}
	if page < last {
		v.Next = link(page + 1)
	}
	gap := false
	for n := 1; n <= last; n++ {
		if n > 1 && n < last && (n < page-1 || n > page+1) {
			if !gap {
				v.Pages = append(v.Pages, pageLink{Gap: true})
			}
			gap = true
			continue
		}
		gap = false
		v.Pages = append(v.Pages, pageLink{N: n, Href: link(n), Current: n == page})
	}
	return v
}
