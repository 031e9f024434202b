package kit

import (
	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/words"
)

// CapacityWords says as what somebody signs in: the role, where, and for whom.
func CapacityWords(who door.Actor) string {
	text := words.Capital(string(who.Role))
	if place := Place(who); place != "" {
		text += ", " + place
	}
	if who.For != "" {
		text += ", for " + who.ForName
	}
	return text
}

// Place is where a person works: a head of service's service, otherwise a team.
func Place(who door.Actor) string {
	if who.Role == access.HeadOfService {
		return who.Service
	}
	return who.Team
}
