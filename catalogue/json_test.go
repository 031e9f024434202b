package catalogue

import (
	"encoding/json"
	"testing"

	"pgregory.net/rapid"
)

func TestControlCharactersAreEscapedAsRFC8785Says(t *testing.T) {
	t.Parallel()
	got := string(appendString(nil, "\x00\x08\t\n\x0b\f\r\x1f\"\\/<é\u2028"))
	want := `"\u0000\b\t\n\u000b\f\r\u001f\"\\/<é` + "\u2028" + `"`
	if got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestAnyTextIsReadBackFromItsJSON(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "text")
		var back string
		if err := json.Unmarshal(appendString(nil, s), &back); err != nil || back != s {
			t.Fatalf("%q came back as %q: %v", s, back, err)
		}
		r := bodyReader{rest: string(appendString(nil, s)), ok: true}
		if back := r.text(); !r.ok || r.rest != "" || back != s {
			t.Fatalf("%q was read as %q", s, back)
		}
	})
}
