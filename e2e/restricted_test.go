//go:build e2e

package e2e

import (
	"strings"
	"testing"
)

// A restricted record as it is decided about, opened in an emergency, closed and reviewed, with each form's faults.
func TestARestrictedRecordIsOpenedInAnEmergencyAndReviewedInTheBrowser(t *testing.T) {
	source, err := axeSource()
	need(t, err)
	b := open(t)
	at := func(what, title string) {
		t.Helper()
		b.sees("h1", title)
		b.inspect(source, what)
	}
	press := func(form string) {
		t.Helper()
		b.press("main form[action$='" + form + "'] button.govuk-button")
	}
	b.signIn("Director")
	b.must("/restrictions")
	at("what is restricted", "Restricted records")
	b.follow(b.links("main table a")[0])
	child := strings.TrimPrefix(b.address().Path, "/restrictions/")
	at("a restricted record", "Restricted record: "+child)
	b.unfold("#f-grants details")
	press("/grants")
	at("a grant that lacks everything", "Restricted record: "+child)
	b.signOut()

	b.signIn("Team manager")
	if status := b.get("/children/" + child); status != 403 {
		t.Fatalf("the record is open before the emergency: %d", status)
	}
	at("refused on duty", "You cannot open this")
	b.follow("/children/" + child + "/emergency")
	at("the emergency", "Open a restricted record in an emergency: "+child)
	press("/emergency")
	at("an emergency without a reason", "Open a restricted record in an emergency: "+child)
	b.fill("#f-reason", "found alone at night")
	press("/emergency")
	if got := b.address().Path; got != "/children/"+child {
		t.Fatalf("the emergency leads to %s", got)
	}
	b.sees(".govuk-notification-banner", "open until")
	b.inspect(source, "a record that is open in an emergency")
	b.press(".govuk-notification-banner button")
	if status := b.get("/children/" + child); status != 403 {
		t.Errorf("the record is open after it was closed: %d", status)
	}
	b.signOut()

	b.signIn("Director")
	b.must("/")
	b.sees("section[aria-labelledby=review]", "opened a restricted record")
	b.inspect(source, "a home with an emergency to review")
	b.follow(b.links("section[aria-labelledby=review] a")[0])
	at("the review", "Opened in an emergency: "+child)
	b.press("#f-review button")
	at("a review that lacks everything", "Opened in an emergency: "+child)
	ask[string](b, "document.querySelector('#f-outcome').value = 'needed'")
	b.fill("#f-notes", "asked the team")
	b.press("#f-review button")
	b.sees("section[aria-labelledby=emergencies]", "It was needed")
	b.inspect(source, "a list with an emergency that was reviewed")
}
