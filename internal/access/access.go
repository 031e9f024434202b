// Package access decides who may see and do what. The decisions are written in Cedar, in the files under policies, which
// a head of service can read; this package only hands them the facts: who asks, in what role, and what they stand in to
// the child.
package access

// Role is a kind of job, as the policies name it.
type Role string

// The roles.
const (
	SocialWorker        Role = "social worker"
	PersonalAdviser     Role = "personal adviser"
	FamilySupportWorker Role = "family support worker"
	ReviewingOfficer    Role = "reviewing officer"
	ConferenceChair     Role = "conference chair"
	TeamManager         Role = "team manager"
	HeadOfService       Role = "head of service"
	Director            Role = "director"
	LookedAfterNurse    Role = "looked-after nurse"
	MissingCoordinator  Role = "missing coordinator"
	Analyst             Role = "analyst"
	ElectedMember       Role = "elected member"
	Partner             Role = "partner"
	Inspector           Role = "inspector"
	// System is the command line on the machine that holds the data.
	System Role = "system"
)

// Roles lists every role, those nearest to the child first.
var Roles = []Role{
	SocialWorker, PersonalAdviser, FamilySupportWorker, ReviewingOfficer, ConferenceChair, TeamManager, HeadOfService,
	Director, LookedAfterNurse, MissingCoordinator, Analyst, ElectedMember, Partner, Inspector, System,
}

// Action is something that can be done, as the policies name it.
type Action string

// The actions. The first three are upon a child, the next upon another subject, the next two upon a record, the rest upon an
// authority's data as a whole.
const (
	ReadChild       Action = "read child"
	ReadName        Action = "read name"
	ReadSensitive   Action = "read sensitive record"
	ReadSubject     Action = "read subject"
	ReadRecord      Action = "read record"
	WriteRecord     Action = "write record"
	ListClocks      Action = "list clocks"
	ListFindings    Action = "list findings"
	ListDrift       Action = "list drift"
	ReadFigure      Action = "read figure"
	ReadFigureRows  Action = "read figure rows"
	Export          Action = "export"
	ReadRule        Action = "read rule"
	RunRule         Action = "run rule"
	ReadImports     Action = "read imports"
	Import          Action = "import"
	ImportPublished Action = "import published figures"
	UndoImport      Action = "undo import"
	Rebuild         Action = "rebuild the engine"
	ReadAccessLog   Action = "read access log"
	DecideMatch     Action = "decide match"
)

// Actions lists every action.
var Actions = []Action{
	ReadChild, ReadName, ReadSensitive, ReadSubject, ReadRecord, WriteRecord, ListClocks, ListFindings, ListDrift, ReadFigure,
	ReadFigureRows, Export, ReadRule, RunRule, ReadImports, Import, ImportPublished, UndoImport, Rebuild, ReadAccessLog, DecideMatch,
}

// Principal is who asks. ID is their worker id.
type Principal struct {
	ID   string
	Role Role
	// Authority is the code of the council they work for; TeamID and Service are blank where they have none.
	Authority, TeamID, Service string
}

// Child is what the policies may know of a child's record: nothing of the child, only who stands where towards them.
type Child struct {
	Authority string
	// Workers are the ids of all who hold a role towards the child today.
	Workers []string
	// TeamID and Service are those of the child's worker, or of the last one where there is none now.
	TeamID, Service      string
	LookedAfter, Missing bool
	// Restricted records open only for those in Granted.
	Restricted bool
	Granted    []string
}

// Decision is the answer to one question of the policy.
type Decision struct {
	Allowed bool
	// Policy names the policy that decided; it is blank where none allowed it.
	Policy string
	// Reason completes "because": you are allocated to this child.
	Reason string
}
