package kit

import (
	"encoding/csv"
	"io"
	"maps"
	"path"
	"slices"
	"strings"

	"heed/internal/door"
	"heed/internal/words"
	"heed/rulebook"
)

// lacksView says what the answers on a page lack. Dot is read when the page is rendered, after everything has been asked.
type lacksView struct {
	lacks *door.Lacks
	book  *rulebook.Book
}

// Broken are the rules whose rows the page lacks, by title.
func (v lacksView) Broken() []Crumb { return brokenRules(v.lacks, v.book) }

// Stale says that what was recorded last is not on the page.
func (v lacksView) Stale() bool { return v.lacks.Stale() }

// Any says whether the page lacks anything.
func (v lacksView) Any() bool { return v.Stale() || len(v.lacks.Broken()) > 0 }

func brokenRules(lacks *door.Lacks, book *rulebook.Book) (list []Crumb) {
	for _, id := range slices.Sorted(maps.Keys(lacks.Broken())) {
		title := id
		if r := book.Rule(id); r != nil {
			title = r.Title
		}
		list = append(list, Crumb{title, Frame{}.Rule(id)})
	}
	return list
}

// incomplete is the name of a file that lacks something.
func incomplete(name string) string {
	end := path.Ext(name)
	return strings.TrimSuffix(name, end) + "-not-complete" + end
}

// writeLacks ends a CSV with a row that says what the list lacks, where it lacks anything. Whoever reads it by machine meets a row of
// one cell, and so does not take the list for whole.
func writeLacks(w io.Writer, lacks *door.Lacks, book *rulebook.Book) error {
	var says []string
	if broken := brokenRules(lacks, book); len(broken) > 0 {
		titles := make([]string, 0, len(broken))
		for _, r := range broken {
			titles = append(titles, r.Text)
		}
		says = append(says, words.Count(len(broken), "rule")+" could not be worked out, so that what it would give is left out: "+strings.Join(titles, "; "))
	}
	if lacks.Stale() {
		says = append(says, "what was recorded last is not in it yet")
	}
	if len(says) == 0 {
		return nil
	}
	out := csv.NewWriter(w)
	if err := out.Write([]string{"This list is not complete: " + strings.Join(says, ", and ")}); err != nil {
		return err
	}
	out.Flush()
	return out.Error()
}
