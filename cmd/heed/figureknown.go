package main

import (
	"fmt"
	"io"
	"time"

	"heed/internal/figures"
)

// knownPrint is the part of a figure's stable output that says how far it is known.
type knownPrint struct {
	// KnownTo is the last day, up to the one asked about, that the records it rests on cover; null where nothing says.
	KnownTo *string `json:"known_to"`
	// Sound is true only where the figure can be relied on as it stands.
	Sound bool `json:"sound"`
	// Unknown says why there is no value, in the words of a clock's status; blank where the records tell it.
	Unknown   string          `json:"unknown"`
	LastKnown *lastKnownPrint `json:"last_known"`

	unknownWords, lastKnownWords string
}

// lastKnownPrint is what a figure was on the last day for which it could be told.
type lastKnownPrint struct {
	AsAt        string   `json:"as_at"`
	Value       *float64 `json:"value"`
	Numerator   *float64 `json:"numerator"`
	Denominator *float64 `json:"denominator"`
}

func knownOf(p figures.Page) knownPrint {
	f := p.Figure
	out := knownPrint{
		Sound: p.Trust.Level == figures.Sound, Unknown: f.Unknown, unknownWords: figures.UnknownWords(f), lastKnownWords: figures.LastKnownWords(p.Rule, f),
	}
	if !f.KnownTo.IsZero() {
		day := f.KnownTo.Format(time.DateOnly)
		out.KnownTo = &day
	}
	if l := f.LastKnown; l != nil {
		out.LastKnown = &lastKnownPrint{l.AsAt.Format(time.DateOnly), l.Value, l.Numerator, l.Denominator}
	}
	return out
}

// knownToCell is the day for a table or CSV, blank where nothing says.
func (k knownPrint) knownToCell() string {
	if k.KnownTo == nil {
		return ""
	}
	return *k.KnownTo
}

// lastKnownCells are the columns of what was last known, blank where nothing was.
func (k knownPrint) lastKnownCells() []any {
	l := k.LastKnown
	if l == nil {
		return []any{"", "", "", ""}
	}
	return []any{l.AsAt, l.Value, l.Numerator, l.Denominator}
}

// noParts says that a figure which the records cannot tell has no parts, in place of a table that would be empty.
func (k knownPrint) noParts(w io.Writer) error {
	_, err := fmt.Fprintln(w, "\n"+k.unknownWords+" So there is no figure of any part of it either.")
	return err
}
