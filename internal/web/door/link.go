package door

import (
	"errors"
	"net/http"

	"heed/internal/door"
	"heed/internal/signin"
	"heed/internal/web/kit"
	"heed/internal/words"
)

// linkPage asks somebody who was given a link to choose a password.
type linkPage struct {
	kit.Frame
	Name, Email, Authority, Action string
	Recovery                       bool
	Password, Again                kit.Input
	// Provider is the name of the provider that they may sign in with instead, blank where there is none, and Passwords whether they may with a password.
	Provider  string
	Passwords bool
	Passkey   *kit.PasskeyForm
}

// enrolPage shows what an authenticator app needs, and asks for the first code.
type enrolPage struct {
	kit.Frame
	Secret, Picture, Action string
	Code                    kit.Input
}

// enrolledPage shows the recovery codes, this once.
type enrolledPage struct {
	kit.Frame
	Codes []string
}

// overPage says that a link works no more.
type overPage struct{ kit.Frame }

// LinkPath is where the links that work once lead, before their token.
const LinkPath = "/link/"

func linkTo(r *http.Request, more string) string { return LinkPath + r.PathValue("token") + more }

// followed finds the account of a link. Where the link works no more, or its account has ended, it says so on a page and reports false.
func followed(s *kit.Site, w http.ResponseWriter, r *http.Request) (one door.Account, kind signin.Kind, found bool, err error) {
	if s.SignIn == nil {
		return one, "", false, door.ErrNotFound
	}
	invited, err := s.SignIn.FindInvitation(r.Context(), r.PathValue("token"))
	if err == nil {
		one, err = s.Door.FindAccount(r.Context(), invited.Account.Authority, invited.Account.ID)
	}
	ended := false
	if err == nil {
		ended, err = s.Door.HasEnded(r.Context(), one)
	}
	if ended || errors.Is(err, signin.ErrInvitation) || errors.Is(err, door.ErrNotFound) {
		return one, "", false, s.RenderStatus(w, http.StatusNotFound, "linkover", overPage{s.Plain(r, "This link does not work any more")})
	}
	return one, invited.Kind, err == nil, err
}

func link(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	one, kind, found, err := followed(s, w, r)
	if err != nil || !found {
		return err
	}
	return askNewPassword(s, w, r, one, kind, nil)
}

func askNewPassword(s *kit.Site, w http.ResponseWriter, r *http.Request, one door.Account, kind signin.Kind, faults kit.Faults) error {
	page := linkPage{
		Frame: s.Plain(r, words.Either(s.Provider == nil && !s.HasPasskeys(), "Choose a password", "Choose how to sign in")), Name: one.Name, Email: one.Email, Authority: s.Door.AuthorityName(one.Authority), Action: linkTo(r, ""),
		Recovery: kind == signin.Recovery, Provider: s.ProviderName(), Passwords: !s.NoPasswords,
		Password: kit.Input{
			Name: "password", Label: "New password", Type: "password", Complete: "new-password",
			Hint: "At least 12 characters. Three or four words that have nothing to do with each other or with you are good",
		}.At(faults),
		Again: kit.Input{Name: "again", Label: "The same password again", Type: "password", Complete: "new-password"}.At(faults),
	}
	if s.HasPasskeys() {
		page.Passkey = &kit.PasskeyForm{Action: linkTo(r, "/passkey"), Text: "Make a passkey", Second: s.Provider != nil, Fault: faults.On(kit.PasskeyField)}
	}
	page.Faults = faults
	return s.RenderStatus(w, faults.Status(), "link", page)
}

// wordsOf are an account's own words, which its password may not contain.
func wordsOf(s *kit.Site, one door.Account) []string {
	return []string{one.Name, one.Email, s.Door.AuthorityName(one.Authority)}
}

// choosePassword takes the password, which does not count before the first code has been proved.
func choosePassword(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	one, kind, found, err := followed(s, w, r)
	if err != nil || !found {
		return err
	}
	password := r.PostFormValue("password")
	if password != r.PostFormValue("again") {
		return askNewPassword(s, w, r, one, kind, kit.Faults{{Field: "again", Message: "The two passwords differ: enter the same twice"}})
	}
	_, err = s.SignIn.BeginPassword(r.Context(), r.PathValue("token"), one.Email, signin.Choice{Password: password, Words: wordsOf(s, one)})
	var weak *signin.WeakError
	switch {
	case errors.As(err, &weak):
		return askNewPassword(s, w, r, one, kind, kit.Faults{{Field: "password", Message: weak.Reason}})
	case errors.Is(err, signin.ErrInvitation):
		return s.RenderStatus(w, http.StatusNotFound, "linkover", overPage{s.Plain(r, "This link does not work any more")})
	case err != nil:
		return err
	}
	http.Redirect(w, r, linkTo(r, "/codes"), http.StatusSeeOther)
	return nil
}

func askFirstCode(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	return showFirstCode(s, w, r, nil)
}

// begun gives what was begun by a link, or says where to begin.
func begun(s *kit.Site, w http.ResponseWriter, r *http.Request) (e signin.Enrolment, found bool, err error) {
	one, _, found, err := followed(s, w, r)
	if err != nil || !found {
		return e, false, err
	}
	e, err = s.SignIn.FindEnrolment(r.Context(), r.PathValue("token"), one.Email)
	if errors.Is(err, signin.ErrOver) || errors.Is(err, signin.ErrInvitation) {
		http.Redirect(w, r, linkTo(r, ""), http.StatusSeeOther)
		return e, false, nil
	}
	return e, err == nil, err
}

func showFirstCode(s *kit.Site, w http.ResponseWriter, r *http.Request, faults kit.Faults) error {
	e, found, err := begun(s, w, r)
	if err != nil || !found {
		return err
	}
	page := enrolPage{
		Frame: s.Plain(r, "Codes from an app"), Secret: inFours(e.Secret), Picture: linkTo(r, "/picture.png"), Action: linkTo(r, "/codes"),
		Code: kit.Input{Name: "code", Label: "The code that the app shows now", Complete: "one-time-code", Digits: true, Short: true}.At(faults),
	}
	page.Faults = faults
	return s.RenderStatus(w, faults.Status(), "linkcodes", page)
}

// inFours writes a secret in groups of four, as it is easier typed.
func inFours(secret string) string {
	var b []byte
	for i := range len(secret) {
		if i > 0 && i%4 == 0 {
			b = append(b, ' ')
		}
		b = append(b, secret[i])
	}
	return string(b)
}

// firstPicture is the secret as a picture for the app.
func firstPicture(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	e, found, err := begun(s, w, r)
	if err != nil || !found {
		return err
	}
	w.Header().Set("Content-Type", "image/png")
	_, err = w.Write(e.PNG)
	return err
}

// tryFirstCode proves that the app has the secret: from then on the password counts, and the link works no more.
func tryFirstCode(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	one, _, found, err := followed(s, w, r)
	if err != nil || !found {
		return err
	}
	done, err := s.SignIn.FinishPassword(r.Context(), r.PathValue("token"), r.PostFormValue("code"))
	switch {
	case errors.Is(err, signin.ErrCode):
		return showFirstCode(s, w, r, kit.Faults{{Field: "code", Message: "This is not the code that the app shows now. Is the clock of its device right?"}})
	case errors.Is(err, signin.ErrInvitation), errors.Is(err, signin.ErrOver):
		http.Redirect(w, r, linkTo(r, ""), http.StatusSeeOther)
		return nil
	case err != nil:
		return err
	}
	who := heldBy(one.Key())
	if err := s.Door.Session(who).Log(r.Context(), signInAction, "", "chose a password, by a link"); err != nil {
		return err
	}
	return s.Render(w, "linkdone", enrolledPage{s.Plain(r, "Your recovery codes"), done.RecoveryCodes})
}
