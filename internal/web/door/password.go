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
	"heed/internal/words"
)

// passwordPage asks for the name and the password.
type passwordPage struct {
	kit.Frame
	Next            string
	Email, Password kit.Input
	// Provider is the name of the provider that people may sign in with, blank where there is none, and Passwords whether they may with a password.
	Provider  string
	Passwords bool
	Passkey   *kit.PasskeyForm
	// SignOut is the address that ends their session at the provider too, for who has just signed out.
	SignOut string
}

// codePage asks for the one-time code of somebody whose password was right.
type codePage struct {
	kit.Frame
	Next string
	Code kit.Input
}

// signInAction is what the access log says of signing in.
const signInAction = "sign in"

// wrongName is what somebody is told whose name or password is wrong, or whose account may not sign in today: which it is, nobody is told.
const wrongName = "The e-mail address or the password is wrong, or the account is not open today"

func askPassword(s *kit.Site, w http.ResponseWriter, r *http.Request, faults kit.Faults) error {
	page := passwordPage{
		Frame:    s.Plain(r, "Sign in"),
		Next:     kit.Local(r.FormValue("next")),
		Email:    kit.Input{Name: "email", Label: "E-mail address", Type: "email", Complete: "username", Value: r.PostFormValue("email")},
		Password: kit.Input{Name: "password", Label: "Password", Type: "password", Complete: "current-password"},
		Provider: s.ProviderName(), Passwords: !s.NoPasswords,
	}
	if s.Provider != nil && r.URL.Query().Get("out") != "" && s.Actor(r).ID == "" {
		page.SignOut = s.Provider.SignOut(s.URL + "/sign-in")
	}
	if s.HasPasskeys() {
		page.Passkey = &kit.PasskeyForm{Action: "/sign-in/passkey", Text: "Sign in with a passkey", Next: page.Next, Second: s.Provider != nil, Fault: faults.On(kit.PasskeyField)}
	}
	page.Faults = faults
	page.Email, page.Password = page.Email.At(faults), page.Password.At(faults)
	return s.RenderStatus(w, faults.Status(), "password", page)
}

// byPassword handles what is there only where people sign in, and with passwords.
func byPassword(handle kit.Handler) kit.Handler {
	return func(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
		if s.SignIn == nil || s.NoPasswords {
			return door.ErrNotFound
		}
		return handle(s, w, r)
	}
}

// tryPassword tries the name and the password. Whoever has both goes on to the code.
func tryPassword(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	if s.NoPasswords {
		return door.ErrNotFound
	}
	ctx, email := r.Context(), r.PostFormValue("email")
	attempt := signin.Attempt{Name: email, Password: r.PostFormValue("password"), Address: s.Address(r)}
	one, err := s.Door.FindAccountByEmail(ctx, email)
	if err != nil && !errors.Is(err, door.ErrNotFound) {
		return err
	}
	who := door.Nobody()
	if err == nil {
		open, err := s.Door.Capacities(ctx, one.Authority, one.ID)
		if err != nil {
			return err
		}
		who = heldBy(one.Key())
		if len(open) > 0 {
			attempt.Account = one.Key()
		}
	}
	pending, err := s.SignIn.CheckPassword(ctx, attempt)
	var slow *signin.SlowError
	switch {
	case errors.As(err, &slow):
		return slowly(s, w, r, who, slow, func(faults kit.Faults) error { return askPassword(s, w, r, faults) })
	case errors.Is(err, signin.ErrRefused):
		if err := s.Door.Session(who).LogRefusal(ctx, signInAction, "", "by password", "the name or the password was wrong, or the account is not open"); err != nil {
			return err
		}
		return askPassword(s, w, r, kit.Faults{{Field: "email", Message: wrongName}})
	case err != nil:
		return err
	}
	s.NotePending(r, pending.ID)
	http.Redirect(w, r, "/sign-in/code?next="+url.QueryEscape(kit.Local(r.PostFormValue("next"))), http.StatusSeeOther)
	return nil
}

// slowly tells somebody who has failed too often when to try again.
func slowly(s *kit.Site, w http.ResponseWriter, r *http.Request, who door.Actor, slow *signin.SlowError, show func(kit.Faults) error) error {
	if err := s.Door.Session(who).LogRefusal(r.Context(), signInAction, "", "by password", "too many attempts have failed"); err != nil {
		return err
	}
	wait := slow.Until.Sub(s.Now())
	w.Header().Set("Retry-After", strconv.Itoa(max(1, int(wait/time.Second))))
	return show(kit.Faults{{Field: "email", Message: "Too many attempts have failed. Try again in " + waitWords(wait)}})
}

// waitWords says how long to wait, in whole seconds or minutes.
func waitWords(wait time.Duration) string {
	if wait < time.Minute {
		return words.Count(max(1, int((wait+time.Second-1)/time.Second)), "second", "seconds")
	}
	return words.Count(int((wait+time.Minute-1)/time.Minute), "minute", "minutes")
}

func askCode(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	if s.SignIn == nil || s.Pending(r) == "" {
		http.Redirect(w, r, "/sign-in", http.StatusSeeOther)
		return nil
	}
	return showCode(s, w, r, nil)
}

func showCode(s *kit.Site, w http.ResponseWriter, r *http.Request, faults kit.Faults) error {
	page := codePage{Frame: s.Plain(r, "Your one-time code"), Next: kit.Local(r.FormValue("next"))}
	page.Faults = faults
	page.Code = kit.Input{
		Name: "code", Label: "One-time code", Hint: "Six figures from your authenticator app, or one of your recovery codes", Complete: "one-time-code", Short: true,
	}.At(faults)
	return s.RenderStatus(w, faults.Status(), "code", page)
}

// tryCode tries the code. Whoever has it is signed in, as the first of what their account may sign in as.
func tryCode(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	in, err := s.SignIn.CheckCode(ctx, s.Pending(r), r.PostFormValue("code"))
	switch {
	case errors.Is(err, signin.ErrCode):
		if err := s.Door.Session(heldBy(in.Account)).LogRefusal(ctx, signInAction, "", "by code", "the password was right and the code was wrong"); err != nil {
			return err
		}
		return showCode(s, w, r, kit.Faults{{Field: "code", Message: "The code is wrong, or has been used already: enter the next one that the app shows"}})
	case errors.Is(err, signin.ErrOver):
		if err := s.Door.Session(heldBy(in.Account)).LogRefusal(ctx, signInAction, "", "by code", "the password was right and too many codes were wrong, or none came in time"); err != nil {
			return err
		}
		if err := s.EndSession(r); err != nil {
			return err
		}
		return askPassword(s, w, r, kit.Faults{{Field: "email", Message: "That took too long, or too many codes were wrong: begin again"}})
	case err != nil:
		return err
	}
	open, err := s.Door.Capacities(ctx, in.Account.Authority, in.Account.ID)
	if err != nil {
		return err
	}
	if len(open) == 0 { // minutes have passed
		if err := s.Door.Session(heldBy(in.Account)).LogRefusal(ctx, signInAction, "", "by code", "the account is not open"); err != nil {
			return err
		}
		return askPassword(s, w, r, kit.Faults{{Field: "email", Message: wrongName}})
	}
	if err := s.Door.Session(open[0]).Log(ctx, signInAction, "", "by password and code"+words.Either(in.ByRecovery, ", a recovery code", "")); err != nil {
		return err
	}
	if err := s.BeginSession(r, open[0]); err != nil {
		return err
	}
	to := kit.Local(r.PostFormValue("next"))
	if in.ByRecovery || len(open) > 1 && to == "/" {
		to = ownPath // to choose in which role, or to see that recovery codes run out
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}

// heldBy is whoever an account belongs to, for the log, where nobody has come in; nobody where none is known.
func heldBy(a signin.Account) door.Actor {
	if a.ID == "" {
		return door.Nobody()
	}
	return door.Actor{ID: a.ID, Account: a.ID, Authority: a.Authority}
}
