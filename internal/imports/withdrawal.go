package imports

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"heed/catalogue"
	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/ledger"
	"heed/internal/records"
)

// Wish is that an import be withdrawn, which waits for a second person.
type Wish struct {
	// By is who asked, as [door.Actor.By] writes it, and ByName their name or, where none is known, the same.
	By, ByName, Why string
	At              time.Time
	// Own says that it is the actor's own, so that somebody else must agree.
	Own bool
}

var (
	// ErrNotAsked says that nobody has asked for an import to be withdrawn, so that a second person cannot agree.
	ErrNotAsked = fmt.Errorf("%w: nobody has asked for this import to be withdrawn", door.ErrConflict)
	// ErrAsked says that somebody has asked already.
	ErrAsked = fmt.Errorf("%w: somebody has asked already for this import to be withdrawn", door.ErrConflict)
	// ErrSamePerson says that who asked for an import to be withdrawn would withdraw it alone.
	ErrSamePerson = fmt.Errorf("%w: an import is withdrawn by somebody else than who asked for it", door.ErrForbidden)
)

// FindWish gives the wish that an import be withdrawn, nil where nobody has it.
func FindWish(ctx context.Context, s *door.Session, id string) (*Wish, error) {
	if err := s.Allow(ctx, access.ReadImports, "who asks that an import be withdrawn"); err != nil {
		return nil, err
	}
	return wishOf(ctx, s, id)
}

func wishOf(ctx context.Context, s *door.Session, id string) (*Wish, error) {
	e, err := s.Ledger().FindLatest(ctx, s.Who.Authority, catalogue.RecordImportWithdrawal, id)
	switch {
	case errors.Is(err, ledger.ErrNotFound), err == nil && e.Withdrawn:
		return nil, nil
	case err != nil:
		return nil, err
	}
	t := s.Catalogue().Type(catalogue.RecordImportWithdrawal)
	values, err := t.Values(e.Body)
	if err != nil {
		return nil, err
	}
	names, err := s.StaffNames(ctx)
	if err != nil {
		return nil, err
	}
	return &Wish{
		By: e.RecordedBy, ByName: cmp.Or(names[e.RecordedBy], e.RecordedBy), Why: values[t.Index("reason")], At: e.RecordedAt,
		Own: door.PersonOf(e.RecordedBy) == door.PersonOf(s.Who.By()),
	}, nil
}

// Ask asks that an import be withdrawn. A second person then withdraws it: see [Undo]. why is the reason, in the actor's own words, which is kept with
// the import and must be given.
func Ask(ctx context.Context, s *door.Session, id, why string) error {
	if err := Undoable(ctx, s, id); err != nil {
		return err
	}
	switch wish, err := wishOf(ctx, s, id); {
	case err != nil:
		return err
	case wish != nil:
		return ErrAsked
	}
	if strings.TrimSpace(why) == "" {
		return fmt.Errorf("%w: say why the import is to be withdrawn", door.ErrInvalid)
	}
	_, _, err := records.Put(ctx, s, records.PutRequest{
		Type: catalogue.RecordImportWithdrawal, Source: "form", As: access.UndoImport, Detail: "ask that import " + id + " be withdrawn",
		Values: map[string]string{"import_id": id, "reason": strings.TrimSpace(why)},
	})
	return err
}

// TakeBack takes back the wish that an import be withdrawn: whoever asked has thought again, or a second person does not agree.
func TakeBack(ctx context.Context, s *door.Session, id string) error {
	return s.Commit(ctx, door.Write{
		Action: access.UndoImport, Detail: "import " + id + " is not withdrawn after all",
		Append: func(ctx context.Context) (string, bool, error) {
			wish, err := wishOf(ctx, s, id)
			switch {
			case err != nil:
				return "", false, err
			case wish == nil:
				return "", false, ErrNotAsked
			}
			err = s.Ledger().Withdraw(ctx, s.Who.Authority, catalogue.RecordImportWithdrawal, id, s.Who.By(), "kept", s.Now())
			return "kept", err == nil, err
		},
	})
}

// agreed gives why an import is withdrawn: on the command line, which whoever holds the data runs, the reason that they give; else that of whoever asked,
// to which the actor agrees as a second person.
func agreed(ctx context.Context, s *door.Session, id, why string) (string, error) {
	if s.Who.Role == access.System && strings.TrimSpace(why) != "" {
		return why, nil
	}
	wish, err := wishOf(ctx, s, id)
	switch {
	case err != nil:
		return "", err
	case wish == nil && s.Who.Role == access.System:
		return "", fmt.Errorf("%w: say why the import is undone", door.ErrInvalid)
	case wish == nil:
		return "", ErrNotAsked
	case wish.Own:
		return "", ErrSamePerson
	}
	return wish.Why, nil
}
