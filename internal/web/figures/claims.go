package figures

import (
	"heed/internal/figures"
	"heed/internal/words"
)

// claimsView is what others said the figure was, beside what Heed gives for the same days.
type claimsView struct {
	Rows []claimRowView
	// Disagree says that some of them contradict each other; Dated, that some name the day they are about.
	Disagree, Dated bool
}

type claimRowView struct {
	SaidBy, About, Value, Definition string
	On, Ours, Difference             string
	Disagrees                        bool
}

// claims makes the table of what others said, nil where nobody said anything.
func claims(found figures.Page) *claimsView {
	if len(found.Claims) == 0 {
		return nil
	}
	var v claimsView
	for _, c := range found.Claims {
		row := claimRowView{
			SaidBy: c.SaidBy, About: c.About, Value: c.Value, Definition: c.Definition, Ours: c.Ours, Difference: c.Difference, Disagrees: c.Disagrees,
		}
		if !c.AsAt.IsZero() {
			row.On, v.Dated = words.LongDate(c.AsAt), true
		}
		v.Disagree = v.Disagree || c.Disagrees
		v.Rows = append(v.Rows, row)
	}
	return &v
}
