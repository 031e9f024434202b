package ledger

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestAnExtractKeepsWhatWasSaid(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		kept := typeImport{whole: true}
		put := make(map[string]map[string]bool)
		for range rapid.IntRange(0, 20).Draw(t, "puts") {
			id, body := rapid.StringMatching(`[a-f]`).Draw(t, "id"), rapid.StringMatching(`[a-f]`).Draw(t, "body")
			kept.say(id, digest("", []byte(body)))
			if put[id] == nil {
				put[id] = make(map[string]bool)
			}
			put[id][body] = true
		}
		x := decodeExtract(kept.now.sorted().encode())
		if x.records() != len(put) {
			t.Fatalf("%d records, want %d", x.records(), len(put))
		}
		for id := range strings.SplitSeq("abcdef", "") {
			if x.holds(idHash(id)) != (put[id] != nil) {
				t.Fatalf("%s: held %v", id, x.holds(idHash(id)))
			}
			for body := range strings.SplitSeq("abcdef", "") {
				if x.says(said{id: idHash(id), body: digest("", []byte(body)).Lo}) != put[id][body] {
					t.Fatalf("%s: said %s, which is not %v", id, body, put[id][body])
				}
			}
		}
	})
}
