package main

import (
	"fmt"
	"io"
)

// mostListed is how many lines of one kind an import of published figures prints.
const mostListed = 20

// tell says in words what a file was taken for and what became of it.
func (p publishedPrint) tell(w io.Writer) {
	line := func(format string, args ...any) { _, _ = fmt.Fprintf(w, "  "+format+"\n", args...) }
	_, _ = fmt.Fprintf(w, "\n%s\n", p.File)
	line("filters: %s", listed(p.Filters))
	line("indicators: %s", listed(p.Indicators))
	for _, left := range p.LeftOut {
		line("left out: %s, as %s", left.Column, left.Reason)
	}
	if len(p.OtherLevels) > 0 {
		line("rows of other levels, not kept: %s", counts(p.OtherLevels))
	}
	for _, note := range p.Notes {
		line("%s", note)
	}
	for i, f := range p.FaultList {
		if i == mostListed {
			line("and %s more (-o json gives more)", count(p.Faults-i, "fault"))
			break
		}
		line("line %d%s: %s", f.Line, before(", column ", f.Column), f.Reason)
	}
	p.tellChange(w)
}

// tellChange says which series of the release before are not in this one, and which are new.
func (p publishedPrint) tellChange(w io.Writer) {
	line := func(format string, args ...any) { _, _ = fmt.Fprintf(w, "  "+format+"\n", args...) }
	if p.OtherName {
		line("It looks like a later release of %s under another name. It is kept as a file of its own, and the series of that one go no further, unless you say that they are one:", p.Follows)
		line("  heed published map %s %s --reason \"the file was renamed\"", p.Follows, p.File)
	}
	if len(p.Missing) == 0 {
		return
	}
	line("Series of %s that are not found in this release, and go no further:", p.Follows)
	p.names(w, p.Missing)
	if len(p.New) == 0 {
		line("None of its series is new.")
		return
	}
	line("These are new to Heed:")
	p.names(w, p.New)
	line("Where one of them is another under a new name, say so: heed published map OLD NEW --reason WHY")
}

func (p publishedPrint) names(w io.Writer, ids []string) {
	for i, id := range ids {
		if i == mostListed {
			_, _ = fmt.Fprintf(w, "    and %s (-o json gives all)\n", count(len(ids)-i, "more"))
			return
		}
		_, _ = fmt.Fprintf(w, "    %s\n", id)
	}
}
