package figures

import "heed/internal/figures"

// claimsView is what others said the figure was, beside what Heed gives for the same days where the two can be compared.
type claimsView struct {
	Rows []figures.ClaimRow
	// Disagree says that some of them contradict each other.
	Disagree bool
}

// claims makes the table of what others said of the authority, nil where nobody said anything.
func claims(found figures.Page) *claimsView {
	if len(found.Claims) == 0 {
		return nil
	}
	v := claimsView{Rows: found.Claims}
	for _, c := range found.Claims {
		v.Disagree = v.Disagree || c.Disagrees
	}
	return &v
}
