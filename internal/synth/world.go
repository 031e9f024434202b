package synth

// burnIn is how long before the first year the journeys begin, in days, so that the
// first year opens with children already known, some of them for most of their lives.
const burnIn = 14 * 365

// The streams of chance that are not a child's. Children take 0 upwards.
const (
	streamStaff = 1<<63 + iota
	streamFaults
)

const (
	streamCast = 1<<62 + iota
	streamCouncil
	streamListFaults // the last: the years and the lists count on from it
)

// world is what every journey shares.
type world struct {
	seed         uint64
	profile      *profile
	cal          *calendar
	staff        *staff
	views        []view
	start, until day
	streams      []uint64 // of the children cast, where the profile has pins
	persons      []int    // under 18 at each year's middle, by view, once every child has been written
}

// seasons is how many referrals each month brings beside an even spread: fewer when
// the schools are shut.
var seasons = [12]float64{1.05, 1, 1.15, 0.9, 1.1, 1.12, 1.08, 0.68, 0.98, 1.12, 1.15, 0.8}

// assessmentLateness is the share of assessments begun on a day that will pass 45
// working days. It falls slowly over the years. Assessment 2 is always worse, and
// slips badly in the last eight months.
func (w *world) assessmentLateness(team int, on day) float64 {
	years := float64(w.until-on) / 365
	late := min(0.12+0.012*years, 0.22)
	if team != teamAssessment2 {
		return late
	}
	if on > w.until-240 {
		return 0.42
	}
	return late + 0.07
}

// visitLateness is the chance that a worker's next visit is late. Safeguarding 2
// slips in the last four months.
func (w *world) visitLateness(by int, on day) float64 {
	if by < 0 {
		return 0.6
	}
	p := w.staff.workers[by].slack
	if w.staff.workers[by].team == teamSafeguarding2 && on > w.until-120 {
		p += 0.2
	}
	return p
}
