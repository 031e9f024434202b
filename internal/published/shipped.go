package published

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"
)

// shippedTable is made by heed published build of the department's files; docs/published.md says how.
//
//go:embed shipped.csv
var shippedTable string

// quotedTable holds values that were read in a publication and are in no file that Heed has, each with its source.
//
//go:embed quoted.csv
var quotedTable string

// Shipped gives the sets that came with Heed.
func Shipped() ([]*Set, error) {
	sets, err := Decode(strings.NewReader(shippedTable))
	if err != nil {
		return nil, fmt.Errorf("reading the published figures that came with Heed: %w", err)
	}
	return sets, nil
}

// Quoted is a single value that somebody published, for a series of which Heed has no file.
type Quoted struct {
	// Series is the id that a measure's header names.
	Series, Title, Place, When string
	Value                      float64
	Unit, Source               string
}

// QuotedValues gives the single values that came with Heed, by series.
func QuotedValues() (map[string][]Quoted, error) {
	rows, err := csv.NewReader(strings.NewReader(quotedTable)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("reading the quoted values: %w", err)
	}
	found := map[string][]Quoted{}
	for _, row := range rows[1:] {
		value, err := strconv.ParseFloat(row[4], 64)
		if err != nil {
			return nil, fmt.Errorf("reading the quoted value of %s: %w", row[0], err)
		}
		found[row[0]] = append(found[row[0]], Quoted{row[0], row[1], row[2], row[3], value, row[5], row[6]})
	}
	return found, nil
}
