package issuer

import (
	"html/template"
	"net/http"
	"net/url"
	"slices"

	"github.com/zitadel/oidc/v3/pkg/oidc"
)

// cancels is what is sent in place of a person by who does not want to sign in.
const cancels = "nobody"

// page asks who somebody is. Its title says whether they were asked to sign in anew or to choose.
var page = template.Must(template.New("").Parse(`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{{.Title}}</title><link rel="icon" href="data:,"></head>
<body><main><h1>{{.Title}}</h1>
<form method="post"><input type="hidden" name="id" value="{{.ID}}">
{{range .People}}<p><button name="who" value="{{.}}">I am {{.}}</button></p>
{{end}}<p><button name="who" value="{{.Cancels}}">Cancel</button></p></form></main></body></html>
`))

// Titles of the page of the provider on which somebody says who they are, by what Heed asked for.
const (
	TitleSignIn  = "The council’s sign-in"
	TitleChoose  = "The council’s sign-in: choose an account"
	TitleConfirm = "The council’s sign-in: sign in anew"
)

// login asks whoever comes who they are, or where there are no people signs them in at once.
func (i *Issuer) login(w http.ResponseWriter, r *http.Request) {
	does := i.now()
	id, who := r.FormValue("id"), does.Subject
	i.mu.Lock()
	q := i.requests[id]
	i.mu.Unlock()
	if q == nil {
		http.Error(w, "nobody was sent here with that", http.StatusBadRequest)
		return
	}
	if len(does.People) > 0 {
		if who = r.PostFormValue("who"); who == cancels {
			back := url.Values{"error": {"access_denied"}, "state": {q.State}}
			http.Redirect(w, r, q.RedirectURI+"?"+back.Encode(), http.StatusFound)
			return
		}
		if !slices.Contains(does.People, who) {
			ask(w, q, does.People)
			return
		}
	}
	i.mu.Lock()
	q.subject, q.at, q.done = who, does.SignedIn(), true
	i.mu.Unlock()
	http.Redirect(w, r, "/authorize/callback?id="+url.QueryEscape(id), http.StatusFound)
}

func ask(w http.ResponseWriter, q *authRequest, people []string) {
	title := TitleSignIn
	switch {
	case slices.Contains(q.Prompt, oidc.PromptLogin):
		title = TitleConfirm
	case slices.Contains(q.Prompt, oidc.PromptSelectAccount):
		title = TitleChoose
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	if err := page.Execute(w, struct {
		Title, ID, Cancels string
		People             []string
	}{title, q.id, cancels, people}); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
}
