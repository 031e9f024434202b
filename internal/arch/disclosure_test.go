package arch

import (
	"go/ast"
	"slices"
	"strings"
	"testing"
)

// figureQuestions are what the engine is asked for figures by.
var figureQuestions = []string{
	"FindFigure", "FindFigureOf", "FindYearAgo", "Trend", "QuarterTrend", "YearEnds", "ListSlices", "CountTouched", "ListRows", "FirstRow",
}

// Those who see totals only are shown what internal/figures releases. A figure that is asked of the engine anywhere else would go past that.
func TestFiguresAreAskedOfTheEngineInOneRoom(t *testing.T) {
	t.Parallel()
	found := 0
	for _, s := range sources(t) {
		if s.isTest() || strings.HasPrefix(s.path, "internal/engine/") || strings.HasPrefix(s.path, "e2e/") {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			call, ok := n.(*ast.SelectorExpr)
			if !ok || !slices.Contains(figureQuestions, call.Sel.Name) {
				return true
			}
			if from, ok := call.X.(*ast.SelectorExpr); !ok || from.Sel.Name != "Engine" {
				return true
			}
			if found++; s.dir() != "internal/figures" {
				t.Errorf("%s: %s: ask internal/figures, which knows what may be shown to whom", s.line(n.Pos()), call.Sel.Name)
			}
			return true
		})
	}
	if found < 5 {
		t.Errorf("only %d figures are asked of the engine: does the test look in the right place?", found)
	}
}

// What is asked of a day that is not published is asked for what the records cover, and for nothing else.
func TestOnlyTheCoverageIsAskedOfADayThatIsNotPublished(t *testing.T) {
	t.Parallel()
	found := 0
	for _, s := range sources(t) {
		ast.Inspect(s.file, func(n ast.Node) bool {
			call, ok := n.(*ast.SelectorExpr)
			if !ok || call.Sel.Name != "OpenCoverage" {
				return true
			}
			if found++; s.dir() != "internal/coverage" {
				t.Errorf("%s: use Open, which moves the day of those who see totals only to a publication", s.line(n.Pos()))
			}
			return true
		})
	}
	if found == 0 {
		t.Error("nobody asks for what the records cover: does the test look in the right place?")
	}
}

// Within that room, what is asked for those who see totals only is asked in the files of the release, and nothing is asked without looking who asks.
func TestOnlyTheReleaseAsksForTheQuartersThatArePublished(t *testing.T) {
	t.Parallel()
	for _, s := range sources(t) {
		if s.dir() != "internal/figures" || s.isTest() {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			if call, ok := n.(*ast.SelectorExpr); ok && call.Sel.Name == "QuarterTrend" && s.path != "internal/figures/release.go" {
				t.Errorf("%s: the figures of quarters are what a release holds", s.line(n.Pos()))
			}
			return true
		})
	}
}
