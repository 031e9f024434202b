package format

import (
	"fmt"
	"runtime"
	"strings"

	"heed/internal/exchange/intake"
)

// PanicError says that a reader, or a library that it uses, panicked at a file. For whoever imports it is a refusal of that
// file; Detail is for the log.
type PanicError struct {
	refused *intake.Refused
	detail  string
}

// Error names the file and says what to do, in one line.
func (e *PanicError) Error() string { return e.refused.Error() }

// Unwrap gives the *intake.Refused, so that errors.Is(err, intake.ErrRefused) is true.
func (e *PanicError) Unwrap() error { return e.refused }

// Detail says what panicked and where, over several lines. It holds nothing of the file: of a panic whose text could, it
// gives the type alone, and of the functions it gives no arguments.
func (e *PanicError) Detail() string { return e.detail }

// raised is a panic on its way from the goroutine in which it began to the one that waits for it.
type raised struct{ detail string }

// Panicked makes an error of what recover gave: kind is the format whose reader panicked, and file what it was reading.
func Panicked(kind, file string, why any) *PanicError {
	r, ok := why.(raised)
	if !ok {
		r = raise(why)
	}
	return &PanicError{detail: r.detail, refused: Unbearable(file, kind)}
}

// Unbearable is the refusal of a file at which the reader of a format, blank where nobody knows which, came to a sudden end.
func Unbearable(file, kind string) *intake.Refused {
	reader := "reader"
	if kind != "" {
		reader += " of " + kind
	}
	return &intake.Refused{
		File: file, Expected: "a file that Heed can read to its end",
		Found: "something in it that Heed's " + reader + " cannot bear, which is a mistake in Heed",
		Do: "Import the rest without this file, or export it again in another form. Tell whoever looks after Heed: " +
			"the log says where the reader stopped.",
	}
}

// PanicOf makes the error of a panic in another process.
func PanicOf(refused *intake.Refused, detail string) *PanicError { return &PanicError{refused, detail} }

// raise describes a panic. It is called while the panic is being recovered, when its stack is still there.
func raise(why any) raised {
	var b strings.Builder
	if known, ok := why.(runtime.Error); ok {
		b.WriteString(known.Error())
	} else {
		fmt.Fprintf(&b, "a panic with a value of type %T", why)
	}
	var callers [64]uintptr
	frames := runtime.CallersFrames(callers[:runtime.Callers(2, callers[:])])
	for {
		frame, more := frames.Next()
		if frame.Function != "" {
			fmt.Fprintf(&b, "\n%s\n\t%s:%d", frame.Function, frame.File, frame.Line)
		}
		if !more {
			return raised{b.String()}
		}
	}
}

// Side runs parts of a reading side by side. It is the only way in which a format may start a goroutine: a panic in one is
// raised again where Wait is called, and so becomes the error of the reading, where a bare go statement would end the
// program.
type Side struct {
	ended   chan result
	running int
}

type result struct {
	err      error
	panicked *raised
}

// Go begins work in a goroutine of its own. It and Wait are called from one goroutine.
func (s *Side) Go(work func() error) {
	if s.ended == nil {
		s.ended = make(chan result)
	}
	s.running++
	ended := s.ended
	go func() {
		var r result
		defer func() {
			if why := recover(); why != nil {
				p := raise(why)
				r.panicked = &p
			}
			ended <- r
		}()
		r.err = work()
	}()
}

// Wait waits until all work has ended, and gives the first error that came. Where work panicked it panics.
func (s *Side) Wait() error {
	var first error
	var panicked *raised
	for ; s.running > 0; s.running-- {
		r := <-s.ended
		if first == nil {
			first = r.err
		}
		if r.panicked != nil {
			panicked = r.panicked
		}
	}
	if panicked != nil {
		panic(*panicked)
	}
	return first
}
