package figures

import (
	"fmt"
	"strings"

	"heed/internal/engine"
	"heed/internal/words"
	"heed/rulebook"
)

// Trust says whether a figure can be relied on, always with the reason.
type Trust struct {
	Level TrustLevel
	Words string
}

// TrustLevel is how far a figure can be relied on, blank where nobody has judged.
type TrustLevel string

// The levels of trust.
const (
	Sound TrustLevel = "sound"
	Care  TrustLevel = "care"
	Weak  TrustLevel = "weak"

	// A figure that cannot be told is at none of these: the level says why, in the words of a clock's status.
	NotKnownYet   TrustLevel = "not known yet"
	BeforeRecords TrustLevel = "before the records"
	NothingFeeds  TrustLevel = "nothing feeds this"
)

// The bounds of trust: how large a share of the rows may be left out, and how few rows are too few to compare.
const (
	careFrom = 0.02
	weakFrom = 0.10
	fewRows  = 30
)

// TrustOf judges a figure by what it leaves out and by how few rows it has.
func TrustOf(r *rulebook.Rule, f engine.Figure, broken string) Trust {
	if broken != "" {
		return Trust{Weak, "The rule could not be worked out, so there is no figure."}
	}
	if f.Unknown != "" {
		return unknownTrust(f)
	}
	left, looked := f.TotalLeftOut(), f.Rows+f.TotalLeftOut()
	if looked == 0 {
		return Trust{Care, "Nothing was looked at: there may be none, or none recorded."}
	}
	share := float64(left) / float64(looked)
	text := fmt.Sprintf("All %s looked at are counted.", words.Thousands(looked))
	if left > 0 {
		text = fmt.Sprintf("%s of %s left out: %s.%s", words.Thousands(left), words.Thousands(looked), reasons(f), boundWords(r, f))
	}
	switch {
	case share > weakFrom:
		return Trust{Weak, text}
	case share >= careFrom:
		return Trust{Care, text}
	case f.Rows < fewRows && compares(r):
		return Trust{Care, fmt.Sprintf("Small: %s. %s", one(r, f), text)}
	}
	return Trust{Sound, text}
}

// compares says whether a figure is one that few rows make unsteady. A count of few is still exact.
func compares(r *rulebook.Rule) bool {
	return r.Statistic == rulebook.Share || r.Statistic == rulebook.Mean || r.Statistic == rulebook.Median
}

// one says how much one row weighs.
func one(r *rulebook.Rule, f engine.Figure) string {
	if r.Statistic == rulebook.Share && f.Rows > 0 {
		return fmt.Sprintf("one row is %.0f points", 100/float64(f.Rows))
	}
	return "only " + words.Count(f.Rows, "row")
}

func reasons(f engine.Figure) string {
	parts := make([]string, 0, len(f.LeftOut))
	for _, l := range f.LeftOut {
		parts = append(parts, fmt.Sprintf("%s (%s)", l.Reason, words.Thousands(l.N)))
	}
	return strings.Join(parts, ", ")
}

// boundWords says what a share would be if all that was left out counted, and if none of it did.
func boundWords(r *rulebook.Rule, f engine.Figure) string {
	left := float64(f.TotalLeftOut())
	if r.Statistic != rulebook.Share || f.Numerator == nil || f.Denominator == nil || left == 0 {
		return ""
	}
	of := *f.Denominator + left
	return fmt.Sprintf(" With all of it counted the figure would be %s; with none, %s.",
		words.InUnit(100*(*f.Numerator+left)/of, "%"), words.InUnit(100**f.Numerator/of, "%"))
}
