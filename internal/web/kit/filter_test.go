package kit

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"heed/internal/words"
	"heed/rulebook"

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

func TestWhatAFigureAndALimitComeToIsSaidInWords(t *testing.T) {
	t.Parallel()
	down, up, same := words.Change{Direction: words.Down}, words.Change{Direction: words.Up}, words.Change{Direction: words.Same}
	for _, c := range []struct{ got, want string }{
		{betterOrWorse(rulebook.Lower, down), " (better)"}, {betterOrWorse(rulebook.Higher, down), " (worse)"}, {betterOrWorse(rulebook.Higher, up), " (better)"},
		{betterOrWorse(rulebook.Neutral, up), ""}, {betterOrWorse(rulebook.Lower, same), ""},
		{ageWords("11"), "Aged 11"}, {ageWords("3 months"), "3 months"},
		{LimitWords("law", "law"), "Law"}, {LimitWords("statutory guidance", "local"), "Statutory guidance; the limit: local number"},
		{ChangeShape(down), "down"}, {ChangeShape(up), "up"}, {ChangeShape(same), "across"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}
