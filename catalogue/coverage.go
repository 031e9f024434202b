package catalogue

// The record types that decide whose record opens to whom.
const (
	// RecordRestriction is the id of the one that closes a child's whole record to everybody without a named grant.
	RecordRestriction = "restriction"
	// RecordGrant is the id of the one that opens a restricted record to a person.
	RecordGrant = "access_grant"
	// RecordEmergency is the id of the one that says that somebody on duty opened a restricted record for a few hours, and who reviewed it.
	RecordEmergency = "emergency_access"
)

// AboutAccount is the kind of subject of the record types that decide who may sign in, and as what. They are written where it is seen to that nobody
// raises their own rights and that two people agree, and nowhere else.
const AboutAccount = "account"

// Those record types.
const (
	// RecordAccount is the id of the one that says who may sign in.
	RecordAccount = "account"
	// RecordRole is the id of the one that says what an account may see and do.
	RecordRole = "account_role"
	// RecordActing is the id of the one that lets somebody act for a colleague.
	RecordActing = "acting_for"
	// RecordAccessReview is the id of the one that says what was found of an account's looks at records. It gives no right.
	RecordAccessReview = "access_review"
)

// RecordCoverage is the id of the record type that says from which day to which day the records of a type can be taken as
// complete. Heed writes it of each import; it is neither a row of a file nor counted among what an import recorded.
const RecordCoverage = "record_coverage"

// The record types that hold what somebody says once, on a page or by a command of its own that checks it.
const (
	// RecordColumns is the id of the one that says what the columns of a kind of file are.
	RecordColumns = "saved_columns"
	// RecordRenaming is the id of the one that says that a published series goes on under another name.
	RecordRenaming = "series_renaming"
	// RecordImportWithdrawal is the id of the one that says that somebody asks for an import to be withdrawn.
	RecordImportWithdrawal = "import_withdrawal"
	// RecordAccountReview is the id of the one that says that somebody has looked at who has what.
	RecordAccountReview = "account_review"
)

// Covered says whether it is recorded of a type which days its records cover. It is not of the council's own numbers, nor of
// what gives rights: those hold as they stand.
func (t *Type) Covered() bool { return t.Area != "settings" }
