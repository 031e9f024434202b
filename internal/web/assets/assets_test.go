package assets_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"heed/internal/web/assets"
)

var names = []string{"govuk.css", "heed.css", "icon.svg", "passkey.js"}

// get asks the handler for a path.
func get(t *testing.T, method, path, acceptEncoding string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), method, path, nil)
	r.Header.Set("Accept-Encoding", acceptEncoding)
	w := httptest.NewRecorder()
	assets.Handler().ServeHTTP(w, r)
	return w
}

// css returns a style sheet as served.
func css(t *testing.T, name string) string {
	t.Helper()
	return get(t, http.MethodGet, assets.Path(name), "").Body.String()
}

func TestEveryAssetIsServedForEverUnderItsHash(t *testing.T) {
	t.Parallel()
	for _, name := range names {
		path := assets.Path(name)
		if !regexp.MustCompile(`^/assets/[0-9a-f]{12}/` + regexp.QuoteMeta(name) + `$`).MatchString(path) {
			t.Errorf("Path(%q) = %q", name, path)
		}
		res := get(t, http.MethodGet, path, "")
		if res.Code != http.StatusOK || res.Body.Len() == 0 {
			t.Errorf("%s: status %d", path, res.Code)
		}
		if got, want := res.Header().Get("Cache-Control"), "public, max-age=31536000, immutable"; got != want {
			t.Errorf("%s: Cache-Control %q, want %q", path, got, want)
		}
	}
}

func TestGzippedAssetHoldsTheSameBytesInLess(t *testing.T) {
	t.Parallel()
	for _, name := range names {
		plain := get(t, http.MethodGet, assets.Path(name), "identity").Body.String()
		res := get(t, http.MethodGet, assets.Path(name), "br, gzip;q=0.8")
		if res.Header().Get("Content-Encoding") != "gzip" || res.Header().Get("Vary") != "Accept-Encoding" {
			t.Errorf("%s: headers %v", name, res.Header())
		}
		zipped := res.Body.Bytes()
		r, err := gzip.NewReader(bytes.NewReader(zipped))
		if err != nil {
			t.Fatal(err)
		}
		unzipped, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(plain, string(unzipped)); diff != "" {
			t.Errorf("%s: gzipped content differs: %s", name, diff)
		}
		if len(plain) > 1000 && len(zipped) > len(plain)/2 {
			t.Errorf("%s: %d bytes gzipped of %d", name, len(zipped), len(plain))
		}
	}
}

func TestHandlerRefusesWhatItDoesNotHold(t *testing.T) {
	t.Parallel()
	old := strings.Replace(assets.Path("heed.css"), "/assets/", "/assets/0", 1)
	for _, c := range []struct {
		name, method, path string
		want               int
	}{
		{"a path with another hash", http.MethodGet, old, http.StatusNotFound},
		{"a name that is no asset", http.MethodGet, "/assets/000000000000/other.css", http.StatusNotFound},
		{"the folder itself", http.MethodGet, "/assets/", http.StatusNotFound},
		{"a write", http.MethodPost, assets.Path("heed.css"), http.StatusMethodNotAllowed},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			res := get(t, c.method, c.path, "")
			if res.Code != c.want {
				t.Errorf("status %d, want %d", res.Code, c.want)
			}
			if res.Header().Get("Cache-Control") != "" {
				t.Error("a refusal may be cached")
			}
		})
	}
}

func TestHeadGivesTheHeadersAndNoBody(t *testing.T) {
	t.Parallel()
	res := get(t, http.MethodHead, assets.Path("heed.css"), "gzip")
	if res.Body.Len() != 0 || res.Header().Get("Content-Length") == "0" {
		t.Errorf("%d bytes of body, Content-Length %s", res.Body.Len(), res.Header().Get("Content-Length"))
	}
}

func TestGzipIsSentOnlyToThoseWhoTakeIt(t *testing.T) {
	t.Parallel()
	for header, want := range map[string]string{
		"gzip": "gzip", "GZIP": "gzip", "*": "gzip", "deflate, gzip;q=1.0": "gzip", "br, *;q=0.1": "gzip",
		"": "", "br": "", "gzip;q=0": "", "gzip; q=0.0": "", "gzipped": "", "gzip;q=x": "",
	} {
		res := get(t, http.MethodHead, assets.Path("govuk.css"), header)
		if got := res.Header().Get("Content-Encoding"); got != want {
			t.Errorf("Accept-Encoding %q: Content-Encoding %q, want %q", header, got, want)
		}
	}
}

func TestAnUnknownNamePanics(t *testing.T) {
	t.Parallel()
	defer func() {
		if recover() == nil {
			t.Error("Path of an unknown name did not panic")
		}
	}()
	assets.Path("missing.css")
}

// A page loads nothing from anywhere else, and Heed has no right to the GOV.UK font or crest.
func TestNoStyleSheetNamesAURLAFontOrTheCrest(t *testing.T) {
	t.Parallel()
	forbidden := regexp.MustCompile(`(?i)url\(|@import|@font-face|GDS Transport|crest|image-set\(|javascript:`)
	for _, name := range []string{"govuk.css", "heed.css"} {
		if found := forbidden.FindString(css(t, name)); found != "" {
			t.Errorf("%s holds %q", name, found)
		}
	}
}

func TestTheComponentsOfThePagesAreInTheStyleSheet(t *testing.T) {
	t.Parallel()
	sheet := css(t, "heed.css")
	for _, class := range []string{
		"header", "nav", "demo", "asof", "needs", "counts", "figure", "trust", "tag", "table", "stack", "tiles", "heat",
		"chart", "todo", "reach", "group", "fold", "filter", "facts", "big", "code", "footer", "bar", "list", "cols", "links", "key",
	} {
		if !strings.Contains(sheet, ".heed-"+class) {
			t.Errorf("heed.css has no .heed-%s", class)
		}
	}
	if strings.Count(sheet, "{") != strings.Count(sheet, "}") {
		t.Error("heed.css has a brace too many or too few")
	}
}
