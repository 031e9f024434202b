package door

import (
	"errors"
	"net/http"

	"heed/internal/door"
	"heed/internal/signin"
	"heed/internal/web/kit"
)

// makePasskeyByLink asks somebody who was given a link to make a passkey.
func makePasskeyByLink(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	one, kind, found, err := followed(s, w, r)
	if err != nil || !found {
		return err
	}
	if !s.HasPasskeys() {
		return door.ErrNotFound
	}
	c, err := s.SignIn.BeginPasskey(r.Context(), s.Passkeys, signin.NewPasskey{
		Link: r.PathValue("token"), Email: one.Email, Person: one.Name, Name: kit.BrowserName(r),
	}, s.Ceremony(r))
	if err != nil {
		return refuseByLink(s, w, r, one, kind, err)
	}
	return showPasskey(s, w, r, c, passkeyPage{Frame: s.Plain(r, "Make a passkey"), Kind: "create", Action: linkTo(r, "/passkey/answer"), Back: linkTo(r, "")})
}

// keepPasskeyByLink keeps the passkey, with which the link is used up, and signs its person in, who has just proved who they are by it.
func keepPasskeyByLink(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	one, kind, found, err := followed(s, w, r)
	if err != nil || !found {
		return err
	}
	if !s.HasPasskeys() {
		return door.ErrNotFound
	}
	var done signin.Enrolled
	if err = brought(r); err == nil {
		done, err = s.SignIn.FinishPasskey(r.Context(), s.Passkeys, answerOf(s, r, signin.ToBind, one.Key()))
	}
	if err != nil {
		return refuseByLink(s, w, r, one, kind, err)
	}
	if err := s.Door.Session(heldBy(done.Account)).Log(r.Context(), signInAction, "", "made a passkey, by a link"); err != nil {
		return err
	}
	return enterByPasskey(s, w, r, done.Account)
}

// refuseByLink shows the page of the link again with why no passkey was made, or that the link works no more.
func refuseByLink(s *kit.Site, w http.ResponseWriter, r *http.Request, one door.Account, kind signin.Kind, err error) error {
	if errors.Is(err, signin.ErrInvitation) {
		return s.RenderStatus(w, http.StatusNotFound, "linkover", overPage{s.Plain(r, "This link does not work any more")})
	}
	return refusePasskey(s, w, r, err, func(faults kit.Faults) error { return askNewPassword(s, w, r, one, kind, faults) })
}
