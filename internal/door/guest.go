package door

import (
	"slices"

	"heed/internal/access"
)

// guests are the invented people who stand in for roles that nobody on the council's list of staff has: those who look on from
// outside, and whoever owns duties without working with children from day to day.
var guests = []Actor{
	{ID: "member-1", Name: "Cllr Ifeoma Castellane", Role: access.ElectedMember},
	{ID: "partner-1", Name: "DCI Rhodri Featherstone", Role: access.Partner, Agency: "police"},
	{ID: "inspector-1", Name: "Hester Vaughan-Okoro", Role: access.Inspector},
	{ID: "administrator-1", Name: "Zebedee Orumwense", Role: access.Administrator},
	{ID: "director-1", Name: "Temperance Odusanyo-Hale", Role: access.Director},
	{ID: "reviewing-1", Name: "Gwendolen Larbiwa", Role: access.ReviewingOfficer},
	{ID: "chair-1", Name: "Ambrose Kebbahe", Role: access.ConferenceChair},
	{ID: "nurse-1", Name: "Philippa Tavareso", Role: access.LookedAfterNurse},
	{ID: "missing-1", Name: "Desmond Quillfeather", Role: access.MissingCoordinator},
	{ID: "virtual-school-1", Name: "Marguerite Danquaye", Role: "virtual school head"},
	{ID: "special-needs-1", Name: "Lorcan Hazelgrave", Role: "special educational needs manager"},
	{ID: "education-welfare-1", Name: "Busola Adekolu", Role: "education welfare officer"},
	{ID: "home-education-1", Name: "Edmund Coppardine", Role: "home education officer"},
	{ID: "leaving-care-1", Name: "Sunita Patelwar", Role: "leaving care manager"},
	{ID: "leaving-care-2", Name: "Clement Ogunleyo", Role: "head of leaving care"},
	{ID: "service-1", Name: "Rosalind Cranwold", Role: "service manager"},
	{ID: "duty-team-1", Name: "Tarquin Mansarey", Role: "emergency duty team"},
	{ID: "early-help-1", Name: "Winifred Boatengwa", Role: "early help lead"},
	{ID: "conference-1", Name: "Noreen Lindenhall", Role: "conference administrator"},
	{ID: "legal-1", Name: "Cornelius Westerholt-Ash", Role: "legal services"},
	{ID: "court-1", Name: "Henrietta Joaquimo", Role: "court progression manager"},
	{ID: "placement-1", Name: "Barnaby Yeboahne", Role: "placement panel"},
	{ID: "permanence-1", Name: "Isolde Redfernley", Role: "permanence panel chair"},
	{ID: "fostering-1", Name: "Delphine Amoakohe", Role: "fostering manager"},
	{ID: "guardianship-1", Name: "Osbert Teklemar", Role: "special guardianship team"},
	{ID: "guardianship-2", Name: "Verity Chidobe", Role: "special guardianship support"},
	{ID: "adoption-1", Name: "Leopold Merriden", Role: "head of adoption"},
	{ID: "adoption-2", Name: "Cressida Nwankori", Role: "adoption manager"},
	{ID: "adoption-3", Name: "Fergus Salisuna", Role: "adoption social worker"},
	{ID: "adoption-4", Name: "Araminta Bengosa", Role: "adoption support social worker"},
	{ID: "adoption-5", Name: "Jocelyn Ekwuemi", Role: "adoption recruitment"},
	{ID: "family-finder-1", Name: "Thaddeus Wolderufe", Role: "family finder"},
	{ID: "decision-maker-1", Name: "Constance Igwebu", Role: "agency decision-maker"},
	{ID: "panel-1", Name: "Rupert Sesayo", Role: "panel adviser"},
	{ID: "panel-2", Name: "Octavia Maplethorne", Role: "panel chair"},
	{ID: "agency-1", Name: "Lysander Umehani", Role: access.InvitedAgency, Agency: "health"},
	{ID: "partners-1", Name: "Perpetua Glenhollow", Role: access.SafeguardingPartners},
}

// guestsBeside gives the guests of a demonstration: one for each role that none of the staff has.
func (d *Door) guestsBeside(staff []Actor, authority string) []Actor {
	var list []Actor
	for _, g := range guests {
		if slices.ContainsFunc(staff, func(who Actor) bool { return who.ID == g.ID || who.Role == g.Role }) {
			continue
		}
		g.Authority, g.AuthorityName = authority, d.AuthorityName(authority)
		list = append(list, g)
	}
	return list
}
