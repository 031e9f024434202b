//go:build e2e

package e2e

import (
	"fmt"
	"strings"
)

// signIn signs in as the person of a role, through the page on which a demonstration's reader chooses whom to be.
func (b *tab) signIn(role string) {
	b.t.Helper()
	b.must("/sign-in")
	who := ask[string](b, fmt.Sprintf(`(() => {
		const row = [...document.querySelectorAll("main tbody tr")].find(r => r.querySelector("th").textContent.trim() === %q);
		return row ? row.querySelector("button[name=person]").value : "";
	})()`, role))
	if who == "" {
		b.t.Fatalf("nobody on the sign-in page is a %s", role)
	}
	if ask[bool](b, fmt.Sprintf(`document.querySelector("button[name=person][value='%s']").closest("details") !== null`, who)) {
		b.unfold("main details")
	}
	if status := b.press(fmt.Sprintf("button[name=person][value=%q]", who)); status != 200 {
		b.t.Fatalf("signing in as %s: status %d", role, status)
	}
	if shown := b.text(".heed-header__who"); !strings.Contains(shown, strings.ToLower(role)) {
		b.t.Fatalf("signed in as %s, the header says %q", role, shown)
	}
}

func (b *tab) signOut() {
	b.t.Helper()
	if status := b.press(".heed-header__who button"); status != 200 || b.address().Path != "/sign-in" {
		b.t.Fatalf("signing out led to %s, status %d", b.address(), status)
	}
}

// roles are the roles that the sign-in page offers, and one of those that it folds, whose pages are alike.
func (b *tab) roles() []string {
	b.t.Helper()
	b.must("/sign-in")
	roles := ask[[]string](b, `[...document.querySelectorAll("main form > table tbody tr th")].map(e => e.innerText.trim())`)
	roles = append(roles, "Virtual school head")
	if len(roles) < 12 {
		b.t.Fatalf("the sign-in page offers only %q", roles)
	}
	return roles
}
