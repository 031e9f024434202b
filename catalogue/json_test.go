package catalogue

import (
	"encoding/json"
	"testing"

	"pgregory.net/rapid"

	"heed/catalogue/canonical"
)

func TestAnyTextIsReadBackFromItsJSON(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "text")
		var back string
		if err := json.Unmarshal(canonical.AppendString(nil, s), &back); err != nil || back != s {
			t.Fatalf("%q came back as %q: %v", s, back, err)
		}
		r := bodyReader{rest: string(canonical.AppendString(nil, s)), ok: true}
		if back := r.text(); !r.ok || r.rest != "" || back != s {
			t.Fatalf("%q was read as %q", s, back)
		}
	})
}
