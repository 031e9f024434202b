package kit

import (
	"cmp"
	"net/url"
	"strconv"

	"heed/internal/listing"
	"heed/internal/words"
)

// Filter is a list's filter: one form with method GET, so that what is shown is in the address. It is folded on a phone.
type Filter struct {
	Action, Heading, ClearLink string
	Selects                    []Select
	Texts                      []Text
	Checks                     []Checks
	// Kept are the parts of the address that the form must not lose.
	Kept []Pair
}

// Select is a list to choose one thing from.
type Select struct {
	Name, Label string
	Options     []Option
}

// Option is one thing to choose.
type Option struct {
	Value, Label string
	Selected     bool
}

// Text is a field to type in.
type Text struct{ Name, Label, Hint, Value, Fault string }

// Checks is a group of boxes to tick.
type Checks struct {
	Name, Label string
	Options     []Option
}

// PageSize is how many rows a list shows at once.
const PageSize = 50

// Pager leads through a long list.
type Pager struct {
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

// PageNumber reads which page of a list is asked for, the first where none is.
func PageNumber(values url.Values) int {
	n, err := strconv.Atoi(values.Get("page"))
	if err != nil || n < 1 || n > 1_000_000 {
		return 1
	}
	return n
}

// NewPager makes the way through a list at an address. It is nil where all rows fit on one page.
func NewPager(at *url.URL, page, size, total int) *Pager {
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
		return WithQuery(at.Path, values)
	}
	v := &Pager{From: (page-1)*size + 1, To: min(page*size, total), Total: total}
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

// SelectOf makes a list to choose one thing from. What is chosen now stays on offer even where nothing of it is left.
func SelectOf(name, label, every string, choices []listing.Choice, chosen string) Select {
	v := Select{Name: name, Label: label, Options: []Option{{"", every, chosen == ""}}}
	found := chosen == ""
	for _, c := range choices {
		found = found || c.Value == chosen
		v.Options = append(v.Options, Option{c.Value, c.Label + " (" + words.LowerFirst(cmp.Or(c.Instead, words.Thousands(c.N))) + ")", c.Value == chosen})
	}
	if !found {
		v.Options = append(v.Options, Option{chosen, chosen + " (0)", true})
	}
	return v
}
