// Package linkage tells which numbers are of one child. Sources know a child by numbers of their own; it compares what each says,
// takes two numbers as one child where they have one unique pupil number and nothing speaks against it, and follows what people
// have decided. It reads records through the connection that it is given and knows nothing of rules.
package linkage

import (
	"maps"
	"slices"
	"time"
)

// MatchState says whether two numbers are taken as of one child.
type MatchState string

// The states of a match.
const (
	// Doubtful: something agrees and something speaks against it, so a person must decide.
	Doubtful MatchState = "doubtful"
	// Joined: they have one UPN and nothing speaks against it, so that they are taken as one child.
	Joined MatchState = "joined"
	// DecidedOne and DecidedTwo: a person has decided that they are one child, or two.
	DecidedOne MatchState = "decided one child"
	DecidedTwo MatchState = "decided two children"
)

// Pair is two numbers that may be of one child; or one number, twice, that may be of two.
type Pair struct {
	// First is the number first known.
	First, Other string
	State        MatchState
	// Agrees and Differs name what is the same of both and what is not, and Against what else speaks against one child.
	Agrees, Differs, Against []string
	// DecidedOn, DecidedBy and Reason are those of the decision.
	DecidedOn         time.Time
	DecidedBy, Reason string
	// RecordID is the decision's, blank where there is none.
	RecordID string

	firstSeq, otherSeq int64
}

// What can be the same of two numbers or not.
const (
	itemUPN  = "unique pupil number"
	itemBorn = "date of birth"
	itemSex  = "sex"
	itemName = "name"
)

// The reasons against one child besides what differs.
const (
	againstSource  = "one source gives both numbers"
	againstAdopted = "one of the two was adopted, and may have a new identity"
	againstTwoUPNs = "sources give two unique pupil numbers"
)

// comparePair gives the pair of two numbers, and whether it is one that anybody should see.
func comparePair(a, b *identity, decided map[[2]string]decision) (Pair, bool) {
	if b.seq < a.seq || b.seq == a.seq && b.number < a.number {
		a, b = b, a
	}
	p := Pair{First: a.number, Other: b.number, State: Doubtful, firstSeq: a.seq, otherSeq: b.seq}
	one := a == b
	if one {
		p.Against = append(p.Against, againstTwoUPNs)
		if len(a.upns) > 1 && oneAfterAnother(a) {
			return p, false
		}
	} else {
		p.weigh(a, b)
	}
	if d, ok := decided[[2]string{min(a.number, b.number), max(a.number, b.number)}]; ok {
		p.DecidedOn, p.DecidedBy, p.Reason, p.RecordID = d.on, d.by, d.why, d.key
		p.State = DecidedTwo
		if d.same {
			p.State = DecidedOne
		}
		return p, true
	}
	shared := slices.Contains(p.Agrees, itemUPN)
	switch {
	case one:
		return p, true
	case shared && len(p.Differs) == 0 && len(p.Against) == 0:
		p.State = Joined
		return p, true
	case shared:
		return p, true
	}
	// By name and date of birth alone: never joined, and not worth asking where each has a UPN of its own.
	return p, slices.Contains(p.Agrees, itemName) && slices.Contains(p.Agrees, itemBorn) && !slices.Contains(p.Differs, itemUPN)
}

// oneAfterAnother says whether all UPNs of a number but one are known to be earlier ones.
func oneAfterAnother(a *identity) bool {
	now := 0
	for upn := range a.upns {
		if !a.former[upn] {
			now++
		}
	}
	return now <= 1
}

// weigh names what is the same of two numbers, what is not, and what else speaks against one child.
func (p *Pair) weigh(a, b *identity) {
	upnsA, upnsB := maps.Clone(a.upns), maps.Clone(b.upns)
	maps.Copy(upnsA, a.former)
	maps.Copy(upnsB, b.former)
	p.item(itemUPN, upnsA, upnsB)
	p.item(itemBorn, a.born, b.born)
	p.item(itemSex, a.sexes, b.sexes)
	switch {
	case overlap(a.wholeNames, b.wholeNames):
		p.Agrees = append(p.Agrees, itemName)
	case len(a.given) > 0 && len(b.given) > 0 && !overlap(a.given, b.given):
		p.Differs = append(p.Differs, itemName) // a family name may change, so the given names are compared
	}
	if overlap(a.sources, b.sources) {
		p.Against = append(p.Against, againstSource)
	}
	if a.adopted || b.adopted {
		p.Against = append(p.Against, againstAdopted)
	}
}

// item weighs one item of which both sides may know several values.
func (p *Pair) item(name string, a, b map[string]bool) {
	switch {
	case len(a) == 0 || len(b) == 0:
	case overlap(a, b):
		p.Agrees = append(p.Agrees, name)
	default:
		p.Differs = append(p.Differs, name)
	}
}

func overlap(a, b map[string]bool) bool {
	for v := range a {
		if b[v] {
			return true
		}
	}
	return false
}
