package main

import (
	"fmt"
	"heed/internal/imports"
	"io"
	"os"

	"github.com/schollz/progressbar/v3"
)

// bar shows progress on a terminal, and nothing where standard error is not one.
type bar struct {
	w    io.Writer
	bar  *progressbar.ProgressBar
	last string
}

func newBar(w io.Writer) *bar {
	if f, ok := w.(*os.File); ok {
		if info, err := f.Stat(); err == nil && info.Mode()&os.ModeCharDevice != 0 {
			return &bar{w: w}
		}
	}
	return &bar{}
}

func (b *bar) show(p imports.Progress) {
	if b.w == nil {
		return
	}
	label := p.Stage
	if p.Of > 0 {
		label = fmt.Sprintf("%s %d of %d: %s", p.Stage, p.Index, p.Of, p.Name)
	}
	if label != b.last {
		b.finish()
		b.last = label
		b.bar = progressbar.NewOptions64(max(p.Total, 1), progressbar.OptionSetWriter(b.w), progressbar.OptionSetDescription(label),
			progressbar.OptionShowBytes(p.Total > 0), progressbar.OptionClearOnFinish(), progressbar.OptionThrottle(100_000_000))
	}
	if p.Total > 0 {
		_ = b.bar.Set64(p.Done)
	}
}

func (b *bar) finish() {
	if b.bar != nil {
		_ = b.bar.Finish()
		b.bar = nil
	}
}
