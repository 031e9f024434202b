package web

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/signin"
	"heed/internal/web/kit"
)

// errCrossSite is a change that another site asked for.
var errCrossSite = errors.New("another site asked for this change")

// comeAgain is after how long a reader may try again what too much was worked out for. A day of a large council takes some seconds.
const comeAgain = 30 * time.Second

// errorPage says what went wrong and what to do about it.
type errorPage struct {
	kit.Frame
	Heading string
	Words   []string
	// Emergency is where somebody on duty opens a restricted record of the number that was asked for, whether or not there is one.
	Emergency string
	// ID is what the reader can quote, and the log holds, where the fault is Heed's.
	ID string
}

// fail turns an error into a status and a page. What is not known to be the reader's doing is Heed's fault: it is logged, and
// the page gives an id to quote.
func (s *Server) fail(w http.ResponseWriter, r *http.Request, err error) {
	var asked *kit.QuestionError
	var broken *door.BrokenError
	var committed *door.CommittedError
	var large *http.MaxBytesError
	switch {
	case errors.Is(err, context.Canceled) && r.Context().Err() != nil:
		return // the reader has gone
	case errors.As(err, &asked):
		s.failWith(w, r, http.StatusBadRequest, "question", s.QuestionPage(r, asked))
	case errors.As(err, &committed):
		id := s.NewID()
		s.Log.ErrorContext(r.Context(), "something failed after a change was recorded", "id", id, "pattern", r.Pattern, "error", err)
		s.failWith(w, r, http.StatusInternalServerError, "error", errorPage{Frame: s.Plain(r, "It is recorded"), Heading: "It is recorded, but something went wrong afterwards", ID: id, Words: []string{
			"What you did is recorded, in whole or in part, and is not lost. Do not do it again before you have looked: lists and figures may not show it yet.",
		}})
	case errors.As(err, &broken):
		s.Log.ErrorContext(r.Context(), "a broken rule was asked for", "rule", broken.Rule)
		s.failWith(w, r, http.StatusInternalServerError, "error", errorPage{Frame: s.Plain(r, "This rule is broken"), Heading: "This rule is broken", ID: broken.Rule, Words: []string{
			"The rule behind this page failed, so Heed cannot say what the answer is. It is not nought: it is not known.",
		}})
	case errors.Is(err, signin.ErrEnded): // while this was asked
		http.Redirect(w, r, "/sign-in?next="+url.QueryEscape(next(r)), http.StatusSeeOther)
	case errors.Is(err, door.ErrUnproved):
		http.Redirect(w, r, "/confirm?next="+url.QueryEscape(next(r)), http.StatusSeeOther)
	case errors.Is(err, door.ErrForbidden): // before what is not found: of a child it is one answer, which is both
		s.failWith(w, r, http.StatusForbidden, "error", errorPage{Frame: s.Plain(r, "You cannot open this"), Heading: "You cannot open this", Emergency: s.emergency(r, err), Words: []string{
			"What you can see depends on your role and on the children you work with. This is outside it, or it does not exist.",
			"If you need it for your work, ask your manager or the person who looks after Heed in your council.",
		}})
	case errors.Is(err, door.ErrNotFound):
		s.failWith(w, r, http.StatusNotFound, "error", errorPage{Frame: s.Plain(r, "Page not found"), Heading: "Page not found", Words: []string{
			"If you typed the address, check that it is correct. If you pasted it, check that you copied all of it.",
			"A record that has been withdrawn, or that was never imported, is not found either.",
		}})
	case errors.Is(err, errCrossSite):
		s.failWith(w, r, http.StatusForbidden, "error", errorPage{Frame: s.Plain(r, "That came from another site"), Heading: "That came from another site", Words: []string{
			"Nothing was changed. Open the page in Heed and try again from there.",
		}})
	case errors.Is(err, door.ErrBusy):
		w.Header().Set("Retry-After", strconv.Itoa(int(comeAgain/time.Second)))
		s.failWith(w, r, http.StatusServiceUnavailable, "error", errorPage{Frame: s.Plain(r, "Heed is working out other days"), Heading: "Heed is working out other days first", Words: []string{
			"The day you asked about is not one that Heed keeps ready, and as many days are being worked out as can be at once. Nothing is wrong, and nothing was recorded.",
			"Open the page again in half a minute. If you opened several days at once, open them one after another.",
			"Pages about today answer as always.",
		}})
	case errors.Is(err, errForeignHost):
		s.failWith(w, r, http.StatusMisdirectedRequest, "error", errorPage{Frame: s.Plain(r, "That is not Heed’s address"), Heading: "Heed does not answer under that address", Words: []string{
			"The name in the address is not one that this Heed is known by. Open Heed under the address that your council gave you.",
		}})
	case errors.Is(err, errLongAddress):
		s.failWith(w, r, http.StatusRequestURITooLong, "error", errorPage{Frame: s.Plain(r, "That address is too long"), Heading: "That address is too long", Words: []string{
			"No page of Heed has an address as long as that one. Go back and choose again, with fewer filters.",
		}})
	case errors.As(err, &large):
		s.failWith(w, r, http.StatusRequestEntityTooLarge, "error", errorPage{Frame: s.Plain(r, "That is too much"), Heading: "That is more than this page takes", Words: []string{
			"Nothing was recorded. Go back and write less.",
		}})
	case errors.Is(err, door.ErrInvalid):
		s.failWith(w, r, http.StatusBadRequest, "error", errorPage{Frame: s.Plain(r, "Heed cannot read that request"), Heading: "Heed cannot read that request", Words: []string{
			"Something in the address or the form is not what this page takes. Go back and choose again.",
		}})
	case errors.Is(err, door.ErrConflict):
		s.failWith(w, r, http.StatusConflict, "error", errorPage{Frame: s.Plain(r, "Someone else changed this first"), Heading: "Someone else changed this first", Words: []string{
			"Nothing of yours was saved. Open the page again to see how it stands now.",
		}})
	case errors.Is(err, door.ErrUncertain):
		id := s.NewID()
		s.Log.ErrorContext(r.Context(), "it is not known whether a change was recorded", "id", id, "pattern", r.Pattern, "error", err)
		s.failWith(w, r, http.StatusInternalServerError, "error", errorPage{Frame: s.Plain(r, "Heed cannot tell"), Heading: "Heed cannot tell whether that was recorded", ID: id, Words: []string{
			"The database failed at the moment of recording. Look at the record before you try again.",
		}})
	case door.Shortage(err, "") != "":
		id := s.NewID()
		s.Log.ErrorContext(r.Context(), "the system lacks something", "id", id, "pattern", r.Pattern, "error", err)
		s.failWith(w, r, http.StatusServiceUnavailable, "error", errorPage{Frame: s.Plain(r, "Heed cannot do that now"), Heading: "Heed cannot do that now", ID: id, Words: []string{
			"Nothing was recorded. Tell whoever looks after Heed in your council: " + door.Shortage(err, "Heed’s data folder"),
		}})
	default:
		id := s.NewID()
		s.Log.ErrorContext(r.Context(), "a request failed", "id", id, "pattern", r.Pattern, "error", err)
		s.failWith(w, r, http.StatusInternalServerError, "error", errorPage{Frame: s.Plain(r, "Something went wrong"), Heading: "Something went wrong", ID: id, Words: []string{
			"The fault is in Heed, not in what you did. Nothing was recorded. Try again in a few minutes.",
		}})
	}
}

// emergency gives where a reader on duty opens, in an emergency, the record of the child whose page was refused: blank for everybody else. It is the
// same for a child whose record is restricted, for one that is not the reader's and for none.
func (s *Server) emergency(r *http.Request, err error) string {
	var closed *door.ClosedError
	id := r.PathValue("id")
	if !errors.As(err, &closed) || r.Method != http.MethodGet || id == "" || !strings.HasPrefix(r.URL.Path, "/children/") || !s.May(s.Actor(r), access.OpenInEmergency) {
		return ""
	}
	return "/children/" + url.PathEscape(id) + "/emergency"
}

// failWith writes an error's page. Where even that fails, plain words do.
func (s *Server) failWith(w http.ResponseWriter, r *http.Request, status int, template string, page any) {
	if err := s.RenderStatus(w, status, template, page); err != nil {
		s.Log.ErrorContext(r.Context(), "an error page failed", slog.Any("error", err))
		http.Error(w, "Something went wrong in Heed.", http.StatusInternalServerError)
	}
}
