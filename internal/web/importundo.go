package web

import (
	"heed/internal/door"
	"heed/internal/imports"
	"net/http"
)

// importUndoPage asks whether an import is really to be taken back, and says what that does.
type importUndoPage struct {
	frame
	Kind, Name, At, By string
	Records, Withdrawn string
	Action, Back       string
}

func (s *Server) importUndo(w http.ResponseWriter, r *http.Request) error {
	found, err := imports.Find(r.Context(), s.app.Session(s.actor(r)), r.PathValue("id"), 1)
	if err != nil {
		return err
	}
	b := found.Batch
	if !b.MayUndo {
		return door.ErrConflict
	}
	line := batchLineOf(b, s.now())
	page := importUndoPage{
		frame: s.plain(r, "Withdraw this import?"), Kind: line.Kind, Name: b.Name, At: line.At, By: line.By,
		Records: plural(b.Counts.Appended, "record"),
		Action:  batchLink(b.ID) + "/undo", Back: batchLink(b.ID),
	}
	if b.Counts.Withdrawn > 0 {
		page.Withdrawn = plural(b.Counts.Withdrawn, "record")
	}
	page.Crumbs = []crumb{{"Imports", "/imports"}, {line.Kind, page.Back}}
	return s.render(w, "importundo", page)
}

// importUndoConfirmed takes an import back and shows the batch that did so.
func (s *Server) importUndoConfirmed(w http.ResponseWriter, r *http.Request) error {
	receipt, err := imports.Undo(r.Context(), s.app.Session(s.actor(r)), r.PathValue("id"))
	if err != nil {
		return err
	}
	http.Redirect(w, r, batchLink(receipt.Batch), http.StatusSeeOther)
	return nil
}
