package clocks

import (
	"testing"

	"heed/internal/clocks"
	"heed/internal/engine"
)

// An empty list does not say that nothing is late where the records do not tell: of the one duty it is narrowed to, or of the day.
func TestAnEmptyListSaysWhereTheRecordsTellNothing(t *testing.T) {
	t.Parallel()
	unfed := clocks.Page{Reach: engine.Reach{Unknown: engine.NothingFeeds}}
	for _, tt := range []struct {
		name, unsaid, want string
		list               clocks.Page
	}{
		{"a day that the records reach", "", "", clocks.Page{}},
		{"a day that no records reach", "Not known yet", "The records of every source end before this day.", clocks.Page{}},
		{"a duty that nothing feeds", "", "No source holds the records it rests on.", unfed},
		{"a duty that nothing feeds, on a day that no records reach", "Not known yet", "No source holds the records it rests on.", unfed},
	} {
		if got := whyNone(tt.list, tt.unsaid); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}
