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
	// Administrator keeps the accounts and opens no child.
	Administrator Role = "administrator"
	// InvitedAgency and SafeguardingPartners own duties, and are other bodies than the council: they see totals, as partners do.
	InvitedAgency        Role = "invited agency"
	SafeguardingPartners Role = "safeguarding partners"
	// System is the command line on the machine that holds the data.
	System Role = "system"
)

// Roles lists every role, those nearest to the child first, then those who own duties of the rulebook, of whom policies
// speak by name only where they are on duty.
var Roles = []Role{
	SocialWorker, PersonalAdviser, FamilySupportWorker, ReviewingOfficer, ConferenceChair, TeamManager, HeadOfService,
	Director, LookedAfterNurse, MissingCoordinator, Analyst, ElectedMember, Partner, Inspector, Administrator, System,
	"virtual school head", "special educational needs manager", "education welfare officer", "home education officer",
	"leaving care manager", "head of leaving care", "service manager", "emergency duty team", "early help lead",
	"conference administrator", "legal services", "court progression manager", "placement panel", "permanence panel chair",
	"fostering manager", "special guardianship team", "special guardianship support",
	"head of adoption", "adoption manager", "adoption social worker", "adoption support social worker", "adoption recruitment", "family finder",
	"agency decision-maker", "panel adviser", "panel chair", InvitedAgency, SafeguardingPartners,
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
	// ManageAccounts is to say who may sign in, and as what.
	ManageAccounts Action = "manage accounts"
	// DecideRestriction is to say whose record is restricted and who may open it all the same, and to review what was opened in an emergency.
	DecideRestriction Action = "decide restriction"
	// OpenInEmergency is to open a restricted record for a few hours without a grant by name.
	OpenInEmergency Action = "open in an emergency"
	// ManageJobs is to see what runs in the background, and to cancel it.
	ManageJobs Action = "manage background work"
)

// Actions lists every action.
var Actions = []Action{
	ReadChild, ReadName, ReadSensitive, ReadSubject, ReadRecord, WriteRecord, ListClocks, ListFindings, ListDrift, ReadFigure,
	ReadFigureRows, Export, ReadRule, RunRule, ReadImports, Import, ImportPublished, UndoImport, Rebuild, ReadAccessLog, DecideMatch,
	ManageAccounts, DecideRestriction, OpenInEmergency, ManageJobs,
}

// Principal is who asks. ID is their worker id or, where they have none, that of their account.
type Principal struct {
	ID string
	// Account is the id of the account that has signed in, blank where nobody has.
	Account string
	// By is who does what they do, as the ledger has it: their account and, where they act for a colleague, whose role it is.
	By   string
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
	// Owed are the roles that own a duty towards the child that is open today and that nobody is named for.
	Owed []string
	// Restricted records open only for those in Granted.
	Restricted bool
	Granted    []string
	// Opened are those who have it open in an emergency now, as Principal.By has them.
	Opened []string
}

// Decision is the answer to one question of the policy.
type Decision struct {
	Allowed bool
	// Policy names the policy that decided; it is blank where none allowed it.
	Policy string
	// Reason completes "because": you are allocated to this child.
	Reason string
}
