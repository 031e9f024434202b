package ssd

import "strings"

// adoption reads plans for permanence away from home, by adoption above all.
func adoption(r *reader) error { return r.each("permanence", permanence) }

func permanence(p *part) (func() error, error) {
	made, adopted := p.record("adoption_decision"), p.record("adoption")
	if ok, err := p.needs("perm_person_id"); !ok {
		return nil, err
	}
	order := p.column("perm_permanence_order_type")
	return func() error {
		if made.begin(); made.Get("decided_on") != "" {
			if err := made.write(); err != nil {
				return err
			}
		}
		adopted.begin()
		if strings.EqualFold(p.text(order), "adoption") || adopted.Get("matched_on") != "" {
			return adopted.write()
		}
		return p.Leave("no decision, match or adoption")
	}, nil
}
