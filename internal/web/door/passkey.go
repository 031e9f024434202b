package door

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"heed/internal/door"
	"heed/internal/signin"
	"heed/internal/web/kit"
)

// passkeyPage asks the browser for a passkey, or to make one. It is the one page that runs a script.
type passkeyPage struct {
	kit.Frame
	// Kind is get or create, and Options what the browser is given, as JSON.
	Kind, Options      string
	Lead, Button       string
	Action, Next, Back string
}

// byPasskey is what the access log says of how somebody signed in.
const byPasskey = "by passkey"

// showPasskey shows the page that asks, and notes which browser is expected to answer.
func showPasskey(s *kit.Site, w http.ResponseWriter, r *http.Request, c signin.Challenge, page passkeyPage) error {
	s.NoteCeremony(r, c.Browser)
	page.Options, page.Next = c.Options, kit.Local(r.PostFormValue("next"))
	switch page.Kind {
	case "create":
		page.Lead, page.Button = "Your browser asks where to keep the passkey: on this device, on a telephone or on a security key. It is opened by a PIN, a finger or a face, which Heed never sees.", "Make the passkey"
	default:
		page.Lead, page.Button = "Your browser asks for your passkey. Open it by the PIN, the finger or the face that opens your device, or with your security key.", "Use the passkey"
	}
	s.RunsScript(w)
	return s.Render(w, "passkey", page)
}

// answerOf gives what the browser has brought.
func answerOf(s *kit.Site, r *http.Request, purpose signin.Purpose, account signin.Account) signin.Answer {
	return signin.Answer{JSON: r.PostFormValue("answer"), Browser: s.Ceremony(r), Address: s.Address(r), Purpose: purpose, Account: account}
}

// unanswered is that a browser has brought no passkey: its error's name.
type unanswered string

// Error says it in words.
func (unanswered) Error() string { return "the browser brought no passkey" }

// message says why, to whoever sits before it.
func (u unanswered) message(s *kit.Site) string {
	switch u {
	case "NotAllowedError", "AbortError":
		return "Nothing came of it: it was cancelled or took too long, or there is no passkey for Heed here. Try again, or choose another way"
	case "InvalidStateError":
		return "This device or key holds a passkey for your account already"
	case "SecurityError":
		return "Passkeys work under " + s.URL + " only: open Heed there"
	case "NotSupportedError", "ConstraintError":
		return "This device or key cannot be used: it must be able to ask for a PIN, a finger or a face"
	case "none":
		return "This browser cannot use passkeys: choose another way"
	}
	return "The browser could not use a passkey: try again, or choose another way"
}

// brought gives [unanswered] where the browser has brought no answer.
func brought(r *http.Request) error {
	if failed := r.PostFormValue("failed"); failed != "" || r.PostFormValue("answer") == "" {
		return unanswered(failed)
	}
	return nil
}

// refusePasskey shows a page again with why a passkey was not taken, and writes it down. An error of another kind is given back.
func refusePasskey(s *kit.Site, w http.ResponseWriter, r *http.Request, err error, show func(kit.Faults) error) error {
	var (
		none    unanswered
		slow    *signin.SlowError
		untrue  *signin.PasskeyError
		message string
		reason  = err.Error()
		who     = s.Actor(r)
	)
	switch {
	case errors.As(err, &none):
		message = none.message(s)
	case errors.As(err, &slow):
		wait := slow.Until.Sub(s.Now())
		w.Header().Set("Retry-After", strconv.Itoa(max(1, int(wait/time.Second))))
		message, reason = "Too many attempts have failed. Try again in "+waitWords(wait), "too many attempts have failed"
	case errors.Is(err, signin.ErrCeremony):
		message, reason = "That took too long, was used already, or was begun in another browser: try again", "the answer is to nothing that was asked, or came too late"
	case errors.Is(err, signin.ErrTaken):
		message, reason = "This passkey is there already", "the passkey is there already"
	case errors.Is(err, signin.ErrTooMany):
		message, reason = "This account has as many passkeys as it may have: remove one first", "the account has as many passkeys as it may"
	case errors.As(err, &untrue):
		s.Log.WarnContext(r.Context(), "the answer of a passkey is not believed", "err", err.Error())
		message, reason = "This passkey proves nothing here: it may have been removed, or be somebody else’s. Choose another way, or ask whoever keeps Heed’s accounts in your council for a link", untrue.Reason
		if errors.Is(err, signin.ErrCloned) {
			message = "This passkey may have been copied: it has been used elsewhere since it was used here. Sign in another way, remove it, and tell whoever keeps Heed’s accounts in your council"
		}
	default:
		return err
	}
	if who.ID == "" {
		who = door.Nobody()
		if untrue != nil {
			who = heldBy(untrue.Account)
		}
	}
	if err := s.Door.Session(who).LogRefusal(r.Context(), signInAction, "", byPasskey, reason); err != nil {
		return err
	}
	return show(kit.Faults{{Field: kit.PasskeyField, Message: message}})
}

// askPasskey asks for the passkey of anybody who may sign in.
func askPasskey(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	if !s.HasPasskeys() {
		return door.ErrNotFound
	}
	c, err := s.SignIn.AskPasskey(r.Context(), s.Passkeys, signin.ToSignIn, signin.Account{}, s.Ceremony(r))
	if err != nil {
		return err
	}
	return showPasskey(s, w, r, c, passkeyPage{
		Frame: s.Plain(r, "Sign in with a passkey"), Kind: "get", Action: "/sign-in/passkey/answer", Back: withNext("/sign-in", r),
	})
}

// withNext is a page that leads on to where somebody wanted to go.
func withNext(path string, r *http.Request) string {
	if next := kit.Local(r.PostFormValue("next")); next != "/" {
		return path + "?next=" + url.QueryEscape(next)
	}
	return path
}

// tryPasskey signs in whoever has the passkey.
func tryPasskey(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	if !s.HasPasskeys() {
		return door.ErrNotFound
	}
	var in signin.SignedIn
	err := brought(r)
	if err == nil {
		in, err = s.SignIn.CheckPasskey(r.Context(), s.Passkeys, answerOf(s, r, signin.ToSignIn, signin.Account{}))
	}
	if err != nil {
		return refusePasskey(s, w, r, err, func(faults kit.Faults) error { return askPassword(s, w, r, faults) })
	}
	return enterByPasskey(s, w, r, in.Account)
}

// enterByPasskey signs in whoever has just proved who they are by a passkey, as the first of what their account may sign in as.
func enterByPasskey(s *kit.Site, w http.ResponseWriter, r *http.Request, account signin.Account) error {
	open, err := s.Door.Capacities(r.Context(), account.Authority, account.ID)
	if err != nil {
		return err
	}
	if len(open) == 0 {
		return refuse(s, w, r, refusal{heldBy(account), byPasskey, http.StatusForbidden, "the account is not open today", "Your account is not open today", []string{
			"Your passkey says who you are, but your account has not begun, has ended, or has no role today.", "Ask whoever keeps Heed’s accounts in your council.",
		}})
	}
	if err := s.Door.Session(open[0]).Log(r.Context(), signInAction, "", byPasskey); err != nil {
		return err
	}
	if err := s.BeginSession(r, open[0]); err != nil {
		return err
	}
	to := kit.Local(r.PostFormValue("next"))
	if len(open) > 1 && to == "/" {
		to = ownPath // to choose in which role
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}

// askPasskeyAgain asks who is signed in for their passkey once more.
func askPasskeyAgain(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	if !s.HasPasskeys() {
		return door.ErrNotFound
	}
	c, err := s.SignIn.AskPasskey(r.Context(), s.Passkeys, signin.ToConfirm, accountOf(s.Actor(r)), s.Ceremony(r))
	if errors.Is(err, signin.ErrNoPasskey) {
		return door.ErrNotFound
	}
	if err != nil {
		return err
	}
	return showPasskey(s, w, r, c, passkeyPage{Frame: s.Plain(r, "Is it you?"), Kind: "get", Action: "/confirm/passkey/answer", Back: withNext("/confirm", r)})
}

// tryPasskeyAgain takes it. For a quarter of an hour nobody is asked again.
func tryPasskeyAgain(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	if !s.HasPasskeys() {
		return door.ErrNotFound
	}
	who := s.Actor(r)
	err := brought(r)
	if err == nil {
		_, err = s.SignIn.CheckPasskey(r.Context(), s.Passkeys, answerOf(s, r, signin.ToConfirm, accountOf(who)))
	}
	if err != nil {
		return refusePasskey(s, w, r, err, func(faults kit.Faults) error { return askAgain(s, w, r, faults) })
	}
	if err := s.GoOnAs(r, who); err != nil { // under a new id
		return err
	}
	s.NoteProved(r)
	http.Redirect(w, r, kit.Local(r.PostFormValue("next")), http.StatusSeeOther)
	return nil
}
