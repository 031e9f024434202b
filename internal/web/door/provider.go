package door

import (
	"errors"
	"net/http"
	"net/url"

	"heed/internal/door"
	"heed/internal/signin"
	"heed/internal/signin/provider"
	"heed/internal/web/kit"
)

// providerPage sends somebody on to the provider.
type providerPage struct {
	kit.Frame
	Name, Address string
}

// refusedPage says why somebody who came back from the provider is not let in, and what to do.
type refusedPage struct {
	kit.Frame
	Words            []string
	Again, AgainText string
}

// again offers to sign in, or to go on to who is signed in already.
func (p *refusedPage) again(s *kit.Site, r *http.Request) {
	p.Again, p.AgainText = "/sign-in", "Sign in"
	if s.Actor(r).ID != "" {
		p.Again, p.AgainText = "/", "Go on"
	}
}

// byProvider is what the access log says of how somebody signed in.
const byProvider = "by OpenID Connect"

func signInElsewhere(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	return depart(s, w, r, signin.ToSignIn, "")
}

func confirmElsewhere(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	return depart(s, w, r, signin.ToConfirm, "")
}

func bindElsewhere(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	if _, _, found, err := followed(s, w, r); err != nil || !found {
		return err
	}
	return depart(s, w, r, signin.ToBind, r.PathValue("token"))
}

// depart sends somebody to the provider. It answers a form with a page that goes on by itself, not with a redirect: the content policy lets forms lead
// to Heed only, which a browser asks of every further redirect too, and a council's provider may send people on to a host that nobody here knows. A
// form, not a link, since another site's page can follow a link in somebody's name.
func depart(s *kit.Site, w http.ResponseWriter, r *http.Request, purpose signin.Purpose, link string) error {
	if s.SignIn == nil || s.Provider == nil {
		return door.ErrNotFound
	}
	d, err := s.SignIn.Depart(r.Context(), purpose, kit.Local(r.PostFormValue("next")), link, s.Journey(r))
	if err != nil {
		return err
	}
	address, err := s.Provider.Address(r.Context(), d)
	if errors.Is(err, provider.ErrUnavailable) {
		return unavailable(s, w, r, err)
	}
	if err != nil {
		return err
	}
	s.NoteJourney(r, d.Browser)
	w.Header().Set("Refresh", "0; url="+address)
	return s.Render(w, "provider", providerPage{s.Plain(r, "You are being sent to "+s.ProviderName()), s.ProviderName(), address})
}

// back takes who comes back from the provider. What came with them works once, and in the browser that was sent there.
func back(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	if s.SignIn == nil || s.Provider == nil {
		return door.ErrNotFound
	}
	ctx, query := r.Context(), r.URL.Query()
	j, err := s.SignIn.Return(ctx, query.Get("state"), s.Journey(r))
	if errors.Is(err, signin.ErrJourney) {
		return refuse(s, w, r, refusal{door.Nobody(), byProvider, http.StatusBadRequest, "this browser was not sent there, or was away too long", "That sign-in is over", []string{
			"It took too long, was used already, or was begun in another browser. Nothing has changed: begin again.",
		}})
	}
	if err != nil {
		return err
	}
	if issuer := query.Get("iss"); query.Get("error") != "" || issuer != "" && issuer != s.Provider.Issuer() { // RFC 9207
		return refuse(s, w, r, refusal{door.Nobody(), byProvider, http.StatusForbidden, "the provider signed nobody in", s.ProviderName() + " did not sign you in", []string{
			"It may be that you went back, or that " + s.ProviderName() + " does not let you use Heed. Try again; if it happens again, ask those who look after " + s.ProviderName() + " in your council.",
		}})
	}
	who, err := s.Provider.Finish(ctx, j, query.Get("code"))
	switch {
	case errors.Is(err, provider.ErrUnavailable):
		return unavailable(s, w, r, err)
	case errors.Is(err, provider.ErrRefused):
		s.Log.WarnContext(ctx, "the provider's answer is not believed", "err", err.Error())
		return refuse(s, w, r, refusal{door.Nobody(), byProvider, http.StatusForbidden, "the provider's answer is not to be believed", s.ProviderName() + " did not prove who you are", []string{
			"What came back from " + s.ProviderName() + " is not what Heed asked for, so that nobody is signed in by it. Try again; if it happens again, tell those who look after Heed in your council.",
		}})
	case err != nil:
		return err
	}
	switch j.Purpose {
	case signin.ToBind:
		return bind(s, w, r, j, who)
	case signin.ToConfirm:
		return confirmed(s, w, r, j, who)
	case signin.ToSignIn, signin.ToAdd:
	}
	return enter(s, w, r, j, who)
}

// enter signs in whoever has the account of a subject, as the first of what it may sign in as.
func enter(s *kit.Site, w http.ResponseWriter, r *http.Request, j signin.Journey, who provider.Identity) error {
	account, err := s.SignIn.FindSubject(r.Context(), who.Subject)
	if errors.Is(err, signin.ErrUnknown) {
		return refuse(s, w, r, refusal{door.Nobody(), byProvider, http.StatusForbidden, "no account is bound to this sign-in", "Heed does not know you yet", []string{
			s.ProviderName() + " says who you are, but no account of Heed is connected with it. Having the same e-mail address is not enough.",
			"Ask whoever keeps Heed’s accounts in your council for a link. Open it, and choose " + s.ProviderName() + " there: from then on you sign in here.",
		}})
	}
	if err != nil {
		return err
	}
	open, err := s.Door.Capacities(r.Context(), account.Authority, account.ID)
	if err != nil {
		return err
	}
	if len(open) == 0 {
		return notOpen(s, w, r, account)
	}
	if err := s.Door.Session(open[0]).Log(r.Context(), signInAction, "", byProvider); err != nil {
		return err
	}
	if err := s.BeginSessionSince(r, open[0], who.SignedIn); err != nil {
		return err
	}
	to := kit.Local(j.Next)
	if len(open) > 1 && to == "/" {
		to = ownPath // to choose in which role
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}

func notOpen(s *kit.Site, w http.ResponseWriter, r *http.Request, account signin.Account) error {
	who := heldBy(account)
	return refuse(s, w, r, refusal{who, byProvider, http.StatusForbidden, "the account is not open today", "Your account is not open today", []string{
		s.ProviderName() + " says who you are, but your account of Heed has not begun, has ended, or has no role today.",
		"Ask whoever keeps Heed’s accounts in your council.",
	}})
}

// bind binds a subject to the account of the link that was followed, and signs its person in.
func bind(s *kit.Site, w http.ResponseWriter, r *http.Request, j signin.Journey, who provider.Identity) error {
	invited, err := s.SignIn.BindSubject(r.Context(), j, who.Subject)
	switch {
	case errors.Is(err, signin.ErrInvitation):
		return s.RenderStatus(w, http.StatusNotFound, "linkover", overPage{s.Plain(r, "This link does not work any more")})
	case errors.Is(err, signin.ErrTaken):
		return refuse(s, w, r, refusal{door.Nobody(), byProvider, http.StatusConflict, "the sign-in is another account's", "This sign-in is another account’s", []string{
			"You are signed in to " + s.ProviderName() + " as somebody who has another account of Heed. If that is not you, sign out there, and open your link again: it still works.",
			"If that account is your own former one, whoever keeps Heed’s accounts in your council can take away what it signs in with.",
		}})
	case err != nil:
		return err
	}
	one := heldBy(invited.Account)
	if err := s.Door.Session(one).Log(r.Context(), signInAction, "", "connected the provider, by a link"); err != nil {
		return err
	}
	return enter(s, w, r, j, who)
}

// confirmed notes that who is signed in has proved it once more.
func confirmed(s *kit.Site, w http.ResponseWriter, r *http.Request, j signin.Journey, who provider.Identity) error {
	actor := s.Actor(r)
	account, err := s.SignIn.FindSubject(r.Context(), who.Subject)
	if err != nil && !errors.Is(err, signin.ErrUnknown) {
		return err
	}
	if actor.ID == "" || err != nil || account != accountOf(actor) {
		return refuse(s, w, r, refusal{actor, byProvider, http.StatusForbidden, "somebody else signed in to the provider", "That is not who is signed in here", []string{
			"Somebody else has signed in to " + s.ProviderName() + ", or you have been signed out of Heed meanwhile.",
		}})
	}
	if err := s.GoOnAs(r, actor); err != nil { // under a new id
		return err
	}
	s.NoteProved(r)
	http.Redirect(w, r, kit.Local(j.Next), http.StatusSeeOther)
	return nil
}

// refusal is why somebody who comes back from the provider, or has a passkey, is not let in.
type refusal struct {
	who    door.Actor
	by     string
	status int
	// reason is for the log, the rest for the reader.
	reason, heading string
	words           []string
}

func refuse(s *kit.Site, w http.ResponseWriter, r *http.Request, why refusal) error {
	if err := s.Door.Session(why.who).LogRefusal(r.Context(), signInAction, "", why.by, why.reason); err != nil {
		return err
	}
	page := refusedPage{Frame: s.Plain(r, why.heading), Words: why.words}
	page.again(s, r)
	return s.RenderStatus(w, why.status, "refused", page)
}

// unavailable says that the provider cannot be reached. Who is signed in stays so.
func unavailable(s *kit.Site, w http.ResponseWriter, r *http.Request, err error) error {
	s.Log.ErrorContext(r.Context(), "the provider cannot be reached", "err", err.Error())
	w.Header().Set("Retry-After", "30")
	page := refusedPage{Frame: s.Plain(r, s.ProviderName()+" cannot be reached"), Words: []string{
		"Heed has asked " + s.ProviderName() + " and has no answer that it can use. Try again in a few minutes. Whoever is signed in already stays so.",
	}}
	switch {
	case s.HasPasskeys():
		page.Words = append(page.Words, "If you have a password or a passkey for Heed, it works as always.")
	case !s.NoPasswords:
		page.Words = append(page.Words, "If you have a password for Heed, it works as always.")
	}
	page.again(s, r)
	if next := kit.Local(r.PostFormValue("next")); next != "/" && s.Actor(r).ID == "" {
		page.Again += "?next=" + url.QueryEscape(next)
	}
	return s.RenderStatus(w, http.StatusServiceUnavailable, "refused", page)
}
