package imports

import (
	"errors"
	"net/http"
	"strings"

	"heed/internal/door"
	"heed/internal/imports"
	"heed/internal/web/kit"
	"heed/internal/words"
)

// importUndoPage asks whether an import is really to be taken back, and says what that does.
type importUndoPage struct {
	kit.Frame
	Kind, Name, At, By string
	Records, Withdrawn string
	Action, Back       string
	// Typed is the reason as it was typed.
	Typed string
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

// undoConfirmed takes an import back, for a reason, and shows the import with it.
func undoConfirmed(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	why := strings.TrimSpace(r.PostFormValue("reason"))
	if why == "" {
		return askUndo(s, w, r, why, kit.Faults{{Field: "reason", Message: "Say why, so that others can follow the decision"}})
	}
	_, err := imports.Undo(r.Context(), s.Door.Session(s.Actor(r)), r.PathValue("id"), why)
	if _, waits := errors.AsType[*imports.LaterError](err); waits {
		return askUndo(s, w, r, why, nil)
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, kit.ImportHref(r.PathValue("id")), http.StatusSeeOther) //nolint:gosec // a path of ours, in which the id is escaped
	return nil
}
