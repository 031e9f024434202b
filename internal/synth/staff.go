package synth

import (
	"fmt"
	"math"
)

// team is a team and the service it belongs to.
type team struct{ id, name, service string }

// The teams of the invented council, in the order of their ids.
const (
	teamAssessment1 = iota
	teamAssessment2
	teamSafeguarding1
	teamSafeguarding2
	teamLookedAfter1
	teamLookedAfter2
	teamLeavingCare
	teamDisabilities
	teamReviewing
	teamPerformance
)

var teams = []team{
	{"T01", "Assessment 1", "Assessment and Safeguarding"}, {"T02", "Assessment 2", "Assessment and Safeguarding"},
	{"T03", "Safeguarding 1", "Assessment and Safeguarding"}, {"T04", "Safeguarding 2", "Assessment and Safeguarding"},
	{"T05", "Looked After 1", "Looked After and Care Leavers"}, {"T06", "Looked After 2", "Looked After and Care Leavers"},
	{"T07", "Leaving Care", "Looked After and Care Leavers"}, {"T08", "Children with Disabilities", "Children with Disabilities"},
	{"T09", "Reviewing and Conferences", "Quality Assurance"}, {"T10", "Performance and Information", "Quality Assurance"},
}

const (
	roleSocialWorker = "social worker"
	roleAdviser      = "personal adviser"
	roleReviewer     = "reviewing officer"
	roleChair        = "conference chair"
)

// worker is a member of staff. slack is how likely a visit of theirs is to be late.
type worker struct {
	id, name, role string
	team           int
	from, to       day
	slack          float64
}

// pool is the posts of one role in one team, each held by one worker after another.
type pool struct {
	team  int
	role  string
	posts [][]int // indexes of workers, in the order they held the post
}

// staff is everyone who works or worked for the council.
type staff struct {
	workers []worker
	pools   []pool
	until   day
}

// hiring says how many posts of a role a team has for each 1,000 children ever known.
type hiring struct {
	team        int
	role        string
	perThousand float64
	least       int
}

var hirings = []hiring{
	{teamAssessment1, roleSocialWorker, 0.9, 2}, {teamAssessment2, roleSocialWorker, 0.9, 2},
	{teamSafeguarding1, roleSocialWorker, 1.9, 2}, {teamSafeguarding2, roleSocialWorker, 1.9, 2},
	{teamLookedAfter1, roleSocialWorker, 1, 1}, {teamLookedAfter2, roleSocialWorker, 1, 1},
	{teamLeavingCare, roleAdviser, 1.2, 2}, {teamDisabilities, roleSocialWorker, 0.9, 1},
	{teamReviewing, roleReviewer, 0.45, 2}, {teamReviewing, roleChair, 0.35, 2},
}

// vacatedBefore is how many days before the last known day a worker of
// Safeguarding 2 left without a successor, leaving some children without a worker.
const vacatedBefore = 24

func newStaff(seed uint64, start, until day, children int) *staff {
	s := &staff{until: until}
	r := newDice(seed, streamStaff)
	names := newNamer(r)
	s.lead(names, start)
	for _, h := range hirings {
		posts := max(h.least, int(math.Round(h.perThousand*float64(children)/1000)))
		p := pool{team: h.team, role: h.role}
		for i := range posts {
			vacate := h.team == teamSafeguarding2 && i == 0
			p.posts = append(p.posts, s.fill(r, names, h, start, vacate))
		}
		s.pools = append(s.pools, p)
	}
	return s
}

// lead appoints those who hold no cases. They stay throughout, so that the demo's
// personas keep their ids.
func (s *staff) lead(names *namer, start day) {
	appoint := func(role string, team int) {
		s.hire(names.next(), role, team, start-900, never)
	}
	appoint("director", -1)
	for _, team := range []int{teamAssessment1, teamLookedAfter1, teamDisabilities, teamReviewing} {
		appoint("head of service", team)
	}
	for team := teamAssessment1; team <= teamDisabilities; team++ {
		appoint("team manager", team)
	}
	appoint("looked-after nurse", teamReviewing)
	appoint("missing coordinator", teamReviewing)
	appoint("analyst", teamPerformance)
}

// fill has one worker after another hold a post, with gaps between.
func (s *staff) fill(r dice, names *namer, h hiring, start day, vacate bool) []int {
	var held []int
	from := start - burnIn - day(r.between(0, 400))
	for from < s.until+400 {
		to := from + day(150+r.wait(800))
		if h.team == teamReviewing {
			to += 900
		}
		last := vacate && to > s.until-vacatedBefore
		if last {
			to = s.until - vacatedBefore
		}
		held = append(held, s.hire(names.next(), h.role, h.team, from, to))
		s.workers[held[len(held)-1]].slack = slackness(r)
		if last {
			break
		}
		from = to + day(r.between(0, 40))
	}
	return held
}

func slackness(r dice) float64 {
	if r.chance(0.12) {
		return 0.30
	}
	return 0.06
}

func (s *staff) hire(name, role string, team int, from, to day) int {
	s.workers = append(s.workers, worker{
		id: fmt.Sprintf("W%04d", len(s.workers)+1), name: name, role: role, team: team, from: from, to: to,
	})
	return len(s.workers) - 1
}

// choose gives a worker of the pool in post on a day, or -1 where every post is vacant.
func (s *staff) choose(r dice, p *pool, on day) int {
	first := r.IntN(len(p.posts))
	for i := range p.posts {
		for _, w := range p.posts[(first+i)%len(p.posts)] {
			if s.workers[w].from <= on && on < s.workers[w].to {
				return w
			}
		}
	}
	return -1
}

func (s *staff) pool(team int, role string) *pool {
	for i := range s.pools {
		if s.pools[i].team == team && s.pools[i].role == role {
			return &s.pools[i]
		}
	}
	return nil
}

// namer gives names that no two workers share.
type namer struct {
	dice dice
	used map[string]bool
}

func newNamer(r dice) *namer { return &namer{dice: r, used: map[string]bool{}} }

func (n *namer) next() string {
	for {
		name := n.dice.one(givenNames) + " " + n.dice.one(familyNames)
		if !n.used[name] {
			n.used[name] = true
			return name
		}
		if len(n.used) > len(givenNames)*len(familyNames)/2 {
			return fmt.Sprintf("%s %d", name, len(n.used))
		}
	}
}
