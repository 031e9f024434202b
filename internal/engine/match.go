package engine

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// MatchState says how it stands between two numbers that may be of one child.
type MatchState string

// The states of a match.
const (
	// Doubtful: something agrees and something speaks against it, so that a person must decide.
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

// identity is what is known of whom a number is of.
type identity struct {
	number                          string
	seq                             int64
	sources, born, sexes            map[string]bool
	upns, former, given, wholeNames map[string]bool
	adopted                         bool
}

// Matches lists the pairs of numbers that are, may be or were said not to be of one child, the doubtful first.
func (e *Engine) Matches(ctx context.Context, q Question) ([]Pair, error) {
	var pairs []Pair
	err := e.ask(ctx, q, nil, func(w *workspace) error {
		return e.session(ctx, w, func(conn *sql.Conn) (err error) {
			pairs, err = e.pairs(ctx, conn, true)
			return err
		})
	})
	return pairs, err
}

// SameChild says, for a question, which numbers are of one child.
func (e *Engine) SameChild(ctx context.Context, q Question) (*Same, error) {
	var same *Same
	err := e.ask(ctx, q, nil, func(w *workspace) error {
		same = w.same.Load()
		return nil
	})
	return same, err
}

// pupilSQL gives each number with each of its UPNs.
const pupilSQL = `with pupil as (
	select subject_id, upper(upn) as upn from main.child where regexp_full_match(upper(upn), '[A-Z][0-9]{11}[0-9A-Z]')
	union select subject_id, upper(former_upn) from main.child where regexp_full_match(upper(former_upn), '[A-Z][0-9]{11}[0-9A-Z]')
)`

// candidatesSQL lists the pairs of numbers that share a UPN, or of which a person has decided.
const candidatesSQL = pupilSQL + `
	select a.subject_id as first, b.subject_id as other from pupil a inner join pupil b on a.upn = b.upn and a.subject_id < b.subject_id
	union select child_id, other_child_id from main.identity_decision`

// doubtsSQL adds those that share a name and a date of birth, and the single numbers with two UPNs.
const doubtsSQL = candidatesSQL + `
	union
	select a.subject_id, b.subject_id
	from (select n.subject_id, lower(n.given_name) as given, lower(n.family_name) as family, c.born_on
	      from main.child_name n inner join main.child c on c.subject_id = n.subject_id where n.given_name is not null and n.family_name is not null) a
	inner join (select n.subject_id, lower(n.given_name) as given, lower(n.family_name) as family, c.born_on
	      from main.child_name n inner join main.child c on c.subject_id = n.subject_id) b
	on a.given = b.given and a.family = b.family and a.born_on = b.born_on and a.subject_id < b.subject_id
	union
	select subject_id, subject_id from main.child where regexp_full_match(upper(upn), '[A-Z][0-9]{11}[0-9A-Z]')
	group by subject_id having count(distinct upper(upn)) > 1`

// pairs lists what is to be said of each pair. doubts adds those that nothing but a name and a date of birth brings together.
func (e *Engine) pairs(ctx context.Context, conn *sql.Conn, doubts bool) ([]Pair, error) {
	query := candidatesSQL
	if doubts {
		query = doubtsSQL
	}
	var found [][2]string
	err := each(ctx, conn, query, nil, func(rows *sql.Rows) error {
		var pair [2]string
		err := rows.Scan(&pair[0], &pair[1])
		found = append(found, pair)
		return err
	})
	if err != nil || len(found) == 0 {
		return nil, err
	}
	numbers := map[string]bool{}
	for _, pair := range found {
		numbers[pair[0]], numbers[pair[1]] = true, true
	}
	known, err := e.identities(ctx, conn, slices.Sorted(maps.Keys(numbers)))
	if err != nil {
		return nil, err
	}
	decided, err := decisions(ctx, conn)
	if err != nil {
		return nil, err
	}
	var list []Pair
	seen := map[[2]string]bool{}
	for _, pair := range found {
		if p, keep := comparePair(known[pair[0]], known[pair[1]], decided); keep && !seen[[2]string{p.First, p.Other}] {
			seen[[2]string{p.First, p.Other}] = true
			list = append(list, p)
		}
	}
	order := map[MatchState]int{Doubtful: 0, Joined: 1, DecidedOne: 2, DecidedTwo: 3}
	slices.SortFunc(list, func(a, b Pair) int {
		return cmp.Or(cmp.Compare(order[a.State], order[b.State]), strings.Compare(a.First, b.First), strings.Compare(a.Other, b.Other))
	})
	return list, nil
}

// adoptedSQL gives the numbers of adopted children, as the rulebook's view says it. It is put into the query as it stands: numbers
// are weighed before there are answers for a view to be read from.
func (e *Engine) adoptedSQL() string {
	if r := e.cfg.Book.Rule("adopted_child"); r != nil {
		return r.SQL
	}
	return "select null::VARCHAR as subject_id where false"
}

// identitiesSQL gives what each source says of whom some numbers are of.
const identitiesSQL = `
	with wanted as (select unnest(string_split($numbers, chr(31))) as subject_id),
	seen as (select subject_id, min(seq) as seq from history.child where subject_id in (select subject_id from wanted) group by subject_id),
	adopted as (%s)
	select w.subject_id, coalesce(s.seq, 9223372036854775807), coalesce(c.reported_by, ''), coalesce(c.born_on::VARCHAR, ''), coalesce(c.sex, ''),
	    coalesce(upper(c.upn), ''), coalesce(upper(c.former_upn), ''), coalesce(lower(n.given_name), ''), coalesce(lower(n.family_name), ''),
	    w.subject_id in (select subject_id from adopted)
	from wanted w
	left join seen s on s.subject_id = w.subject_id
	left join main.child c on c.subject_id = w.subject_id
	left join main.child_name n on n.subject_id = w.subject_id`

func (e *Engine) identities(ctx context.Context, conn *sql.Conn, numbers []string) (map[string]*identity, error) {
	known := map[string]*identity{}
	err := each(ctx, conn, fmt.Sprintf(identitiesSQL, e.adoptedSQL()), []any{sql.Named("numbers", strings.Join(numbers, apart))}, func(rows *sql.Rows) error {
		var number, source, born, sex, upn, former, given, family string
		var seq int64
		var adopted bool
		if err := rows.Scan(&number, &seq, &source, &born, &sex, &upn, &former, &given, &family, &adopted); err != nil {
			return err
		}
		id := known[number]
		if id == nil {
			id = &identity{
				number: number, seq: seq, adopted: adopted, sources: map[string]bool{}, born: map[string]bool{}, sexes: map[string]bool{},
				upns: map[string]bool{}, former: map[string]bool{}, given: map[string]bool{}, wholeNames: map[string]bool{},
			}
			known[number] = id
		}
		if sex == "U" {
			sex = ""
		}
		if len(upn) != 13 {
			upn = "" // why there is none stands there
		}
		whole := ""
		if given != "" && family != "" {
			whole = given + " " + family
		}
		for _, put := range []struct {
			in    map[string]bool
			value string
		}{{id.sources, source}, {id.born, born}, {id.sexes, sex}, {id.upns, upn}, {id.former, former}, {id.given, given}, {id.wholeNames, whole}} {
			if put.value != "" {
				put.in[put.value] = true
			}
		}
		return nil
	})
	return known, err
}

// decision is what a person decided of two numbers.
type decision struct {
	same         bool
	on           time.Time
	by, why, key string
}

func decisions(ctx context.Context, conn *sql.Conn) (map[[2]string]decision, error) {
	found := map[[2]string]decision{}
	err := each(ctx, conn, `select child_id, other_child_id, same, decided_on, coalesce(decided_by, ''), coalesce(reason, ''), record_id
	    from main.identity_decision order by recorded_at`, nil, func(rows *sql.Rows) error {
		var a, b string
		var d decision
		err := rows.Scan(&a, &b, &d.same, &d.on, &d.by, &d.why, &d.key)
		found[[2]string{min(a, b), max(a, b)}] = d
		return err
	})
	return found, err
}

// comparePair says how it stands between two numbers, and whether that is worth saying.
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
