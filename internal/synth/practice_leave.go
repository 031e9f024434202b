package synth

import "time"

var leavingLists = []spec{
	listOf("adviser_contact", "child_id", "contact_on", "kind=", "worker_id"),
	listOf("accommodation", "child_id", "started_on", "ended_on", "kind=", "provided", "suitable", "checked_on"),
	listOf("activity_status", "child_id", "recorded_on", "activity="),
	listOf("activity_action", "child_id", "done_on"),
	listOf("support_offer", "child_id", "offered_on", "taken_up"),
	listOf("staying_put", "child_id", "decided_on", "agreed", "started_on", "ended_on", "carer="),
	listOf("work_experience", "child_id", "started_on", "ended_on", "into_paid_work"),
	listOf("leaving_care_grant", "child_id", "paid_on", "amount"),
}

var contactKinds = []share{{"visit", 40}, {"meeting", 15}, {"telephone", 25}, {"message", 15}, {"no reply", 5}}

var leaversHomes = []share{{"semi-independent", 38}, {"independent", 30}, {"supported lodgings", 12}, {"foyer", 6}, {"parents", 8}, {"ordinary lodgings", 6}}

// recordLeaving records the work with a care leaver: homes, contact, what they do, and what they were offered.
func recordLeaving(t *recordSet) {
	if t.c.owedPathway() == never || t.c.owedPathway() > t.w.until {
		return
	}
	t.offerGiven()
	k := t.c.cares[len(t.c.cares)-1]
	adult := t.c.born.birthday(18)
	if k.ended.on >= adult {
		t.stayingPut(k, adult)
		t.healthHistory(adult)
	}
	left := k.ended.on
	if k.end == "E11" || k.end == "E12" || left > t.w.until || t.c.born.birthday(25) < t.w.since() {
		return
	}
	until := t.c.born.birthday(21)
	t.homes(left, until)
	t.every(max(left, t.w.since()-40), until, everyDays(56), func(on day, _ int) {
		t.addOnce("adviser_contact", t.c.id, on, t.pick(contactKinds), t.adviser(on))
	})
	t.doing(left)
	t.offers(until)
}

// offerGiven records the local offer given on becoming eligible, at 18 and at 21.
func (t *recordSet) offerGiven() {
	for _, on := range []day{t.c.owedPathway(), t.c.born.birthday(18), t.c.born.birthday(21)} {
		if given := t.byAt(1.3, on-30, on.months(3)); given != never && given >= t.w.since() {
			t.add("information_given", t.c.id, "local offer", given, t.chance(0.02))
		}
	}
}

func (t *recordSet) adviser(on day) string {
	if by := (&journey{c: t.c}).workerOn(on, roleAdviser); by >= 0 {
		return t.w.staff.workers[by].id
	}
	return ""
}

// homes records where a care leaver lived: as a rule one home after another, a year or two each.
func (t *recordSet) homes(left, until day) {
	for on := left; on < until && on <= t.w.until; {
		next := on + day(150+t.wait(380))
		ended := any("")
		if next < until {
			ended = next
		}
		kind := t.pick(leaversHomes)
		switch p := t.Float64(); {
		case p < 0.015:
			kind, next = "bed and breakfast", on+day(t.between(1, 4))
			ended = next
		case p < 0.03:
			kind = "custody"
		}
		provided := kind == "semi-independent" || kind == "supported lodgings" || kind == "foyer"
		if next >= t.w.since() {
			checked := t.by(on, on+7)
			t.add("accommodation", t.c.id, on, ended, kind, provided, from(checked, boolean(kind != "bed and breakfast" && t.chance(0.95))), checked)
			if provided {
				t.moveIn(on, min(next, until))
			}
		}
		on = next
	}
}

// moveIn records the adviser's visits to a home that the council provides, and of the reviews after the move.
func (t *recordSet) moveIn(on, to day) {
	t.every(on, to, func(last day, i int) day {
		switch i {
		case 0:
			return last + 7
		case 1:
			return on + 28
		}
		return last.months(2)
	}, func(on day, _ int) { t.addOnce("adviser_contact", t.c.id, on, "visit", t.adviser(on)) })
	if len(t.w.profile.pins) > 0 {
		return // how many pathway plans are overdue is given there
	}
	t.every(on, min(to, t.c.born.birthday(18)), func(last day, i int) day {
		if i == 0 {
			return last + 28
		}
		return last.months(3)
	}, func(on day, _ int) { t.addOnce("pathway_review", t.c.id, on, t.chance(0.7)) })
}

// doing records what a care leaver did around each birthday, as the return for the year has it.
func (t *recordSet) doing(left day) {
	for _, l := range t.c.leavings {
		end := date(l.ending, time.March, 31)
		birthday := birthdayBefore(t.c.born, end)
		if on := t.byAt(1.3, birthday-60, birthday.months(1)); l.activity != "0" && on >= t.w.since() && on <= end {
			t.doingOn(on, l.activity)
		}
	}
	if v := t.w.views[len(t.w.views)-1]; v.final {
		birthday := birthdayBefore(t.c.born, v.cut)
		if age := t.c.age(birthday + 1); birthday >= v.from && age >= 17 && age <= 21 && birthday > left {
			activity := t.pick(idleActivities)
			if t.c.engaged {
				activity = t.pick(engagedActivities)
			}
			if on := t.byAt(1.3, birthday-60, birthday.months(1)); on != never {
				t.doingOn(on, activity)
			}
		}
	}
}

func (t *recordSet) doingOn(on day, activity string) {
	t.addOnce("activity_status", t.c.id, on, activity)
	if activity != "G5" {
		return
	}
	t.every(on, min(on+290, t.c.born.birthday(21)), func(last day, i int) day {
		if i == 0 {
			return t.after(last, 20)
		}
		return last.months(1)
	}, func(on day, _ int) { t.addOnce("activity_action", t.c.id, on) })
}

// birthdayBefore gives the last birthday up to a day.
func birthdayBefore(born, on day) day {
	age := on.time().Year() - born.time().Year()
	if b := born.birthday(age); b <= on {
		return b
	}
	return born.birthday(age - 1)
}

func (t *recordSet) stayingPut(k *care, adult day) {
	last := k.episodes[len(k.episodes)-1]
	if last.place[0] != 'U' || adult < t.w.since() {
		return
	}
	on := t.byAt(1.5, adult-150, adult-5)
	if on == never {
		return
	}
	agreed := t.chance(0.55)
	started, ended, carer := never, any(""), any("")
	if agreed {
		started, ended = adult, adult+day(200+t.wait(300))
		carer = "in house"
		if last.provider != "PR1" {
			carer = "agency"
		}
	}
	t.add("staying_put", t.c.id, on, agreed, started, ended, carer)
}

func (t *recordSet) healthHistory(adult day) {
	if adult < t.w.since()+30 {
		return
	}
	if on := t.byAt(2.5, adult-300, adult-1); on != never && on >= t.w.since() {
		t.add("information_given", t.c.id, "health history", on, t.chance(0.03))
	}
}

// offers records the offers of support made yearly from 21, which the law began in 2018, and of the grant on leaving.
func (t *recordSet) offers(from day) {
	begun := max(from, date(2018, time.April, 1))
	stop := false
	t.every(begun, t.c.born.birthday(25), everyMonths(12), func(on day, _ int) {
		if stop {
			return
		}
		stop = t.chance(0.3)
		t.addOnce("support_offer", t.c.id, on, stop)
	})
	if on := t.w.cal.onOrAfter(t.c.born.birthday(17) + day(t.between(0, 1200))); on >= t.w.since() && t.chance(0.2) {
		ended := on + day(t.between(10, 90))
		t.add("work_experience", t.c.id, on, ended, t.mostly(ended, 0.3))
	}
	if paid := t.c.born.birthday(18) + day(t.between(10, 200)); paid >= t.w.since() && t.chance(0.8) {
		t.add("leaving_care_grant", t.c.id, paid, t.between(4, 6)*500)
	}
}
