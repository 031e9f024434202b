package home

import (
	"context"
	"slices"
	"time"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/engine"
	"heed/internal/figures"
	"heed/internal/words"
	"heed/rulebook"
)

// PartnerPage is what somebody of another agency sees: how often their own agency came, reported and answered. It holds totals only, of the year
// to the end of a quarter, as a member's does.
type PartnerPage struct {
	door.Asked

	// Agency names the agency, blank where Heed does not know it.
	Agency     string
	QuarterEnd time.Time
	// Waiting says that the lines are still being worked out.
	Waiting bool
	Lines   []AgencyLine
	Figures []figures.KeyFigure
}

// AgencyLine is one thing that an agency is asked for, and how often it was done in the year and in the one before.
type AgencyLine struct {
	Title, Why string
	// Duty is the rule that counts it, nil where the records are counted as they stand.
	Duty      *rulebook.Rule
	Now, Then Kept
}

// Partner gives the home of somebody of another agency.
func Partner(ctx context.Context, s *door.Session) (PartnerPage, error) {
	if err := s.Allow(ctx, access.ReadFigure, "home"); err != nil {
		return PartnerPage{}, err
	}
	in, err := s.Open(ctx)
	if err != nil {
		return PartnerPage{}, door.Tidy(err)
	}
	home := PartnerPage{Asked: in.Asked, QuarterEnd: in.Q.AsAt}
	if list := in.Catalogue().List("agency"); list != nil && in.Who.Agency != "" {
		home.Agency = list.Label(in.Who.Agency)
	}
	if home.Figures, err = keyFigures(ctx, in, figures.FindKey); err != nil {
		return PartnerPage{}, door.Tidy(err)
	}
	if home.Agency != "" {
		home.Lines, home.Waiting, err = agencyLines(ctx, in)
	}
	if err != nil {
		return PartnerPage{}, door.Tidy(err)
	}
	return home, s.Log(ctx, access.ReadFigure, "", "home as at "+in.Asked.AsAt.Format(time.DateOnly))
}

// agencyRecords is what the records say of one agency's part in the work.
type agencyRecords struct {
	in     *door.Inquiry
	agency string
	// years are the year to the end of the quarter and the one before.
	years    [2]engine.Span
	coverage []engine.Coverage
}

func agencyLines(ctx context.Context, in *door.Inquiry) (list []AgencyLine, waiting bool, err error) {
	if !in.Engine.BeginClocks(in.Q) {
		return nil, true, nil
	}
	end := in.Q.AsAt
	from := yearTo(end)
	a := agencyRecords{in: in, agency: in.Who.Agency, years: [2]engine.Span{engine.Days(from, end), engine.Days(from.AddDate(-1, 0, 0), from.AddDate(0, 0, -1))}}
	if a.coverage, err = in.Engine.ListCoverage(ctx, in.Q); err != nil {
		return nil, false, err
	}
	for _, line := range []func(context.Context) (AgencyLine, error){a.conferences, a.reports, a.strategy, a.missing} {
		made, err := line(ctx)
		if err != nil {
			return nil, false, err
		}
		if made.Title != "" {
			list = append(list, made)
		}
	}
	return list, false, nil
}

// conferences counts the child protection conferences to which the agency was asked and that were held: whether it came.
func (a agencyRecords) conferences(ctx context.Context) (AgencyLine, error) {
	line := AgencyLine{
		Title: "Came to the child protection conferences that it was asked to",
		Why:   "A plan made without an agency binds nobody there, and leaves out what it knows of the child.",
	}
	held, err := a.in.Engine.Rows(ctx, a.in.Q, "conference")
	if err != nil {
		return line, err
	}
	type key struct {
		child string
		on    time.Time
	}
	was := map[key]bool{}
	for _, row := range held {
		on, _ := row["planned_on"].(time.Time)
		_, ok := row["held_on"].(time.Time)
		was[key{row.Text("subject_id"), on}] = ok
	}
	rows, err := a.in.Engine.Rows(ctx, a.in.Q, "conference_invitation")
	asked := slices.DeleteFunc(slices.Clone(rows), func(row engine.SubjectRow) bool {
		on, _ := row["planned_on"].(time.Time)
		unknown, _ := row["no_knowledge"].(bool)
		return row.Text("agency") != a.agency || unknown || !was[key{row.Text("subject_id"), on}]
	})
	line.Now, line.Then = a.ofRows(asked, "planned_on", "attended", "conference_invitation", "conference")
	return line, err
}

// strategyFields are the fields of a strategy discussion that say whether an agency took part.
var strategyFields = map[string]string{"police": "police", "health": "health", "school": "education"}

// strategy counts the strategy discussions held: whether the agency took part.
func (a agencyRecords) strategy(ctx context.Context) (AgencyLine, error) {
	field := strategyFields[a.agency]
	if field == "" {
		return AgencyLine{}, nil
	}
	line := AgencyLine{Title: "Took part in the strategy discussions that were held", Why: "Each agency holds a piece of the child’s story; without one of them less is known when it is decided how to act."}
	rows, err := a.in.Engine.Rows(ctx, a.in.Q, "strategy_discussion")
	line.Now, line.Then = a.ofRows(rows, "held_on", field, "strategy_discussion")
	return line, err
}

// ofRows counts rows by the year of a day: those whose field is yes, of those in which it is yes or no.
func (a agencyRecords) ofRows(rows []engine.SubjectRow, day, field string, recordTypes ...string) (now, then Kept) {
	var kept [2]Kept
	for i, year := range a.years {
		if kept[i].Unknown = a.untold(year, recordTypes...); kept[i].Unknown != "" {
			continue
		}
		yes, no, untold := 0, 0, 0
		for _, row := range rows {
			on, ok := row[day].(time.Time)
			if !ok || on.Before(year.From()) || on.After(year.To) {
				continue
			}
			switch done, known := row[field].(bool); {
			case !known:
				untold++
			case done:
				yes++
			default:
				no++
			}
		}
		kept[i] = keptOf(yes, no, untold)
	}
	return kept[0], kept[1]
}

// reports counts the written reports that the agency owed to conferences: whether they came in time.
func (a agencyRecords) reports(ctx context.Context) (AgencyLine, error) {
	detail := words.Capital(a.agency) // so the duty names the agency of each clock
	return a.ofDuty(ctx, "partner-conference-report", "Sent its written reports to conferences in time", func(c engine.Clock) bool { return c.Detail == detail })
}

// missing counts the reports of missing children to the police: whether what they did is recorded in time, or was challenged.
func (a agencyRecords) missing(ctx context.Context) (AgencyLine, error) {
	if a.agency != "police" {
		return AgencyLine{}, nil
	}
	return a.ofDuty(ctx, "police-missing-response", "Its answer to the report of a missing child was recorded in time, or challenged", func(engine.Clock) bool { return true })
}

// ofDuty counts the clocks of a duty that are the agency's by the year in which they fell due: those kept in time, of those that were or were not.
func (a agencyRecords) ofDuty(ctx context.Context, id, title string, theirs func(engine.Clock) bool) (AgencyLine, error) {
	r := a.in.Book().Rule(id)
	if r == nil {
		return AgencyLine{}, nil
	}
	line := AgencyLine{Title: title, Why: r.Why, Duty: r}
	var kept [2]Kept
	for i, year := range a.years {
		found, err := a.in.Engine.ListClocks(ctx, a.in.Q, engine.ClockFilter{Duty: id, DueFrom: year.From(), DueTo: year.To})
		if err != nil {
			return line, err
		}
		var t keeping
		for _, c := range found {
			if theirs(c) {
				t.add(id, c.Status, 1)
			}
		}
		kept[i] = t.kept()[id]
		if why := a.untold(year, rulebook.TypesOf(slices.Concat(r.MetBy, r.RestsOn)...)...); why != "" {
			kept[i] = Kept{Unknown: why}
		}
	}
	line.Now, line.Then = kept[0], kept[1]
	return line, nil
}

// untold says why the records do not tell of a year: nothing feeds one of the types they are of, or its records do not cover the year.
func (a agencyRecords) untold(year engine.Span, recordTypes ...string) string {
	for _, id := range recordTypes {
		title := words.LowerFirst(a.in.Catalogue().Type(id).Title)
		switch {
		case figures.Covers(a.coverage, id, year):
		case !slices.ContainsFunc(a.coverage, func(c engine.Coverage) bool { return c.RecordType == id }):
			return "nothing feeds this: no source holds “" + title + "”"
		default:
			return "the records of “" + title + "” do not cover the whole year"
		}
	}
	return ""
}
