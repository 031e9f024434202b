package kit

import (
	"context"
	"net/http"
	"net/url"

	"heed/internal/door"
)

// emergencyView is a restricted record that the reader has open in an emergency.
type emergencyView struct{ Child, ChildHref, Until, EndHref string }

type emergenciesKey struct{}

// WithEmergencies adds to a request what its reader has open in an emergency.
func WithEmergencies(r *http.Request, opened []door.Opening) *http.Request {
	if len(opened) == 0 {
		return r
	}
	return r.WithContext(context.WithValue(r.Context(), emergenciesKey{}, opened))
}

// emergencies gives what the banner at the top of each page says.
func (s *Site) emergencies(r *http.Request) (list []emergencyView) {
	opened, _ := r.Context().Value(emergenciesKey{}).([]door.Opening)
	for _, o := range opened {
		list = append(list, emergencyView{
			Child: o.Child, ChildHref: "/children/" + url.PathEscape(o.Child), Until: Moment(o.Over(), s.Now()), EndHref: "/emergencies/" + url.PathEscape(o.ID) + "/end",
		})
	}
	return list
}
