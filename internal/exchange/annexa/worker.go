package annexa

import "heed/internal/exchange/intake"

// worker keeps whom a list names beside a child, and of which team, on the day of the list. The lists do not say since when, so that
// this is no allocation. began is the day on which what the child is listed for began, and ended the column of the day on which it
// ended, blank where the list has none.
func (p *part) worker(o *draft, listedFor, began, ended string) error {
	if o.begin(); o.Get("worker") == "" && o.Get("team") == "" {
		return nil
	}
	return p.listed(o, listedFor, began, ended)
}

// adviser keeps the personal adviser of a care leaver, who has a column of their own.
func (p *part) adviser(o *draft) error {
	name := p.text("Allocated Personal Advisor")
	if o.begin(); name == "" {
		return nil
	}
	o.Set("worker", intake.Whole(name))
	o.Omit("team") // that of the allocated worker
	return p.listed(o, "adviser", p.extracted, "")
}

func (p *part) listed(o *draft, listedFor, began, ended string) error {
	if began == "" || p.extracted == "" {
		return nil // the day that lacks is a fault of the record that it dates, or no list has any day
	}
	o.Set("listed_for", listedFor)
	o.Set("began_on", began)
	o.Set("listed_on", p.extracted)
	if v, said := p.cell(ended); said {
		switch day := p.date(ended); {
		case v == "" || day > p.extracted:
			o.Set("still_open", "true")
		case day != "":
			o.Set("still_open", "false")
		}
	} else if listedFor == "leaving care" || listedFor == "adviser" {
		o.Set("still_open", "true") // the list is of those who have the services now
	}
	return o.write()
}

// missing keeps how often a looked-after child was missing in the year to the day of the list, and what was said of the interview after
// the last time. Where there is no number and no answer nothing is kept.
func (p *part) missing(o *draft) error {
	o.begin()
	if p.extracted == "" {
		return nil
	}
	for _, field := range []string{"missing", "away", "interview_offered", "interview_accepted"} {
		if o.Get(field) != "" {
			o.Set("to_on", p.extracted)
			return o.write()
		}
	}
	return nil
}
