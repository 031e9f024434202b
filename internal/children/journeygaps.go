package children

import (
	"heed/internal/words"
	"slices"
	"strconv"
	"time"
)

// The fewest days without something that count as a gap. A weekend between two workers is none, nor a week between two
// schools; a night in care that no placement covers is.
const (
	gapInCare = 1
	gapWorker = 4
	gapSchool = 8
)

// viewsAfter is how many months without a recorded view are worth saying.
const viewsAfter = 6

// talkingAge is the age from which a child's own view is looked for, as the looked-after return looks for it.
const talkingAge = 4

// gaps gives for each lane the time in which nothing is recorded and something should be.
func (j *journey) gaps(page *JourneyPage) map[int][]JourneyBar {
	care := j.care()
	return map[int][]JourneyBar{
		laneLegal:     j.without("No legal status recorded", care, page.Lanes[laneLegal].Bars, gapInCare),
		lanePlacement: j.without("No placement recorded", care, page.Lanes[lanePlacement].Bars, gapInCare),
		laneWorker:    j.without("No worker recorded", j.cases(), page.Lanes[laneWorker].Bars, gapWorker),
		laneSchool:    slices.DeleteFunc(j.without("No school recorded", j.schoolAge(care), page.Lanes[laneSchool].Bars, gapSchool), j.inSummer),
	}
}

// without gives what is left of some stretches of time when bars are taken away.
func (j *journey) without(text string, of []spell, bars []JourneyBar, fewest int) []JourneyBar {
	var list []JourneyBar
	for _, s := range of {
		from := s.from
		leave := func(to time.Time) {
			end := to
			if end.IsZero() {
				end = j.asAt.AddDate(0, 0, 1) // the day itself has no worker either
			}
			if words.DaysBetween(from, end) >= fewest {
				list = append(list, JourneyBar{From: from, To: to, What: text, Short: "None", Missing: true})
			}
		}
		open := true
		for _, b := range bars {
			if !b.To.IsZero() && !b.To.After(from) {
				continue
			}
			if !s.to.IsZero() && !b.From.Before(s.to) {
				break
			}
			if b.From.After(from) {
				leave(b.From)
			}
			if b.To.IsZero() {
				open = false
				break
			}
			from = b.To
		}
		if open && (s.to.IsZero() && !from.After(j.asAt) || from.Before(s.to)) {
			leave(s.to)
		}
	}
	return list
}

// schoolAge cuts stretches of time down to compulsory school age: from the term after the fifth birthday to the last Friday
// in June of the school year of the sixteenth.
func (j *journey) schoolAge(of []spell) []spell {
	born := j.life.person.BornOn
	if born.IsZero() {
		return nil
	}
	five := born.AddDate(5, 0, 0)
	begins := time.Date(five.Year()+1, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, day := range []time.Time{
		time.Date(five.Year(), 4, 1, 0, 0, 0, 0, time.UTC), time.Date(five.Year(), 9, 1, 0, 0, 0, 0, time.UTC),
	} {
		if five.Before(day) {
			begins = day
			break
		}
	}
	sixteen := born.AddDate(16, 0, 0)
	leaves := time.Date(sixteen.Year(), 6, 30, 0, 0, 0, 0, time.UTC)
	if sixteen.Month() >= time.September {
		leaves = leaves.AddDate(1, 0, 0)
	}
	for leaves.Weekday() != time.Friday {
		leaves = leaves.AddDate(0, 0, -1)
	}
	var list []spell
	for _, s := range of {
		if s.from.Before(begins) {
			s.from = begins
		}
		if !leaves.After(j.asAt) && (s.to.IsZero() || s.to.After(leaves)) {
			s.to = leaves
		}
		if !s.from.After(j.asAt) && (s.to.IsZero() || s.from.Before(s.to)) {
			list = append(list, s)
		}
	}
	return list
}

// inSummer says that a gap lies within the summer holidays.
func (j *journey) inSummer(b JourneyBar) bool {
	to := b.To
	if to.IsZero() {
		to = j.asAt
	}
	year := b.From.Year()
	return !b.From.Before(time.Date(year, 7, 1, 0, 0, 0, 0, time.UTC)) && to.Before(time.Date(year, 9, 16, 0, 0, 0, 0, time.UTC))
}

// missing says in words what the record lacks.
func (j *journey) missing(page *JourneyPage, gaps map[int][]JourneyBar) []string {
	var list []string
	for lane := range page.Lanes {
		for _, b := range gaps[lane] {
			list = append(list, j.gapWords(b))
		}
	}
	list = append(list, j.unreviewed()...)
	list = append(list, j.unheard(page.Views)...)
	if n := countBlank(page.Decisions); n > 0 {
		list = append(list, words.Either(n == 1, "1 decision has", strconv.Itoa(n)+" decisions have")+" no reason recorded")
	}
	if j.life.person.BornOn.IsZero() && j.life.person.DueOn.IsZero() {
		list = append(list, "No date of birth is recorded, so that nothing that depends on age can be looked for")
	}
	return list
}

func (j *journey) gapWords(b JourneyBar) string {
	if b.To.IsZero() {
		return b.What + " since " + words.LongDate(b.From) + ", for " + words.Count(words.DaysBetween(b.From, j.asAt)+1, "day")
	}
	return b.What + " from " + words.LongDate(b.From) + " to " + words.LongDate(b.To) + ", for " + words.Count(words.DaysBetween(b.From, b.To), "day")
}

// since gives the day from which a child has been in care or on a protection plan, zero where they are in neither.
func (j *journey) since() (care, plan time.Time) {
	for _, s := range j.care() {
		if s.to.IsZero() {
			care = s.from
		}
	}
	for _, row := range j.life.rows["cp_plan"] {
		if from, to, ok := j.clip(row, "started_on", "ended_on"); ok && to.IsZero() {
			plan = from
		}
	}
	return care, plan
}

// unreviewed says where a child in care or on a plan has had no review. A first review is owed within 20 working days of
// coming into care, and within three months of a plan.
func (j *journey) unreviewed() []string {
	var list []string
	care, plan := j.since()
	if !care.IsZero() && care.AddDate(0, 0, 28).Before(j.asAt) && !j.happenedSince(care, "reviewed_on", "review") &&
		!j.happenedSince(care, "held_on", "review_meeting") {
		list = append(list, "Looked after since "+words.LongDate(care)+", and no review is recorded")
	}
	if !plan.IsZero() && plan.AddDate(0, 3, 0).Before(j.asAt) && !j.happenedSince(plan.AddDate(0, 0, 1), "held_on", "cp_review", "conference") {
		list = append(list, "On a protection plan since "+words.LongDate(plan)+", and no review conference is recorded")
	}
	return list
}

func (j *journey) happenedSince(from time.Time, field string, types ...string) bool {
	for _, id := range types {
		for _, s := range j.records[id] {
			if on := Day(s.row, field); !on.IsZero() && !on.Before(from) && !on.After(j.asAt) {
				return true
			}
		}
	}
	return false
}

// unheard says where a child in care or on a plan, old enough to be asked, has not been heard.
func (j *journey) unheard(views []JourneyView) []string {
	care, plan := j.since()
	since := care
	if since.IsZero() || !plan.IsZero() && plan.Before(since) {
		since = plan
	}
	born := j.life.person.BornOn
	if since.IsZero() || born.IsZero() || born.AddDate(talkingAge, 0, 0).After(j.asAt) || since.AddDate(0, viewsAfter, 0).After(j.asAt) {
		return nil
	}
	switch {
	case len(views) == 0:
		return []string{"No view of the child’s own is recorded"}
	case views[0].On.AddDate(0, viewsAfter, 0).Before(j.asAt):
		return []string{"No view of the child’s own is recorded since " + words.LongDate(views[0].On) + ", " + words.Count(words.MonthsBetween(views[0].On, j.asAt), "month") + " ago"}
	}
	return nil
}
