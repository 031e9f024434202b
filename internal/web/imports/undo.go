package imports

import (
	"net/http"

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
}

func undo(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	found, err := imports.Find(r.Context(), s.Door.Session(s.Actor(r)), r.PathValue("id"), 1)
	if err != nil {
		return err
	}
	b := found.Batch
	if !b.MayUndo {
		return door.ErrConflict
	}
	line := batchLineOf(b, s.Now())
	page := importUndoPage{
		Frame: s.Plain(r, "Withdraw this import?"), Kind: line.Kind, Name: b.Name, At: line.At, By: line.By,
		Records: words.Count(b.Counts.Appended, "record"),
		Action:  kit.ImportHref(b.ID) + "/undo", Back: kit.ImportHref(b.ID),
	}
	if b.Counts.Withdrawn > 0 {
		page.Withdrawn = words.Count(b.Counts.Withdrawn, "record")
	}
	page.Crumbs = []kit.Crumb{{Text: "Imports", Href: "/imports"}, {Text: line.Kind, Href: page.Back}}
	return s.Render(w, "undo", page)
}

// undoConfirmed takes an import back and shows the batch that did so.
func undoConfirmed(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	receipt, err := imports.Undo(r.Context(), s.Door.Session(s.Actor(r)), r.PathValue("id"))
	if err != nil {
		return err
	}
	http.Redirect(w, r, kit.ImportHref(receipt.Batch), http.StatusSeeOther)
	return nil
}
