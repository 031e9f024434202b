package web

import (
	"strings"

	"heed/rulebook"
)

// howView says how a figure is worked out, and what it rests on.
type howView struct {
	About, Why string
	Facts      []howFact
	Duties     []crumb
	// RuleLink leads to the rule's own page.
	RuleLink string
	SQL      string
}

// howFact is one line of how a figure is worked out. Local marks a number that the council chose for itself.
type howFact struct {
	Label, Value, Extra string
	Local               bool
}

// how says how a rule works. It is shown for a broken rule too: the reader may see what is broken.
func (p *figurePage) how(rule *rulebook.Rule, duties []*rulebook.Rule, follows string) howView {
	v := howView{About: rule.About, Why: rule.Why, RuleLink: p.Rule(rule.ID), SQL: rule.SQL}
	v.add("Worked out as", statisticWords(rule)+". "+polarityWords(rule), "")
	v.add("Covers", coverWords(rule), "")
	v.Facts = append(v.Facts, basisFacts(rule)...)
	if follows != "" {
		v.add("Published series it follows", capital(follows), "")
		differs := rule.Published.Differs
		if differs == "" {
			differs = "It is worked out as the published figure is"
		}
		v.add("Where it differs", differs, "")
	} else {
		v.add("Published series it follows", "None: there is no published figure to set it beside", "")
	}
	v.add("Rule", rule.ID+", version "+number(rule.Version)+", fingerprint "+rule.Digest, plural(len(rule.Tests), "test"))
	for _, d := range duties {
		v.Duties = append(v.Duties, crumb{d.Title, p.Rule(d.ID)})
	}
	return v
}

func (v *howView) add(label, value, extra string) {
	v.Facts = append(v.Facts, howFact{Label: label, Value: value, Extra: extra})
}

// basisFacts says what a rule and its number rest on. A local number is shown as one: it never looks like law.
func basisFacts(rule *rulebook.Rule) []howFact {
	facts := []howFact{{Label: "Rests on", Value: forceWords(rule.Force), Extra: rule.Source, Local: isLocal(rule.Force)}}
	if rule.Number != "" && rule.Number != rule.Force {
		facts = append(facts, howFact{Label: "Its number rests on", Value: forceWords(rule.Number), Local: isLocal(rule.Number)})
	}
	if !rule.InForce.IsZero() {
		facts = append(facts, howFact{Label: "In force", Value: intervalWords(rule.InForce)})
	}
	for _, name := range settingNames(rule) {
		setting := rule.Settings[name]
		facts = append(facts, howFact{
			Label: "Local number", Value: capital(strings.ReplaceAll(name, "_", " ")) + ": " + setting.Value + " where the council has set none",
			Extra: setting.Basis, Local: true,
		})
	}
	return facts
}

func isLocal(force string) bool { return force == "local" || force == "commitment" }
