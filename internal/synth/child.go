package synth

// child is a child and everything that ever happens to them, including what has
// yet to happen. A view decides what a return may show.
type child struct {
	id                 string
	stream             uint64
	given, family      string
	born               day
	male               bool
	ethnicity          string
	ethnicityKnown     day
	upn                string
	upnKnown           day
	home               string // postcode
	disabled           bool
	disabilities       []string
	unaccompanied      bool
	motherOn           day // when a child was born to her, or never
	needs              []*need
	cares              []*care
	missings           []missing
	allocations        []allocation
	visits             []visit
	checks             []healthCheck
	annuals            []annual
	leavings           []leaving
	pathway            *pathway // nil for whom none is owed
	engaged            bool     // a care leaver in education or work
	previousPermanence string
	earlierPlans       int // child protection plans before the first one simulated
}

// need is an episode of need, from a referral to the day services closed.
type need struct {
	referred    day
	source      string
	nfa         bool
	primary     string
	primaryFrom day // before this day the return says "not stated"
	closed      fact
	closure     string
	assessments []assessment
	plans       []span
	enquiries   []enquiry
	protections []*protection
	team        int // of the assessment
}

type span struct{ started, ended fact }

type assessment struct {
	started    day
	checkpoint day
	authorised fact
	factors    []string
}

// enquiry is a section 47 enquiry and the conference it led to, if any.
type enquiry struct {
	started     day
	conference  bool
	decided     day // when it was settled whether a conference was needed
	target      day
	held        fact
	planStarted bool
}

type protection struct {
	started         day
	ended           fact
	initial, latest string
	latestFrom      day
	previous        int
	reviews         []fact
}

// care is a period of care.
type care struct {
	from     day
	ended    fact
	end      string
	need     string
	episodes []episode
	reviews  []review
	adoption *adoption
	remand   bool
}

type episode struct {
	started, ended              fact
	startReason, legal, place   string
	provider, endReason, change string
	post, urn                   string
	wrongProvider               string // what was first returned, until fixed
	fixed                       day
}

type review struct {
	fact
	participation string
}

type adoption struct {
	decided, reversed, matched, placed, adopted day
	reversedReason, adopters, status            string
	fosterCarer                                 bool
	count                                       int
}

type missing struct {
	started, ended     fact
	away               bool
	fromHome           bool // not looked after, so not in the SSDA903
	startedAt, foundAt int  // minutes into the day
	interview          *interview
}

type interview struct {
	recorded    day
	offered     day
	held        day
	heldMinutes int
	outcome     string
	worker      int
}

type visit struct {
	fact
	seen, alone, bedroom bool
	worker               int
}

type healthCheck struct {
	kind                             string
	number                           int
	requested, held, report, decline day
}

// annual is what the SSDA903 returns of a child's health at a year end.
type annual struct {
	ending                                 int
	score                                  int // -1 for none
	reason                                 string
	convicted, immunised, dental, assessed bool
	underFive, developed                   bool
	substance, received, offered           bool
}

// leaving is what the SSDA903 returns of a care leaver around a birthday.
type leaving struct {
	ending                int
	touch, activity, home string
}

type allocation struct {
	worker         int
	role           string
	team           int
	started, ended fact
	reason         string
}
