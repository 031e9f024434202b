package kit

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestALongListIsPagedWithGaps(t *testing.T) {
	t.Parallel()
	at := &url.URL{Path: "/clocks", RawQuery: "team=T1&page=5"}
	var got []string
	p := NewPager(at, 5, 50, 500)
	for _, link := range p.Pages {
		switch {
		case link.Gap:
			got = append(got, "gap")
		case link.Current:
			got = append(got, fmt.Sprintf("[%d]", link.N))
		default:
			got = append(got, fmt.Sprint(link.N))
		}
	}
	if diff := cmp.Diff("1 gap 4 [5] 6 gap 10", strings.Join(got, " ")); diff != "" {
		t.Error(diff)
	}
	if p.Prev != "/clocks?page=4&team=T1" || p.Next != "/clocks?page=6&team=T1" || p.Pages[0].Href != "/clocks?team=T1" || p.From != 201 || p.To != 250 {
		t.Errorf("%+v", p)
	}
	if NewPager(at, 1, 50, 50) != nil {
		t.Error("one page has a way through it")
	}
}

func TestEveryRowOfAListIsOnExactlyOnePage(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.IntRange(1, 60).Draw(t, "size")
		total := rapid.IntRange(size+1, 3000).Draw(t, "total")
		shown := 0
		for page := 1; ; page++ {
			p := NewPager(&url.URL{Path: "/"}, page, size, total)
			if p.From != shown+1 || p.To < p.From {
				t.Fatalf("page %d shows %d to %d after %d", page, p.From, p.To, shown)
			}
			shown = p.To
			if p.Next == "" {
				break
			}
		}
		if shown != total {
			t.Fatalf("pages show %d of %d", shown, total)
		}
	})
}

func TestSignInLeadsOnlyToThisServer(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]string{
		"/clocks?team=T1": "/clocks?team=T1", "": "/", "https://example.org/": "/", "//example.org": "/", "clocks": "/",
		"/\\example.org": "/", "/a\r\nSet-Cookie: x": "/", "javascript:alert(1)": "/",
	} {
		if got := Local(path); got != want {
			t.Errorf("%q leads to %q, want %q", path, got, want)
		}
	}
}

func TestNumbersAreWrittenAsPeopleReadThem(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ got, want string }{
		{InUnit(79.279, "%"), "79.3%"}, {InUnit(80, "%"), "80.0%"}, {InUnit(1412, "children"), "1,412"}, {InUnit(61.25, "per 10,000"), "61.3"},
		{InUnit(432, "days"), "432.0"}, {Plural(1, "clock"), "1 clock"}, {Plural(1200, "clock"), "1,200 clocks"},
		{InWords(8, "key figure"), "Eight key figures"}, {InWords(1, "thing needs you", "things need you"), "One thing needs you"},
		{InWords(12, "clock"), "12 clocks"}, {betterOrWorse("lower", "down"), " (better)"}, {betterOrWorse("higher", "down"), " (worse)"},
		{betterOrWorse("neutral", "up"), ""}, {Plural(2, "child", "children"), "2 children"}, {Capital("état"), "État"}, {Capital(""), ""}, {ageWords("11"), "Aged 11"}, {ageWords("3 months"), "3 months"},
		{LimitWords("law", "law"), "Law"}, {LimitWords("statutory guidance", "local"), "Statutory guidance; the limit: local number"},
		{ChangeShape("1.7 points below a year ago"), "down"}, {ChangeShape("3 more than a year ago"), "up"}, {ChangeShape("the same as a year ago"), "across"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}
