package annexa

import (
	"maps"
	"slices"
	"strings"

	"heed/catalogue"
	"heed/internal/exchange/intake"
)

// disputed says whether a column stands more than once and has two values in the row in hand: which of them is right cannot be told.
func (p *part) disputed(name string) bool {
	for _, i := range p.again[name] {
		if p.at(i) != p.at(p.columns[name]) {
			return true
		}
	}
	return false
}

// at gives a cell of the row in hand as it stands, without the space around it.
func (p *part) at(i int) string {
	if i >= len(p.cells) {
		return ""
	}
	return strings.TrimSpace(strings.ReplaceAll(p.cells[i], "\u00a0", " "))
}

// disputes gives a fault for each column that has two values in the row in hand. Of such a column the row says nothing.
func (p *part) disputes() error {
	for _, name := range slices.Sorted(maps.Keys(p.again)) {
		if !p.disputed(name) {
			continue
		}
		err := p.fault(intake.Fault{
			Line: p.line, Field: name, ValueKind: "two values", Reason: "the column " + name + " stands twice, with two values", Effect: catalogue.EffectBlank,
		})
		if err != nil {
			return err
		}
	}
	return nil
}
