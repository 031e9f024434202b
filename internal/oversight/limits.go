package oversight

import (
	"fmt"
	"time"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/words"
)

// The limits beyond which a look is listed for somebody to look into. They are local numbers: no law and no guidance sets them, and a council that finds them
// too narrow or too wide changes them here.
const (
	// manyChildren is how many different children one person opens within manyWithin before that is listed.
	manyChildren = 30
	manyWithin   = time.Hour
	// opensAt and closesAt are the hours, in London, between which work is done on a working day.
	opensAt, closesAt = 7, 20
)

// nightRole works when others do not, so that its hours are never odd.
const nightRole access.Role = "emergency duty team"

// byAllocation are the roles to which the policies open children for no other reason than that they are allocated. A look in any other role that the policies let
// through had another reason: that the child is with one's team or service, or is owed something by one's role.
var byAllocation = map[access.Role]bool{
	access.SocialWorker: true, access.PersonalAdviser: true, access.FamilySupportWorker: true, access.ReviewingOfficer: true, access.ConferenceChair: true,
}

// byPlace are the roles to which the policies open the children of their team or service.
var byPlace = map[access.Role]bool{access.TeamManager: true, access.HeadOfService: true}

// excluded says whether a role is left out of a kind of oddity: the command line of all but the last, as it is no person; of two kinds the roles whose work is with
// all children, as the policies open every child to them; and of the hours the one that works when others do not.
func excluded(s *door.Session, kind Kind, role access.Role) bool {
	switch kind {
	case NeverAllocated, ManyChildren:
		return role == access.System || s.OpensEveryChild(role)
	case OutOfHours:
		return role == access.System || role == nightRole
	case AfterLeaving:
	}
	return false
}

// Rule says in words what a kind of oddity is, and who is left out of it.
type Rule struct {
	Kind         Kind
	Title, Words string
	// Without are the roles that are left out, blank where none is, with the reason.
	Without string
}

// Rules gives the kinds with their limits, for those who read the list.
func Rules(s *door.Session) []Rule {
	list := make([]Rule, 0, len(Kinds))
	for _, kind := range Kinds {
		var without []string
		for _, role := range access.Roles {
			if role != access.System && excluded(s, kind, role) {
				without = append(without, string(role))
			}
		}
		r := Rule{Kind: kind, Title: s.Catalogue().Lists["access-oddity"].Label(string(kind)), Words: ruleWords(kind)}
		if len(without) > 0 {
			r.Without = "Left out: " + words.Join(without) + ", " + withoutWords(kind) + "."
		}
		list = append(list, r)
	}
	return list
}

func ruleWords(kind Kind) string {
	switch kind {
	case NeverAllocated:
		return "A look at a child, or a refused attempt, by somebody of whom no allocation to the child is recorded. Of team managers and heads of service it is one at a child of whom nothing is recorded that they were with their team or service; of the other roles only what was refused, as the policies open a child to them for another reason."
	case ManyChildren:
		return fmt.Sprintf("%d different children or more within an hour.", manyChildren)
	case OutOfHours:
		return fmt.Sprintf("A look at a child, or a file, before %dam, after %dpm or on a day that is no working day: a Saturday, a Sunday or a bank holiday of England and Wales.", opensAt, closesAt-12)
	case AfterLeaving:
		return "Anything done after the last day of the account, or of the person in the list of staff."
	}
	return ""
}

func withoutWords(kind Kind) string {
	if kind == OutOfHours {
		return "which works when others do not"
	}
	return "whose work is with all children of the authority"
}
