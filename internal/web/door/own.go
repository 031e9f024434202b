package door

import (
	"errors"
	"net/http"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/signin"
	"heed/internal/web/kit"
	"heed/internal/words"
)

// ownPage is somebody's own account: as what they may sign in, where they are signed in, and what they sign in with.
type ownPage struct {
	kit.Frame
	Name, Email string
	Capacities  []capacityView
	Sessions    []sessionView
	Since       string
	Providers   []string
	Codes       int
	NewCodes    []string
	Old, New    kit.Input
	NewAgain    kit.Input
	// Passkey leads to making a passkey; nil where nobody signs in with one.
	Passkey     *kit.PasskeyForm
	PasskeyName kit.Input
	Passkeys    []passkeyView
}

// capacityView is one thing that the account may sign in as.
type capacityView struct {
	Role, For, Words string
	Current          bool
}

// sessionView is one place where the account is signed in.
type sessionView struct {
	ID, Browser, Address, Began, Seen string
	Current                           bool
}

const ownPath = "/own"

func own(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	return showOwn(s, w, r, nil, nil)
}

func showOwn(s *kit.Site, w http.ResponseWriter, r *http.Request, faults kit.Faults, codes []string) error {
	ctx, who := r.Context(), s.Actor(r)
	page := ownPage{Frame: s.Plain(r, "Your account"), Name: who.Name, NewCodes: codes}
	page.Faults = faults
	if s.SignIn == nil {
		page.Capacities = []capacityView{{Words: kit.CapacityWords(who), Current: true}}
		return s.RenderStatus(w, faults.Status(), "own", page)
	}
	one, err := s.Door.FindAccount(ctx, who.Authority, who.Account)
	if err != nil {
		return err
	}
	page.Email = one.Email
	all, err := s.Door.Capacities(ctx, who.Authority, who.Account)
	if err != nil {
		return err
	}
	for _, c := range all {
		page.Capacities = append(page.Capacities, capacityView{string(c.Role), c.For, kit.CapacityWords(c), c.Capacity() == who.Capacity()})
	}
	account := accountOf(who)
	sessions, err := s.SignIn.Sessions(ctx, account, s.SessionToken(r))
	if err != nil {
		return err
	}
	for _, i := range sessions {
		page.Sessions = append(page.Sessions, sessionView{i.ID, i.Browser, i.Address, kit.MomentWords(i.Began), kit.MomentWords(i.LastSeen), i.Current})
	}
	has, err := s.SignIn.Has(ctx, account)
	if err != nil {
		return err
	}
	page.Codes = has.RecoveryCodesLeft
	for _, b := range has.Subjects {
		name := words.Either(s.Provider != nil && s.Provider.Issuer() == b.Issuer, s.ProviderName(), b.Issuer)
		page.Providers = append(page.Providers, name+", since "+kit.MomentDay(b.Since))
	}
	if has.Password && !s.NoPasswords {
		page.Since = kit.MomentDay(has.PasswordSince)
	}
	if s.HasPasskeys() {
		page.Passkey = &kit.PasskeyForm{Action: "/own/passkeys", Text: "Make a passkey", Second: true, Fault: faults.On(kit.PasskeyField)}
		page.PasskeyName, page.Passkeys = passkeyName(r, faults), passkeyViews(has.Passkeys)
	}
	page.Old = kit.Input{Name: "old", Label: "Your password now", Type: "password", Complete: "current-password"}.At(faults)
	page.New = kit.Input{Name: "new", Label: "New password", Type: "password", Complete: "new-password", Hint: "At least 12 characters"}.At(faults)
	page.NewAgain = kit.Input{Name: "again", Label: "The new password again", Type: "password", Complete: "new-password"}.At(faults)
	return s.RenderStatus(w, faults.Status(), "own", page)
}

func accountOf(who door.Actor) signin.Account {
	return signin.Account{Authority: who.Authority, ID: who.Account}
}

// switchTo goes on in another capacity of the same account.
func switchTo(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	who := s.Actor(r)
	if s.SignIn == nil {
		return door.ErrNotFound
	}
	to, err := s.Door.FindCapacity(r.Context(), door.Capacity{
		Authority: who.Authority, Account: who.Account, Role: access.Role(r.PostFormValue("role")), For: r.PostFormValue("for"),
	})
	if err != nil {
		return err
	}
	if err := s.Door.Session(to).Log(r.Context(), signInAction, "", "goes on in this role"); err != nil {
		return err
	}
	if err := s.GoOnAs(r, to); err != nil {
		return err
	}
	http.Redirect(w, r, "/", http.StatusSeeOther)
	return nil
}

// endOther ends another session of one's own, or all others.
func endOther(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	if s.SignIn == nil {
		return door.ErrNotFound
	}
	account, id := accountOf(s.Actor(r)), r.PostFormValue("session")
	err := s.Door.Session(s.Actor(r)).Log(r.Context(), "sign out", "", words.Either(id == "", "of all other places", "of another place"))
	switch {
	case err != nil:
	case id == "":
		err = s.SignIn.EndSessions(r.Context(), account, s.SessionToken(r))
	default:
		err = s.SignIn.EndSession(r.Context(), account, id)
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, ownPath, http.StatusSeeOther)
	return nil
}

// changePassword changes one's own password, which ends all other sessions.
func changePassword(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	ctx, who := r.Context(), s.Actor(r)
	one, err := s.Door.FindAccount(ctx, who.Authority, who.Account)
	if err != nil {
		return err
	}
	if r.PostFormValue("new") != r.PostFormValue("again") {
		return showOwn(s, w, r, kit.Faults{{Field: "again", Message: "The two passwords differ: enter the same twice"}}, nil)
	}
	err = s.SignIn.ChangePassword(ctx, accountOf(who), r.PostFormValue("old"), signin.Choice{Password: r.PostFormValue("new"), Words: wordsOf(s, one)})
	var weak *signin.WeakError
	var slow *signin.SlowError
	switch {
	case errors.As(err, &weak):
		return showOwn(s, w, r, kit.Faults{{Field: "new", Message: weak.Reason}}, nil)
	case errors.As(err, &slow):
		return showOwn(s, w, r, kit.Faults{{Field: "old", Message: "Too many attempts have failed. Try again in " + waitWords(slow.Until.Sub(s.Now()))}}, nil)
	case errors.Is(err, signin.ErrRefused):
		return showOwn(s, w, r, kit.Faults{{Field: "old", Message: "The password is wrong"}}, nil)
	case err != nil:
		return err
	}
	if err := s.SignIn.EndSessions(ctx, accountOf(who), s.SessionToken(r)); err != nil {
		return err
	}
	if err := s.Door.Session(who).Log(ctx, signInAction, "", "changed the password"); err != nil {
		return err
	}
	http.Redirect(w, r, ownPath, http.StatusSeeOther)
	return nil
}

// newCodes makes new recovery codes and shows them this once; the old ones work no more.
func newCodes(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	if err := s.Door.Session(s.Actor(r)).Log(r.Context(), signInAction, "", "makes new recovery codes"); err != nil { // before the old ones are gone
		return err
	}
	codes, err := s.SignIn.NewRecoveryCodes(r.Context(), accountOf(s.Actor(r)))
	if errors.Is(err, signin.ErrNoPassword) {
		return door.ErrNotFound
	}
	if err != nil {
		return err
	}
	return showOwn(s, w, r, nil, codes)
}
