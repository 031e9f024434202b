package imports

import (
	"context"
	"errors"
	"fmt"
	"io"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/ledger"
	"heed/internal/words"
)

// LaterError refuses to take an import back before later ones of the same return or list, whether or not they changed what it recorded.
type LaterError struct {
	// Later are those, the latest first: in this order they can be taken back.
	Later []Batch
}

// Error says which goes first, with its files, its day and its number.
func (e *LaterError) Error() string {
	first := e.Later[0]
	return fmt.Sprintf("a later import of the same return or list builds on this one and must be undone first: %s, imported %s, number %s", first.Name, words.LongDate(door.Civil(first.At, true)), first.ID)
}

// Is makes the error a [door.ErrConflict].
func (e *LaterError) Is(target error) bool { return target == door.ErrConflict }

// Undo takes an import back: every record that it changed and nothing later did is again what it was before. Somebody else has asked for it, by [Ask],
// and the reason is theirs; the command line does it alone for the reason why, which is kept with the import and must be given. What stands in the way
// is a [LaterError].
func Undo(ctx context.Context, s *door.Session, id, why string) (Receipt, error) {
	if err := mayUndoRights(ctx, s, id); err != nil {
		return Receipt{}, err
	}
	if err := s.Allow(ctx, access.UndoImport, "import "+id); err != nil {
		return Receipt{}, err
	}
	if _, err := agreed(ctx, s, id, why); err != nil { // before it is in the log as done
		return Receipt{}, err
	}
	var receipt Receipt
	err := s.Commit(ctx, door.Write{
		Action: access.UndoImport, Detail: "import " + id,
		Append: func(ctx context.Context) (string, bool, error) {
			why, err := agreed(ctx, s, id, why) // nobody has thought again meanwhile
			if err != nil {
				return "", false, err
			}
			receipt, err = s.Ledger().Undo(ctx, s.Who.Authority, id, s.Who.By(), why, s.Now())
			return fmt.Sprintf("%d put back, %d withdrawn", receipt.Appended, receipt.Withdrawn), err == nil, err
		},
	})
	return receipt, withLater(ctx, s, err)
}

// errRights ends the reading of an import once a record that gives rights is met.
var errRights = errors.New("it brought rights in")

// mayUndoRights refuses to take back an import of a Heed of before that brought rights in, unless the actor may write them: taking a
// restriction back opens a child's record.
func mayUndoRights(ctx context.Context, s *door.Session, id string) error {
	info, err := s.Ledger().FindBatch(ctx, s.Who.Authority, id)
	if err != nil || !s.May(access.UndoImport) {
		return err // who may undo nothing is refused by the door
	}
	err = s.Ledger().Entries(ctx, s.Who.Authority, info.FirstSeq-1, func(e ledger.Entry) error {
		switch {
		case e.Seq > info.LastSeq:
			return io.EOF
		case s.Record(e.RecordType, "").GivesRights && !s.MayWrite(e.RecordType):
			return errRights
		}
		return nil
	})
	switch {
	case errors.Is(err, errRights):
		return s.Refuse(ctx, access.UndoImport, "", "import "+id, "it brought in records that decide whose record opens to whom, and your role does not give rights")
	case errors.Is(err, io.EOF):
		return nil
	}
	return err
}

// Undoable gives the error that [Undo] would give of an import as things stand, nil where it can be taken back.
func Undoable(ctx context.Context, s *door.Session, id string) error {
	if err := s.Allow(ctx, access.UndoImport, "an import"); err != nil {
		return err
	}
	if err := mayUndoRights(ctx, s, id); err != nil {
		return err
	}
	return withLater(ctx, s, s.Ledger().Undoable(ctx, s.Who.Authority, id))
}

// withLater puts the imports that stand in the way in the place of their ids.
func withLater(ctx context.Context, s *door.Session, err error) error {
	waits, ok := errors.AsType[*ledger.LaterImportsError](err)
	if !ok {
		return err
	}
	names, errNames := s.StaffNames(ctx)
	if errNames != nil {
		return errors.Join(err, errNames)
	}
	later := &LaterError{}
	for _, id := range waits.Batches {
		info, err := s.Ledger().FindBatch(ctx, s.Who.Authority, id)
		if err != nil {
			return err
		}
		later.Later = append(later.Later, batch(info, names, true))
	}
	return later
}
