package main

import (
	"fmt"
	"io"

	"heed/catalogue"
	"heed/internal/imports"
	"heed/internal/words"
)

// wouldDo says what an import that was only tried would do: whose records it would change, how many children it names, and how many records of each type
// it would add, change, withdraw and leave.
func (c importCommand) wouldDo(w io.Writer, out imported, whose importedInto) error {
	types, err := catalogue.Load()
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "Nothing was recorded. This is what the import would do to the records of %s.\n\n", imports.AuthorityWords(whose.code, whose.name))
	if err != nil {
		return err
	}
	g := &grid{columns: []string{"import", "what", "record", "added", "changed", "withdrawn", "unchanged"}}
	for _, b := range out.Batches {
		for _, t := range b.Types {
			title := t.RecordType
			if known := types.Type(t.RecordType); known != nil {
				title = known.Title
			}
			g.add(b.Name, b.Scope, title, t.Added, t.Changed, t.Withdrawn, t.Unchanged)
		}
	}
	if err := c.output.print(w, g); err != nil {
		return err
	}
	for _, b := range out.Batches {
		if err := sayChildren(w, b); err != nil {
			return err
		}
	}
	_, err = fmt.Fprintln(w)
	return err
}

// sayChildren says how many of the children that an import names are known.
func sayChildren(w io.Writer, b batchPrint) error {
	c := b.Children
	if c.Known+c.New == 0 {
		return nil
	}
	if _, err := fmt.Fprintf(w, "\n%s names %s known and %s.", b.Name, words.Thousands(c.Known), words.Count(c.New, "new child", "new children")); err != nil || c.OtherNumber == 0 {
		return err
	}
	_, err := fmt.Fprintf(w, " Of the new, %s %s the unique pupil number of a child who is held under another number.", words.Thousands(c.OtherNumber), words.Either(c.OtherNumber == 1, "has", "have"))
	return err
}
