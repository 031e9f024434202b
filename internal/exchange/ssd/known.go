package ssd

// known is what has been read of objects that others name: days by the ids of the case system, and what goes into
// records that other objects make.
type known struct {
	// born is the date of birth of each person that the extract has, blank where it is not known. adults are those of them
	// who are no children; unlisted those that only other objects name.
	born     map[string]string
	adults   map[string]bool
	unlisted map[string]bool
	upns     map[string]upns
	ownChild map[string]string // the first day of birth of each mother's children
	homes    map[string]string // when each person's present home began

	referrals map[string]referral
	referred  map[string][]string // the days of each person's referrals, in no order
	factors   map[string]string
	enquiries map[string]enquiry
	meetings  map[string]meeting // conferences by the enquiry that led to them
	plans     map[string]plan
	inNeed    map[string]string // the person of each plan of a child in need

	placements map[string]*placement
	placedIn   map[string][]*placement
	statuses   map[string][]status
	periods    map[string]*period // by the id that a period's episodes share
	inCare     map[string][]*period

	sends    map[string]string // the person of each record of special needs
	requests map[string]*request
}

type (
	upns     struct{ now, former string }
	referral struct{ person, on string }
	enquiry  struct{ person, referredOn, startedOn string }
	meeting  struct{ dueOn, heldOn string }
	plan     struct {
		person, startedOn string
		elsewhere         bool // it is another authority's
	}
)

// dropNameless leaves out what rows without an id of their own say: no row of another object names them, whatever else it leaves blank.
func (k *known) dropNameless() {
	delete(k.referrals, "")
	delete(k.factors, "")
	delete(k.enquiries, "")
	delete(k.meetings, "")
	delete(k.plans, "")
	delete(k.inNeed, "")
	delete(k.placements, "")
	delete(k.sends, "")
	delete(k.requests, "")
}

func newKnown() known {
	return known{
		born: map[string]string{}, adults: map[string]bool{}, unlisted: map[string]bool{}, upns: map[string]upns{},
		ownChild: map[string]string{}, homes: map[string]string{},
		referrals: map[string]referral{}, referred: map[string][]string{}, factors: map[string]string{},
		enquiries: map[string]enquiry{}, meetings: map[string]meeting{}, plans: map[string]plan{}, inNeed: map[string]string{},
		placements: map[string]*placement{}, placedIn: map[string][]*placement{}, statuses: map[string][]status{},
		periods: map[string]*period{}, inCare: map[string][]*period{}, sends: map[string]string{}, requests: map[string]*request{},
	}
}
