package synth

import (
	"slices"
	"time"
)

// The profiles that a council can be invented with.
const (
	// ProfileSteady is an inner London borough of today with ordinary unevenness, of any size.
	ProfileSteady = "steady"
	// ProfileLambeth2015 has the numbers that were published of Lambeth when it was inspected in 2015. The council and
	// everyone in it are invented still.
	ProfileLambeth2015 = "lambeth-2015"
)

// profile is what a council is like: how long it is shown for, how its work goes, and which of its numbers are given.
type profile struct {
	name string
	rates

	// A profile with pins has a size and days of its own; one without takes them from the options.
	until       time.Time
	years       int
	firstCensus int     // the first return year with a census and lists; before it there is the looked-after return only
	lives       int     // how many are invented, for the council to be cast from
	staffedFor  int     // how many children the posts are reckoned on
	population  int     // under 18, in the last year
	faultShare  float64 // 0 is defaultFaultShare
	pins        []pin
}

// rates are the chances and lengths in which profiles differ.
type rates struct {
	conferences    float64 // the share of first section 47 enquiries that lead to a conference
	lateConference float64 // the share of conferences past 15 working days
	planReviews    []share // at which review a protection plan ends
	lateReview     float64 // the share of review conferences that are late
	entries        float64 // how many more come into care straight from a referral
	adoptedUnder3  float64 // the share of those who come into care under three for whom adoption is the plan
	adoptedUnder10 float64
	settled, moved float64 // the shares who stay put, and who stay put or move now and then; the others move often
	inside         float64 // the share of the council's own carers who live in its area
	lateHealth     float64 // the share of initial health assessments past 20 working days
	pathwayLapse   float64 // how likely a pathway plan’s next review is to be left lying
	lapsesSince    time.Time
	slowAdoptions  float64 // the share of adoptions that drag at every stage
	health         annualHealth
	comebacks      float64 // how many are referred again, beside the usual
}

// annualHealth is the share of children with each check in the year.
type annualHealth struct{ assessed, dental, immunised float64 }

var steady = profile{
	name: ProfileSteady,
	rates: rates{
		conferences: 0.33, lateConference: 0.195, planReviews: reviewsToEnd, lateReview: 0.045, entries: 1,
		adoptedUnder3: 0.36, adoptedUnder10: 0.03, settled: 0.73, moved: 0.895,
		inside: 1, lateHealth: 0.39, pathwayLapse: 0.12,
		health: annualHealth{0.895, 0.795, 0.825}, comebacks: 1,
	},
}

// Profiles gives the names of the profiles.
func Profiles() []string { return []string{ProfileSteady, ProfileLambeth2015} }

// findProfile gives a profile by its name; blank is the steady one.
func findProfile(name string) (*profile, bool) {
	if name == "" {
		return &steady, true
	}
	all := []*profile{&steady, &lambeth2015}
	i := slices.IndexFunc(all, func(p *profile) bool { return p.name == name })
	if i < 0 {
		return nil, false
	}
	return all[i], true
}

// Until gives the last day that a profile's council knows, and false where that is the caller's to say.
func Until(name string) (time.Time, bool) {
	p, ok := findProfile(name)
	if !ok || len(p.pins) == 0 {
		return time.Time{}, false
	}
	return p.until, true
}
