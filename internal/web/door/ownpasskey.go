package door

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"unicode/utf8"

	"heed/internal/door"
	"heed/internal/signin"
	"heed/internal/web/kit"
	"heed/internal/words"
)

// longestPasskeyName is the longest name of a passkey, in characters.
const longestPasskeyName = 60

// passkeyView is one passkey on the page of its owner.
type passkeyView struct{ ID, Name, Made, Used, Kept string }

// passkeyViews lists somebody's passkeys.
func passkeyViews(list []signin.Passkey) []passkeyView {
	var views []passkeyView
	for _, p := range list {
		v := passkeyView{ID: p.ID, Name: p.Name, Made: kit.MomentDay(p.Made), Used: "Not yet", Kept: words.Either(p.Synced, "In an account that several devices share", "On one device or key")}
		if !p.Used.IsZero() {
			v.Used = kit.MomentWords(p.Used)
		}
		views = append(views, v)
	}
	return views
}

// passkeyName is the field for the name of a passkey that is to be made.
func passkeyName(r *http.Request, faults kit.Faults) kit.Input {
	return kit.Input{
		Name: "name", Label: "What to call a new passkey", Hint: "So that you know it again, such as “Work laptop” or “Blue key”", Value: cmp.Or(r.PostFormValue("name"), kit.BrowserName(r)),
	}.At(faults)
}

// makePasskey asks who is signed in, and has proved it lately, to make a passkey.
func makePasskey(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	if !s.HasPasskeys() {
		return door.ErrNotFound
	}
	who := s.Actor(r)
	one, err := s.Door.FindAccount(r.Context(), who.Authority, who.Account)
	if err != nil {
		return err
	}
	name := strings.Join(strings.Fields(r.PostFormValue("name")), " ")
	if utf8.RuneCountInString(name) > longestPasskeyName || !utf8.ValidString(name) {
		return showOwn(s, w, r, kit.Faults{{Field: "name", Message: fmt.Sprintf("Choose a name of %d characters at most", longestPasskeyName)}}, nil)
	}
	c, err := s.SignIn.BeginPasskey(r.Context(), s.Passkeys, signin.NewPasskey{
		Account: accountOf(who), Email: one.Email, Person: one.Name, Name: cmp.Or(name, kit.BrowserName(r)),
	}, s.Ceremony(r))
	if err != nil {
		return refuseOnOwn(s, w, r, err)
	}
	return showPasskey(s, w, r, c, passkeyPage{Frame: s.Plain(r, "Make a passkey"), Kind: "create", Action: "/own/passkeys/answer", Back: ownPath})
}

// keepPasskey keeps a passkey that somebody was asked to make. They are not asked again in between, however long the authenticator takes: the answer
// counts for minutes only, and in the session that was asked.
func keepPasskey(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	if !s.HasPasskeys() {
		return door.ErrNotFound
	}
	who := s.Actor(r)
	err := brought(r)
	if err == nil {
		_, err = s.SignIn.FinishPasskey(r.Context(), s.Passkeys, answerOf(s, r, signin.ToAdd, accountOf(who)))
	}
	if err != nil {
		return refuseOnOwn(s, w, r, err)
	}
	if err := s.Door.Session(who).Log(r.Context(), signInAction, "", "made a passkey"); err != nil {
		return err
	}
	http.Redirect(w, r, ownPath, http.StatusSeeOther)
	return nil
}

// removePasskey takes away one of one's own passkeys and ends all other sessions, as whoever has its device may have begun them.
func removePasskey(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	if !s.HasPasskeys() {
		return door.ErrNotFound
	}
	ctx, who := r.Context(), s.Actor(r)
	account := accountOf(who)
	has, err := s.SignIn.Has(ctx, account)
	if err != nil {
		return err
	}
	err = s.SignIn.RemovePasskey(ctx, account, r.PostFormValue("passkey"), otherwise(s, has))
	switch {
	case errors.Is(err, signin.ErrLast):
		return showOwn(s, w, r, kit.Faults{{Field: kit.PasskeyField, Message: "This is all that you sign in with: make another passkey first, or ask whoever keeps Heed’s accounts in your council for a link"}}, nil)
	case errors.Is(err, signin.ErrNoPasskey):
		return door.ErrNotFound
	case err != nil:
		return err
	}
	if err := s.SignIn.EndSessions(ctx, account, s.SessionToken(r)); err != nil {
		return err
	}
	if err := s.Door.Session(who).Log(ctx, signInAction, "", "removed a passkey"); err != nil {
		return err
	}
	http.Redirect(w, r, ownPath, http.StatusSeeOther)
	return nil
}

// otherwise says whether somebody can sign in here by something that is no passkey.
func otherwise(s *kit.Site, has signin.Credentials) bool {
	if has.Password && !s.NoPasswords {
		return true
	}
	if s.Provider == nil {
		return false
	}
	_, bound := has.Subject(s.Provider.Issuer())
	return bound
}

func refuseOnOwn(s *kit.Site, w http.ResponseWriter, r *http.Request, err error) error {
	return refusePasskey(s, w, r, err, func(faults kit.Faults) error { return showOwn(s, w, r, faults, nil) })
}
