package door

import (
	"errors"
	"net/http"

	"heed/internal/signin"
	"heed/internal/web/kit"
	"heed/internal/words"
)

// confirmPage asks who is signed in once more who they are.
type confirmPage struct {
	kit.Frame
	Next, Email    string
	Password, Code kit.Input
	// Provider is the name of the provider with which they may prove it, blank where they cannot, and Passwords whether they may with a password.
	Provider  string
	Passwords bool
	Passkey   *kit.PasskeyForm
}

func confirm(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	if s.SignIn == nil { // in a demonstration nobody has anything to prove it with
		http.Redirect(w, r, kit.Local(r.URL.Query().Get("next")), http.StatusSeeOther) //nolint:gosec // local lets nothing lead elsewhere
		return nil
	}
	return askAgain(s, w, r, nil)
}

func askAgain(s *kit.Site, w http.ResponseWriter, r *http.Request, faults kit.Faults) error {
	page := confirmPage{Frame: s.Plain(r, "Is it you?"), Next: kit.Local(r.FormValue("next"))}
	page.Faults = faults
	who := s.Actor(r)
	one, err := s.Door.FindAccount(r.Context(), who.Authority, who.Account)
	if err != nil {
		return err
	}
	page.Email = one.Email
	has, err := s.SignIn.Has(r.Context(), accountOf(who))
	if err != nil {
		return err
	}
	page.Passwords = has.Password && !s.NoPasswords
	if s.Provider != nil {
		if _, bound := has.Subject(s.Provider.Issuer()); bound {
			page.Provider = s.ProviderName()
		}
	}
	if s.HasPasskeys() && len(has.Passkeys) > 0 {
		page.Passkey = &kit.PasskeyForm{Action: "/confirm/passkey", Text: "Use your passkey", Next: page.Next, Second: page.Provider != "", Fault: faults.On(kit.PasskeyField)}
	}
	page.Password = kit.Input{Name: "password", Label: "Your password", Type: "password", Complete: "current-password"}.At(faults)
	page.Code = kit.Input{Name: "code", Label: "One-time code", Hint: "From your authenticator app", Complete: "one-time-code", Digits: true, Short: true}.At(faults)
	return s.RenderStatus(w, faults.Status(), "confirm", page)
}

// tryAgain takes the password and a code. For a quarter of an hour nobody is asked again.
func tryAgain(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	who := s.Actor(r)
	proof := signin.Proof{Password: r.PostFormValue("password"), Code: r.PostFormValue("code")}
	var faults kit.Faults
	if proof.Password == "" {
		faults.Add("password", "Enter your password")
	}
	if proof.Code == "" {
		faults.Add("code", "Enter the code that your app shows")
	}
	if len(faults) > 0 {
		return askAgain(s, w, r, faults)
	}
	err := s.SignIn.Confirm(r.Context(), signin.Account{Authority: who.Authority, ID: who.Account}, proof)
	var slow *signin.SlowError
	switch {
	case errors.As(err, &slow):
		faults.Add("password", "Too many attempts have failed. Try again in "+waitWords(slow.Until.Sub(s.Now())))
	case errors.Is(err, signin.ErrRefused):
		faults.Add("password", "The password is wrong")
	case errors.Is(err, signin.ErrCode):
		faults.Add("code", "The code is wrong, or has been used already: enter the next one that the app shows")
	case err != nil:
		return err
	}
	if len(faults) > 0 {
		if err := s.Door.Session(who).LogRefusal(r.Context(), signInAction, "", "asked again", words.Either(slow != nil, "too many attempts have failed", "the password or the code was wrong")); err != nil {
			return err
		}
		return askAgain(s, w, r, faults)
	}
	if err := s.GoOnAs(r, who); err != nil { // under a new id
		return err
	}
	s.NoteProved(r)
	http.Redirect(w, r, kit.Local(r.PostFormValue("next")), http.StatusSeeOther)
	return nil
}
