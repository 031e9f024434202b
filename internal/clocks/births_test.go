package clocks

import (
	"strings"
	"testing"
	"time"

	"heed/catalogue"
	"heed/internal/engine"
)

// Whoever may open a child's clock may not all see who the child is: no date of birth of any record type is among the days that it shows.
func TestAClockShowsNoDateOfBirth(t *testing.T) {
	t.Parallel()
	c, err := catalogue.Load()
	if err != nil {
		t.Fatal(err)
	}
	births := 0
	for _, recordType := range c.Types {
		row := engine.SubjectRow{}
		for _, f := range recordType.Fields {
			row[f.ID] = time.Date(2026, 3, 31, 0, 0, 0, 0, time.UTC)
			if f.Type == catalogue.FieldDate && strings.Contains(strings.ToLower(f.Title), "born") {
				births++
			}
		}
		looked, _ := lookedOf(recordType, row)
		for _, day := range looked.Days {
			if strings.Contains(strings.ToLower(day.Label), "born") {
				t.Errorf("a clock shows the %s of a %s", day.Label, recordType.ID)
			}
		}
	}
	if births == 0 {
		t.Error("the catalogue has no date of birth to hide")
	}
}
