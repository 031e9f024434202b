package annexa

import (
	"heed/catalogue"
	"heed/internal/exchange/intake"
)

// draft is the record of one type that is made of the rows of a list.
type draft struct {
	*intake.Draft

	p *part
}

// record gives the draft of a record type. Fields that the catalogue maps to a column of the list are filled from it.
func (p *part) record(id string) *draft {
	return &draft{p.receiver.Draft(p.shapes[id], Kind), p}
}

// begin takes from the row in hand what the catalogue maps.
func (o *draft) begin() {
	o.Clear()
	for i, f := range o.Shape.Type.Fields {
		for _, name := range intake.Names(f, Kind) {
			v, said := o.p.cell(name)
			if !said {
				continue
			}
			if v != "" {
				o.Values[i] = o.p.value(f, v)
			}
			// That an answer is not known is no answer.
			o.Said[i] = v == "" || o.Values[i] != ""
			break
		}
	}
}

// write puts the record of the row in hand.
func (o *draft) write() error { return o.writeFrom(o.p.file, o.p.line) }

func (o *draft) writeFrom(file string, line int) error {
	taken, err := o.Put(file, line)
	if err != nil {
		return err
	}
	if !taken {
		return o.p.Leave(intake.ListedBelow)
	}
	o.p.Keep(o.Shape.Type.ID)
	return nil
}

// broken gives the fault that no record of a type can be made of the row in hand, for want of what the lists do not have.
func (p *part) broken(id, field, reason string) error {
	if err := p.Leave(reason); err != nil {
		return err
	}
	return p.fault(intake.Fault{
		Line: p.line, RecordType: id, Field: field, ValueKind: "reference", Reason: reason, Effect: catalogue.EffectKeptOut,
	})
}
