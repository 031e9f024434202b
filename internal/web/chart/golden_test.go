package chart_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"heed/internal/web/chart"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// months gives points named by month, from November 2025; a value below nought stands for no figure.
func months(values ...float64) []chart.Point {
	names := strings.Fields("November December January February March April May June July August September October")
	points := make([]chart.Point, len(values))
	for i, v := range values {
		name, year := names[i%12], " 2025"
		if i > 1 {
			year = " 2026"
		}
		points[i] = chart.Point{Label: name[:3], Name: name + year, Value: v, Known: v >= 0}
	}
	return points
}

func conferences() chart.LineChart {
	return chart.LineChart{
		Title: "On time each month, with England, neighbours and the local target",
		Name:  "Brockwell",
		Series: chart.Series{
			Unit: "%", Decimals: 1,
			Points: months(75.9, 73.1, 77.4, 85.2, 86.2, 85.7, 85.2, 82.8, 83.3, 72, 74.1, 68),
			References: []chart.Reference{
				{Kind: chart.England, Label: "England", Value: 81.4},
				{Kind: chart.Neighbours, Label: "Neighbours", Value: 83.9},
				{Kind: chart.Target, Label: "Local target", Value: 90},
			},
		},
	}
}

// withGaps is a small count: it starts at nought, breaks where there is no figure, and holds a lone point and words to escape.
func withGaps() chart.LineChart {
	return chart.LineChart{
		Title:  `Children without a worker, "<all> teams"`,
		Name:   "Brockwell & partners",
		Series: chart.Series{Points: months(0, 3, -1, 2, -1, -1, 4, 1, 1, 0, 2, -1)},
	}
}

func TestPicturesAreAsDrawnBefore(t *testing.T) {
	t.Parallel()
	plain := conferences().Series
	plain.References = nil
	for name, got := range map[string]string{
		"line":             string(chart.Line(conferences())),
		"line-with-gaps":   string(chart.Line(withGaps())),
		"line-with-nought": string(chart.Line(chart.LineChart{Title: "Nothing known", Series: chart.Series{Points: months(-1, -1)}})),
		"spark":            string(chart.Spark(conferences().Series)),
		"spark-plain":      string(chart.Spark(plain)),
		"spark-with-gaps":  string(chart.Spark(withGaps().Series)),
		"bar":              string(chart.Bar("84.5% of Assessment 1", 84.52)),
		"bar-beside":       string(chart.Bar("", 100)),
		"journey":          string(chart.Journey(years())),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			file := filepath.Join("testdata", name+".svg")
			got := strings.ReplaceAll(got, "><", ">\n<") + "\n"
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("differs from %s (-want +got):\n%s", file, diff)
			}
		})
	}
}
