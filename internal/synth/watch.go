package synth

import "heed/catalogue"

// watch notes of each child, as at the last known day, what decides who the demo's people
// are: which social worker has overdue work, and which children's records are
// restricted.
type watch struct {
	w          *world
	last       view
	overdue    []int // by worker
	restricted []restricted
}

type restricted struct {
	child  string
	since  day
	reason string
	worker int
}

var restrictionReasons = []string{
	"A parent works for the council",
	"Whereabouts withheld from a parent by order of the court",
	"Under a police investigation; named workers only",
}

func (t *watch) look(c *child) {
	by := -1
	for _, a := range c.allocations {
		if a.role == roleSocialWorker && a.started.on <= t.last.cut && a.ended.on > t.last.cut {
			by = a.worker
		}
	}
	if by < 0 {
		return
	}
	protected := false
	for _, n := range c.needs {
		if n.nfa || n.referred > t.last.cut || n.closed.on <= t.last.cut {
			continue
		}
		for _, a := range n.assessments {
			if t.last.ended(a.authorised) == never && t.w.cal.between(n.referred, t.last.cut) > 45 {
				t.overdue[by]++
			}
		}
		for _, p := range n.protections {
			if p.started <= t.last.cut && p.ended.on > t.last.cut {
				protected = true
				if t.w.cal.between(t.lastVisit(c, p.started), t.last.cut) > 10 {
					t.overdue[by]++
				}
			}
		}
	}
	if protected && len(t.restricted) < len(restrictionReasons) {
		t.restricted = append(t.restricted, restricted{
			child: c.id, since: c.needs[len(c.needs)-1].referred, reason: restrictionReasons[len(t.restricted)], worker: by,
		})
	}
}

func (t *watch) lastVisit(c *child, since day) day {
	for _, v := range c.visits {
		if v.seen && t.last.holds(v.fact) {
			since = max(since, v.on)
		}
	}
	return since
}

// Right is a record that gives rights: which child's record is restricted, or who may open it all the same. It stands in no file, since
// none may bring it in: whoever shows the council records it.
type Right struct {
	Type   string
	Values map[string]string // by field id
}

// rights gives who is restricted and the one grant there is.
func (t *watch) rights() (list []Right) {
	for i, r := range t.restricted {
		since := t.w.cal.isoDate(r.since)
		list = append(list, Right{catalogue.RecordRestriction, map[string]string{"child_id": r.child, "reason": r.reason, "started_on": since}})
		if i == 0 {
			list = append(list, Right{catalogue.RecordGrant, map[string]string{
				"child_id": r.child, "worker_id": t.w.staff.workers[r.worker].id, "reason": "Allocated social worker", "started_on": since,
			}})
		}
	}
	return list
}

// Persona is one of the people as whom the demo can be seen.
type Persona struct{ ID, Name, Role, TeamID string }

// personas gives one person in post for each role. The social worker is the one with
// most overdue, and the team manager is theirs.
func (t *watch) personas() []Persona {
	busiest := -1
	for i, n := range t.overdue {
		if t.inPost(i) && (busiest < 0 || n > t.overdue[busiest]) && t.w.staff.workers[i].role == roleSocialWorker {
			busiest = i
		}
	}
	var out []Persona
	have := map[string]bool{}
	for i, w := range t.w.staff.workers {
		switch {
		case !t.inPost(i) || have[w.role]:
			continue
		case busiest >= 0 && w.role == roleSocialWorker && i != busiest:
			continue
		case busiest >= 0 && w.role == "team manager" && w.team != t.w.staff.workers[busiest].team:
			continue
		}
		have[w.role] = true
		p := Persona{ID: w.id, Name: w.name, Role: w.role}
		if w.team >= 0 {
			p.TeamID = teams[w.team].id
		}
		out = append(out, p)
	}
	return out
}

func (t *watch) inPost(i int) bool {
	w := t.w.staff.workers[i]
	return w.from <= t.last.cut && w.to > t.last.cut
}
