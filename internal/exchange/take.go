package exchange

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"heed/catalogue"
	"heed/internal/exchange/budget"
	"heed/internal/exchange/intake"
)

// Job says what is to be read: what stands at the paths, by what the user says of it, into an authority.
type Job struct {
	Paths     []string
	Options   Options
	Authority string
}

// Size is about how many bytes there are to be read.
func (j Job) Size() int64 {
	var size int64
	for _, named := range j.Paths {
		_ = filepath.WalkDir(named, func(path string, d fs.DirEntry, err error) error { // what cannot be looked at is told when it is read
			if err == nil && !d.IsDir() {
				if info, err := os.Stat(path); err == nil {
					size += info.Size()
				}
			}
			return nil
		})
	}
	return size
}

// Name names all that is to be read together.
func (j Job) Name() string {
	if len(j.Paths) == 1 {
		return filepath.Base(j.Paths[0])
	}
	return "What was sent"
}

// Refuse makes a refusal of an error: see [intake.Refuse].
func Refuse(file, expected string, err error, do string) *Refused {
	return intake.Refuse(file, expected, err, do)
}

// TooSlow is the refusal of files that take longer to read than they may.
func (j Job) TooSlow() error {
	return Refuse(j.Name(), "returns or lists", budget.Over(
		fmt.Sprintf("what takes more than %.0f seconds to read, which is several times what files of its size need", budget.Time(j.Size()).Seconds()),
		"Check that it is the file you mean. If it is, import it in parts."), "")
}

// Take finds what the files of a job are, where found is nil, and keeps what they give in a file: see [Found.Keep]. It takes no
// longer than the budget allows. The error is a *Refused of files that are not taken at all.
func Take(ctx context.Context, cat *catalogue.Catalogue, j Job, found *Found, to io.Writer, progress func(Step)) (_ *Kept, err error) {
	within, cancel := context.WithTimeoutCause(ctx, budget.Time(j.Size()), j.TooSlow())
	defer cancel()
	if found == nil {
		found, err = Find(within, cat, j.Paths, j.Options)
	}
	var kept *Kept
	if err == nil {
		kept, err = found.Keep(within, j.Authority, to, progress)
	}
	if err != nil && within.Err() != nil {
		err = context.Cause(within)
	}
	return kept, err
}
