package intake_test

import (
	"strings"
	"testing"

	"heed/internal/exchange/intake"
)

func TestNoteTellsATotalFromARow(t *testing.T) {
	t.Parallel()
	for row, want := range map[string]bool{
		"Total|12":                      true,
		"Totals:|12|7":                  true,
		"Grand Total: 12":               true,
		"Report generated|01/05/2025":   true,
		"Run by: A on 01/05/2025":       true,
		"-----|---":                     true,
		"***":                           true,
		"\x1a":                          true,
		"End of report|":                true,
		"Children|12|40%":               true,
		"810001":                        false, // an id alone may be one
		"810001|F":                      false,
		"W12":                           false,
		"|12":                           false,
		"AB|F|2015-01-05":               false,
		"AB|2015-01-05":                 false,
		"Total Care|North|Placements":   false, // a team
		"Source|Team plan|28":           false,
		"810 001|F":                     false,
		"End1|F":                        false,
		"TOT12|12":                      false,
		"Children First|A charity":      false,
		"data-team-1|Data|Performance":  false,
		"Report|Reporting team|Service": false,
	} {
		cells := strings.Split(row, "|")
		if got := intake.Note(cells[0], cells[1:]); got != want {
			t.Errorf("%q is a note: %v, want %v", row, got, want)
		}
	}
}
