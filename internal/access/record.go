package access

import "github.com/cedar-policy/cedar-go/types"

// Record is what the policies know of a record: what it is, never what it says.
type Record struct {
	Authority string
	// Type is the record type's id; KeptBy is "case system" or "heed".
	Type, KeptBy string
	// Restricted says that the type is sensitive in itself.
	Restricted bool
	// GivesRights says that records of the type decide who may see what.
	GivesRights bool
	// About is the kind of its subject, such as "child" or "carer household"; Subject is the subject's id.
	About, Subject string
}

var (
	recordID = types.NewEntityUID("Record", "what")
	// subjectKinds are the kinds of subject besides children that the policies know, by the catalogue's word for them.
	subjectKinds = map[string]types.EntityUID{
		"worker": types.NewEntityUID("Worker", "whom"), "carer household": types.NewEntityUID("CarerHousehold", "whom"),
		"provider": types.NewEntityUID("Provider", "whom"), "account": types.NewEntityUID("Account", "whom"),
	}
	bodyID = types.NewEntityUID("Body", "whom")
)

// Ready makes a record ready to be asked about.
func (r Record) Ready() Subject {
	return Subject{types.Entity{UID: recordID, Attributes: types.NewRecord(types.RecordMap{
		"authority": types.String(r.Authority), "type": types.String(r.Type), "kept_by": types.String(r.KeptBy),
		"restricted": types.Boolean(r.Restricted), "gives_rights": types.Boolean(r.GivesRights), "about": types.String(r.About), "subject": types.String(r.Subject),
	})}}
}

// Other is a subject that is no child: a worker, a carer household, a provider, an account or a body, such as the authority
// itself, a panel or an agency.
type Other struct {
	Authority, Kind, ID string
	// Owed are the roles that own what is asked about: a duty towards it.
	Owed []string
}

// Ready makes a subject ready to be asked about. A kind that the policies do not know by name is a body.
func (o Other) Ready() Subject {
	uid, known := subjectKinds[o.Kind]
	if !known {
		uid = bodyID
	}
	return Subject{types.Entity{UID: uid, Attributes: types.NewRecord(types.RecordMap{
		"authority": types.String(o.Authority), "id": types.String(o.ID), "owed": set(o.Owed),
	})}}
}
