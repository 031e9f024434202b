package figures

import (
	"heed/internal/web/kit"
	"heed/internal/words"
	"heed/rulebook"
)

// howView says how a figure is worked out, and what it rests on.
type howView struct {
	About, Why string
	Facts      []kit.Fact
	Duties     []kit.Crumb
	// RuleLink leads to the rule's own page.
	RuleLink string
	SQL      string
}

// how says how a rule works. It is shown for a broken rule too: the reader may see what is broken.
func (p *figurePage) how(rule *rulebook.Rule, duties []*rulebook.Rule, follows string) howView {
	v := howView{About: rule.About, Why: rule.Why, RuleLink: p.Rule(rule.ID), SQL: rule.SQL}
	v.add("Worked out as", kit.StatisticWords(rule)+". "+kit.PolarityWords(rule), "")
	v.add("Covers", kit.CoverWords(rule), "")
	v.Facts = append(v.Facts, kit.BasisFacts(rule)...)
	if follows != "" {
		v.add("Published series it follows", words.Capital(follows), "")
		differs := rule.Published.Differs
		if differs == "" {
			differs = "It is worked out as the published figure is"
		}
		v.add("Where it differs", differs, "")
	} else {
		v.add("Published series it follows", "None: there is no published figure to set it beside", "")
	}
	v.add("Rule", rule.ID+", version "+words.Thousands(rule.Version)+", checksum "+rule.Digest, words.Count(len(rule.Tests), "test"))
	for _, d := range duties {
		v.Duties = append(v.Duties, kit.Crumb{Text: d.Title, Href: p.Rule(d.ID)})
	}
	return v
}

func (v *howView) add(label, value, extra string) {
	v.Facts = append(v.Facts, kit.Fact{Label: label, Value: value, Extra: extra})
}
