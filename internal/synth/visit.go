package synth

import "slices"

// visitPlans visits the child through every protection plan, every ten working days
// for the most part.
func (j *journey) visitPlans() {
	last := never
	for _, n := range j.c.needs {
		for _, p := range n.protections {
			on := p.started
			for {
				by := j.workerOn(on, roleSocialWorker)
				gap := j.around(9, 1.6, 4, 10)
				if j.chance(j.w.visitLateness(by, on)) {
					gap = 10 + j.wait(4)
				}
				on = j.w.cal.after(on, gap)
				if on >= p.ended.on || on > j.w.until {
					break
				}
				if on == last {
					continue
				}
				last = on
				j.visit(on)
			}
		}
	}
}

func (j *journey) visit(on day) {
	v := visit{fact: j.record(on), worker: j.workerOn(on, roleSocialWorker)}
	v.seen = j.age(on) >= 0 && j.chance(0.96)
	v.alone = v.seen && j.age(on) >= 3 && j.chance(0.72)
	v.bedroom = v.seen && j.chance(0.6)
	j.c.visits = append(j.c.visits, v)
}

// workerOn gives the child's worker in a role on a day, or -1.
func (j *journey) workerOn(on day, role string) int {
	for _, a := range slices.Backward(j.c.allocations) {
		if a.role == role && a.started.on <= on && on < a.ended.on {
			return a.worker
		}
	}
	return -1
}
