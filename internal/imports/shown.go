package imports

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"heed/internal/door"
	"heed/internal/exchange"
	"heed/internal/ledger"
	"heed/internal/words"
)

// Shown is what whoever sent an upload has been shown that importing it would do.
type Shown struct {
	At     time.Time
	Result Result
	// Reasons are why the files cannot be read as they are, none where they can.
	Reasons []string
	// Choices are those among the reasons that whoever sent the files can settle by saying which of them are meant.
	Choices []Choice
}

// Choice is what a return has twice, and the files or folders of which one is to be taken.
type Choice struct {
	Words string
	Of    []string
}

const shownFile = "shown.json"

// Preview works out what importing the upload would do and keeps it, to be shown. Files that cannot be read are no error: what is shown says why.
func (u *Upload) Preview(ctx context.Context, s *door.Session, progress func(Progress)) error {
	request, err := u.request()
	if err != nil {
		return err
	}
	shown := Shown{At: s.Now()}
	shown.Result, err = Preview(ctx, s, request, progress)
	if err != nil {
		if shown.Reasons = u.Reasons(err); len(shown.Reasons) == 0 {
			return err
		}
		shown.Choices = choicesOf(err)
	}
	return u.Write(shownFile, shown)
}

// Reasons gives why files cannot be read, in words for whoever sent them: none where that is not their doing.
func (u *Upload) Reasons(err error) []string {
	list := Refusals(err)
	if len(list) == 0 && (errors.Is(err, door.ErrInvalid) || errors.Is(err, door.ErrConflict)) {
		list = []string{words.Capital(err.Error())}
	}
	for i, reason := range list {
		list[i] = u.withoutFolder(reason)
	}
	return list
}

// withoutFolder takes out of words where on the disk the upload lies: a file is known by the name under which it was sent, and all of them as what was
// sent.
func (u *Upload) withoutFolder(text string) string {
	replace := []string{u.files() + string(os.PathSeparator), "", u.files(), "What you sent"}
	folders, _ := filepath.Glob(u.Path("read", "*")) // a pattern of ours is well formed
	for _, folder := range folders {
		replace = append(replace, folder+string(os.PathSeparator), "", folder, "What you sent")
	}
	return strings.NewReplacer(replace...).Replace(text)
}

// Shown gives what was shown last. found is false where nothing has been since the files changed.
func (u *Upload) Shown() (shown Shown, found bool, err error) {
	text, err := os.ReadFile(u.Path(shownFile))
	if errors.Is(err, fs.ErrNotExist) {
		return shown, false, nil
	}
	if err == nil {
		err = json.Unmarshal(text, &shown)
	}
	if err != nil {
		return shown, false, fmt.Errorf("reading what was shown of an upload: %w", err)
	}
	return shown, true, nil
}

// choicesOf gives what can be settled of the reasons why files are refused.
func choicesOf(err error) []Choice {
	var choices []Choice
	for _, refused := range exchange.Refusals(err) {
		if len(refused.Rivals) > 0 {
			choices = append(choices, Choice{Words: refused.Expected, Of: refused.Rivals})
		}
	}
	return choices
}

// Choose says which files or folders are meant, by their whole names, besides what was said before. What was shown is no longer what would be done.
func (u *Upload) Choose(names []string) error {
	for _, name := range names {
		u.Take = append(u.Take, "="+name)
	}
	return u.forget()
}

// Forget says that what was shown, and what was chosen, is no longer of the files.
func (u *Upload) Forget() error {
	u.Take = nil
	return u.forget()
}

func (u *Upload) forget() error {
	u.Changed, u.Allowed = false, nil
	err := os.Remove(u.Path(shownFile))
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return errors.Join(err, u.Save())
}

// Import imports the upload under a number, which may be blank, if that still does what was shown, and removes it from the disk. Where it would do anything else, that is worked out again to be shown, and
// the error is [ErrChanged]: what of several returns was recorded before is in the result.
func (u *Upload) Import(ctx context.Context, s *door.Session, number string, progress func(Progress)) (Result, error) {
	shown, found, err := u.Shown()
	if err != nil {
		return Result{}, err
	}
	if !found || len(shown.Reasons) > 0 {
		return Result{}, fmt.Errorf("%w: what the files hold has not been shown", door.ErrConflict)
	}
	request, err := u.request()
	if err != nil {
		return Result{}, err
	}
	request.ID = number
	result, err := Import(ctx, s, request.Expecting(shown.Result), progress)
	if result.Whole {
		return result, errors.Join(err, u.Discard())
	}
	if _, objected := errors.AsType[*ObjectionError](err); objected || errors.Is(err, ErrChanged) || errors.Is(err, ledger.ErrTooManyWithdrawn) {
		u.Changed, u.Allowed = true, nil // what was overruled was what was shown: it is asked again
		return result, errors.Join(ErrChanged, u.Save(), u.Preview(ctx, s, progress))
	}
	return result, err
}
