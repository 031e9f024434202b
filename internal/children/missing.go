package children

import (
	"strconv"
	"strings"
	"time"

	"heed/internal/words"
)

// missing says in words what the record lacks that somebody will need, as far as the records would hold it: a child's page and the journey say
// the same.
func (j *journey) missing(page *JourneyPage, gaps map[int][]JourneyBar) []string {
	var list []string
	for lane := range page.Lanes {
		for _, b := range gaps[lane] {
			list = append(list, j.gapWords(b))
		}
	}
	list = append(list, j.unheld()...)
	list = append(list, j.unheard(page.Views)...)
	if n := countBlank(page.Decisions); n > 0 {
		list = append(list, words.Either(n == 1, "1 decision has", strconv.Itoa(n)+" decisions have")+" no reason recorded")
	}
	if j.life.person.Name == "" {
		list = append(list, "No name is recorded")
	}
	if j.life.person.BornOn.IsZero() && j.life.person.DueOn.IsZero() {
		list = append(list, "No date of birth is recorded, so that nothing that depends on age can be looked for")
	}
	return list
}

// begun gives the day on which the care that goes on began, and the plan; zero where there is none, or where its first day is not known.
func (j *journey) begun() (care, plan time.Time) {
	if row, ok := j.life.openOn("care_spell", "started_on", "ended_on", j.asAt); ok {
		if known, said := row["start_known"].(bool); known || !said {
			care = Day(row, "started_on")
		}
	}
	for _, row := range j.life.rows["cp_plan"] {
		if from, to, ok := j.clip(row, "started_on", "ended_on"); ok && to.IsZero() {
			plan = from
		}
	}
	return care, plan
}

// held is a meeting that a child is owed again and again, and the records that show one.
type held struct {
	name string
	// in are the record types and fields that show one; covered are those whose coverage says that there is none.
	in      [][2]string
	covered []string
	// again is the most months from one to the next.
	again int
}

var (
	careReviews = held{"review", [][2]string{{"review", "reviewed_on"}, {"review_meeting", "held_on"}}, []string{"review", "review_meeting"}, 6}
	planReviews = held{"review conference", [][2]string{{"cp_review", "held_on"}, {"conference", "held_on"}}, []string{"cp_review", "conference"}, 6}
	healthDone  = held{"health assessment", [][2]string{{"health_assessment", "held_on"}, {"annual_health", "year_ending_on"}}, []string{"health_assessment"}, 12} // six months under five
)

// unheld says where a child in care or on a plan has had no review, or no health assessment. In care the first of each is owed within 20
// working days of coming in (Care Planning, Placement and Case Review (England) Regulations 2010, regs 7 and 33), on a plan within three months.
func (j *journey) unheld() []string {
	care, plan := j.begun()
	var list []string
	add := func(standing string, since, owed time.Time, of held) {
		if since.IsZero() {
			return
		}
		if text := j.none(since, owed, of); text != "" {
			list = append(list, standing+" since "+words.LongDate(since)+", and "+text)
		}
	}
	add("Looked after", care, care.AddDate(0, 0, 28), careReviews)
	add("Looked after", care, care.AddDate(0, 0, 28), healthDone)
	add("On a protection plan", plan, plan.AddDate(0, 3, 0), planReviews)
	return list
}

// none says that none of some meetings is recorded since a day, as far as the records of them reach: from their first day after it, and to their
// last. It is blank where there is one, where none was owed by then, and where no source holds them.
func (j *journey) none(since, owed time.Time, of held) string {
	runs := j.cover.within([]spell{{from: since}}, of.covered...)
	if len(runs) == 0 {
		return ""
	}
	run := runs[len(runs)-1]
	last, text := j.asAt, "no "+of.name+" is recorded"
	if run.from.After(since) { // whoever comes into the records in between may have had the last just before
		owed = run.from.AddDate(0, of.again, 0)
		text += " from " + words.LongDate(run.from) + " on"
	}
	if !run.to.IsZero() {
		last = run.to.AddDate(0, 0, -1)
		text += " by " + words.LongDate(last)
	}
	if !owed.Before(last) || j.happened(run.from, of) {
		return ""
	}
	return text
}

// happened says whether a meeting is recorded from a day on. A plan's first conference is not a review of it.
func (j *journey) happened(from time.Time, of held) bool {
	for _, in := range of.in {
		for _, s := range j.records[in[0]] {
			if in[0] == "conference" && s.row.Text("kind") != "review" && s.row.Text("kind") != "" {
				continue
			}
			if on := Day(s.row, in[1]); !on.IsZero() && !on.Before(from) && !on.After(j.asAt) {
				return true
			}
		}
	}
	return false
}

// unheard says where a child in care or on a plan, old enough to be asked, has not been heard.
func (j *journey) unheard(views []JourneyView) []string {
	care, plan := j.begun()
	since := care
	if since.IsZero() || !plan.IsZero() && plan.Before(since) {
		since = plan
	}
	born := j.life.person.BornOn
	if since.IsZero() || born.IsZero() || born.AddDate(talkingAge, 0, 0).After(j.asAt) {
		return nil
	}
	runs := j.cover.within([]spell{{from: since}}, viewType)
	if len(runs) == 0 || !runs[len(runs)-1].to.IsZero() || runs[len(runs)-1].from.AddDate(0, viewsAfter, 0).After(j.asAt) {
		return nil // what the child said of late would not be here
	}
	switch {
	case len(views) == 0:
		return []string{"No view of the child’s own is recorded"}
	case views[0].On.AddDate(0, viewsAfter, 0).Before(j.asAt):
		return []string{"No view of the child’s own is recorded since " + words.LongDate(views[0].On) + ", " + words.Count(words.MonthsBetween(views[0].On, j.asAt), "month") + " ago"}
	}
	return nil
}

// paused says which row of a child's care cannot be right: what counts from the care cannot be told until it is corrected.
func (j *journey) paused() (list []string) {
	const until = ". Clocks that count from the child’s care cannot be told until it is corrected"
	for _, row := range j.life.rows["episode_as_at"] {
		if wrong, _ := row["impossible"].(bool); !wrong {
			continue
		}
		from := Day(row, "started_on")
		ends := ""
		for _, s := range j.records["episode"] {
			if to := Day(s.row, "ended_on"); Day(s.row, "started_on").Equal(from) && !to.IsZero() {
				ends = " to " + words.LongDate(to)
			}
		}
		why := "it would end long after the 18th birthday"
		if born := j.life.person.BornOn; from.Before(born) {
			why = "it begins before the child was born"
		}
		list = append(list, "The episode of care from "+words.LongDate(from)+ends+" cannot be right: "+why+until)
	}
	for _, row := range j.life.rows["care_spell"] {
		if right, said := row["dates_right"].(bool); len(list) == 0 && said && !right {
			return []string{"A date of the child’s periods of care cannot be right" + until}
		}
	}
	return list
}

// closed says when work with a child ended, and why: "Closed on 3 July 2026: the case closed". It is blank where something goes on or nothing ever did.
func (j *journey) closed() string {
	open, on, why := false, time.Time{}, ""
	end := func(to time.Time, text string) {
		switch {
		case to.IsZero():
			open = true
		case to.After(on):
			on, why = to, text
		}
	}
	for _, row := range j.life.rows["care_spell"] {
		if _, to, ok := j.clip(row, "started_on", "ended_on"); ok {
			end(to, row.Text("ended_by"))
		}
	}
	for _, row := range j.life.rows["care_leaver_as_at"] {
		if _, to, ok := j.clip(row, "began_on", "ended_on"); ok {
			end(to, strings.TrimSpace("support as a care leaver ended "+words.Either(row.Text("ended_by") == "", "", "("+row.Text("ended_by")+")")))
		}
	}
	last := time.Time{}
	for _, row := range j.life.rows["case_end"] {
		if to := Day(row, "ended_on"); !to.After(j.asAt) && to.After(last) {
			last = to
			if len(j.life.rows["cin_episode"])+len(j.life.rows["cp_plan"]) > 0 {
				end(to, row.Text("reason"))
			}
		}
	}
	for _, need := range [][3]string{{"cp_plan", "started_on", "ended_on"}, {"cin_episode", "referred_on", "closed_on"}} {
		for _, row := range j.life.rows[need[0]] {
			if from, to, ok := j.clip(row, need[1], need[2]); ok && (!to.IsZero() || last.Before(from)) { // one left open at 18, or at a death, ended then
				end(to, words.Either(need[0] == "cp_plan", "the child protection plan ended", "the case closed"))
			}
		}
	}
	if _, allocated := j.life.openOn("allocation", "started_on", "ended_on", j.asAt); open || allocated || on.IsZero() {
		return ""
	}
	text := "Closed on " + words.LongDate(on)
	if why != "" {
		text += ": " + why
	}
	if known := j.cover.whenKnown("cin_episode", "cp_plan", "episode", "period_of_care"); known != "" {
		text += " (" + known + ")"
	}
	return text
}
