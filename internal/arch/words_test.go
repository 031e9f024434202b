package arch

import (
	"go/ast"
	"regexp"
	"strings"
	"testing"
)

// gone are words that stood for things which the trade or the field has a word for. Nobody searches for them, so they may not
// come back as a name.
var gone = map[string]string{
	"house": "authority", "desk": "session, inquiry or receiver", "sight": "scope", "told": "dated or known", "loose": "not yet written out",
	"behind": "background", "marks": "versions or moments", "wakes": "requests",
}

// part matches the words that a name is made of.
var part = regexp.MustCompile(`[A-Z]?[a-z]+|[A-Z]+`)

func TestNamesAreWordsOfTheTradeOrOfTheField(t *testing.T) {
	t.Parallel()
	for _, s := range sources(t) {
		ast.Inspect(s.file, func(n ast.Node) bool {
			name, ok := n.(*ast.Ident)
			if !ok || s.isTest() && strings.HasPrefix(name.Name, "Test") { // a test is named by a sentence
				return true
			}
			for _, word := range part.FindAllString(name.Name, -1) {
				if instead := gone[strings.ToLower(word)]; instead != "" {
					t.Errorf("%s: %s: not %q but %s", s.line(name.Pos()), name.Name, strings.ToLower(word), instead)
				}
			}
			return true
		})
	}
}
