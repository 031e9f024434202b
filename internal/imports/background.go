package imports

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/jobs"
	"heed/internal/words"
)

// The kinds of work that imports are in the background, and the lane that they share: an authority has one of them at a time.
const (
	JobImport  = "import"
	JobPreview = "preview-import"
	JobLane    = "import"
)

// Jobs are the kinds of work in the background that this room does: to read an upload, and to import it.
func Jobs() []jobs.Kind {
	return []jobs.Kind{
		{Name: JobPreview, Words: "Reading files to be imported", May: access.Import, Lane: JobLane, Workers: 2, Say: sayProgress, Run: previewJob},
		{Name: JobImport, Words: "Importing files", May: access.Import, Lane: JobLane, Workers: 2, Say: sayProgress, Run: importJob},
	}
}

// Outcome is what is kept of an import that ran in the background. It holds no names of files.
type Outcome struct {
	// Batches are the returns that went in.
	Batches []Recorded `json:"batches,omitempty"`
	// Whole says that these were all.
	Whole bool `json:"whole,omitempty"`
	// Changed says that nothing more was recorded, since it would have done something else than was shown.
	Changed bool `json:"changed,omitempty"`
}

// Recorded is one return that went in.
type Recorded struct {
	Receipt

	Kind, Scope string
}

// OutcomeOf reads what came of an import that ran in the background.
func OutcomeOf(j jobs.Job) (o Outcome, err error) {
	if len(j.Outcome) > 0 {
		err = json.Unmarshal(j.Outcome, &o)
	}
	return o, err
}

func outcomeOf(result Result, err error) Outcome {
	o := Outcome{Whole: result.Whole, Changed: errors.Is(err, ErrChanged)}
	for _, b := range result.Batches {
		o.Batches = append(o.Batches, Recorded{b.Receipt, b.Kind, b.Scope})
	}
	return o
}

// ProgressWords says how far an import has come: how much of its files has been read, in per cent, and what is being done. It names no file.
func ProgressWords(at Progress) (percent int, doing string) {
	switch at.Stage {
	case "reading", "recording":
		part := 0.0
		if at.Total > 0 {
			part = float64(at.Done) / float64(at.Total)
		}
		// Both take about as long.
		percent = int(50 * (float64(at.Index-1) + part) / float64(max(at.Of, 1)))
		doing = "Reading "
		if at.Stage == "recording" {
			percent, doing = percent+50, "Comparing with the records: "
		}
		return percent, doing + KindWords(at.Kind, at.Scope) + ": " + words.Thousands(at.Index) + " of " + words.Thousands(at.Of) + "."
	case "working out":
		return 100, "All is read and kept. Heed is working out what follows from it."
	}
	return 0, "Looking at what the files are."
}

func sayProgress(progress any) string {
	at, _ := progress.(Progress)
	percent, doing := ProgressWords(at)
	return words.Thousands(percent) + "%. " + doing
}

func previewJob(ctx context.Context, s *door.Session, task jobs.Task) (any, error) {
	u, err := FindUpload(s, task.About)
	if err != nil {
		return nil, refused(err)
	}
	return nil, u.Preview(ctx, s, func(p Progress) { task.Progress(p) })
}

// importJob imports an upload under the number of the job. Begun again after Heed was killed, it records what it had not.
func importJob(ctx context.Context, s *door.Session, task jobs.Task) (any, error) {
	u, err := FindUpload(s, task.About)
	if errors.Is(err, door.ErrNotFound) { // it is removed once it is imported
		return importedBefore(ctx, s, task.ID, err)
	}
	if err != nil {
		return nil, err
	}
	result, err := u.Import(ctx, s, task.ID, func(p Progress) { task.Progress(p) })
	if err == nil {
		return outcomeOf(result, nil), nil
	}
	outcome := outcomeOf(result, err)
	if result.Whole || errors.Is(err, context.Canceled) {
		return outcome, err
	}
	if outcome.Changed && len(outcome.Batches) == 0 { // what it would do now is shown
		return outcome, refused(err)
	}
	reasons := u.Reasons(cause(err))
	if len(reasons) == 0 {
		return outcome, err
	}
	return outcome, refused(errors.Join(err, u.Write(refusalFile, reasons)))
}

// importedBefore gives what an import did that was cut off, and whose files are gone: as all was recorded or, where not, as they were a day old.
func importedBefore(ctx context.Context, s *door.Session, number string, gone error) (any, error) {
	result, err := alreadyUnder(ctx, s, number)
	if err != nil {
		return nil, err
	}
	if !result.Whole {
		return outcomeOf(result, gone), refused(fmt.Errorf("the files are not there any more: %w", gone))
	}
	return outcomeOf(result, nil), nil
}

func refused(err error) error { return &jobs.RefusedError{Err: err} }

// cause gives why the rest was not recorded, where something was before it.
func cause(err error) error {
	if committed, ok := errors.AsType[*door.CommittedError](err); ok {
		return committed.Err
	}
	return err
}

// refusalFile holds why an upload was not imported. It speaks of files by their names, so that it is kept with them and not with the job.
const refusalFile = "refused.json"

// Refused gives why an upload was not imported, none where it was not tried or nothing of the files was the reason.
func (u *Upload) Refused() (reasons []string, err error) {
	text, err := os.ReadFile(u.Path(refusalFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err == nil {
		err = json.Unmarshal(text, &reasons)
	}
	if err != nil {
		return nil, fmt.Errorf("reading why an upload was not imported: %w", err)
	}
	return reasons, nil
}
