package imports

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"heed/internal/door"
	"heed/internal/imports"
	"heed/internal/web/kit"
	"heed/internal/words"
)

// importUndoPage asks whether an import is to be taken back, or whether a second person agrees to it, and says what that does.
type importUndoPage struct {
	kit.Frame
	Kind, Name, At, By string
	Records, Withdrawn string
	Action, Back       string
	// Typed is the reason as it was typed.
	Typed string
	// Asked says who asks for it and when, blank where nobody does, and Why for which reason; Own that it is the reader.
	Asked, Why string
	Own        bool
	// Later are the imports that must be withdrawn first, in this order.
	Later []kit.Crumb
}

func undo(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	return askUndo(s, w, r, "", nil)
}

// askUndo asks whether an import is to be taken back, and why; or says which others must be first.
func askUndo(s *kit.Site, w http.ResponseWriter, r *http.Request, typed string, faults kit.Faults) error {
	session := s.Door.Session(s.Actor(r))
	found, err := imports.Find(r.Context(), session, r.PathValue("id"), 1)
	if err != nil {
		return err
	}
	b := found.Batch
	if !b.MayUndo {
		return door.ErrConflict
	}
	line := batchLineOf(b, s.Now())
	page := importUndoPage{
		Frame: s.Plain(r, "Withdraw this import?"), Kind: line.Kind, Name: b.Name, At: line.At, By: line.By, Typed: typed,
		Records: words.Count(b.Counts.Appended, "record"),
		Action:  kit.ImportHref(b.ID) + "/undo", Back: kit.ImportHref(b.ID),
	}
	if b.Counts.Withdrawn > 0 {
		page.Withdrawn = words.Count(b.Counts.Withdrawn, "record")
	}
	if err := page.fillWish(r, session, s.Now()); err != nil {
		return err
	}
	page.Crumbs, page.Faults = []kit.Crumb{{Text: "Imports", Href: "/imports"}, {Text: line.Kind, Href: page.Back}}, faults
	status := http.StatusOK
	if len(faults) > 0 {
		status = http.StatusBadRequest
	}
	err = imports.Undoable(r.Context(), session, b.ID)
	if waits, ok := errors.AsType[*imports.LaterError](err); ok {
		page.Title, status = "This import cannot be withdrawn yet", http.StatusConflict
		for _, other := range waits.Later {
			l := batchLineOf(other, s.Now())
			page.Later = append(page.Later, kit.Crumb{Text: l.Kind + ", " + l.Name + ", imported " + l.At + " by " + l.By, Href: l.Href})
		}
		err = nil
	}
	if err != nil {
		return err
	}
	return s.RenderStatus(w, status, "undo", page)
}

// fillWish says who asks that the import be withdrawn, where somebody does.
func (p *importUndoPage) fillWish(r *http.Request, session *door.Session, now time.Time) error {
	wish, err := imports.FindWish(r.Context(), session, r.PathValue("id"))
	if err != nil || wish == nil {
		return err
	}
	p.Asked, p.Why, p.Own = wish.ByName+", "+kit.Moment(wish.At, now), wish.Why, wish.Own
	return nil
}

// What somebody decides of withdrawing an import, as the form says it.
const (
	decideAsk   = "ask"
	decideAgree = "agree"
	decideKeep  = "keep"
)

// undoConfirmed asks for an import to be taken back, takes it back where somebody else has asked, or keeps it; and shows the import with it.
func undoConfirmed(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	session, id, why := s.Door.Session(s.Actor(r)), r.PathValue("id"), strings.TrimSpace(r.PostFormValue("reason"))
	var err error
	switch r.PostFormValue("decision") {
	case decideAgree:
		_, err = imports.Undo(r.Context(), session, id, "")
	case decideKeep:
		err = imports.TakeBack(r.Context(), session, id)
	case decideAsk:
		if why == "" {
			return askUndo(s, w, r, why, kit.Faults{{Field: "reason", Message: "Say why, so that others can follow the decision"}})
		}
		err = imports.Ask(r.Context(), session, id, why)
	default:
		return fmt.Errorf("%w: nothing says what is decided of the import", door.ErrInvalid)
	}
	_, waits := errors.AsType[*imports.LaterError](err)
	switch {
	case waits:
		return askUndo(s, w, r, why, nil)
	case errors.Is(err, imports.ErrSamePerson), errors.Is(err, imports.ErrAsked), errors.Is(err, imports.ErrNotAsked):
		return askUndo(s, w, r, why, kit.Faults{{Field: "decision", Message: wishFault(err)}})
	case err != nil:
		return err
	}
	http.Redirect(w, r, kit.ImportHref(r.PathValue("id")), http.StatusSeeOther) //nolint:gosec // a path of ours, in which the id is escaped
	return nil
}

// wishFault says what stands in the way of what was decided, as it has become meanwhile.
func wishFault(err error) string {
	switch {
	case errors.Is(err, imports.ErrSamePerson):
		return "Somebody else must agree: you asked for it"
	case errors.Is(err, imports.ErrAsked):
		return "Somebody has asked for it already: agree to it, or keep the import"
	}
	return "Nobody asks any more for this import to be withdrawn"
}
