package door

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"heed/catalogue"
	"heed/internal/access"
	"heed/internal/engine"
	"heed/internal/ledger"
	"heed/rulebook"
)

// Session is one person's use of the door: who asks, and which question is asked. Every use case takes one, so that nothing
// reaches data around the door. It may be used again: what the person may see is found afresh by each Open.
type Session struct {
	Who Actor
	// Question is the day asked about and the moment whose knowledge is used.
	Question Question

	door *Door
}

// Session lets a person in. The question is that of today, with all that is known now.
func (d *Door) Session(who Actor) *Session { return &Session{Who: who, door: d} }

// At gives the same person's session with another question.
func (s *Session) At(q Question) *Session { return &Session{Who: s.Who, Question: q, door: s.door} }

// Today gives the same person's session with the question of today.
func (s *Session) Today() *Session { return s.At(Question{}) }

// Catalogue gives the record types and code lists.
func (s *Session) Catalogue() *catalogue.Catalogue { return s.door.catalogue }

// Book gives the rulebook.
func (s *Session) Book() *rulebook.Book { return s.door.book }

// Calendar gives the working days of England.
func (s *Session) Calendar() *engine.Calendar { return s.door.calendar }

// Ledger gives the ledger, for use cases that have asked for permission.
func (s *Session) Ledger() *ledger.Store { return s.door.ledger }

// Now gives the moment by the one clock.
func (s *Session) Now() time.Time { return s.door.Now() }

// Day gives the civil day in London by the one clock.
func (s *Session) Day() time.Time { return s.door.Today() }

// NewID makes an id for what is about to be recorded.
func (s *Session) NewID() string { return s.door.cfg.NewID() }

// AuthorityName gives an authority's name, or its code where that is not known.
func (s *Session) AuthorityName(code string) string { return s.door.AuthorityName(code) }

// Dir is the data directory.
func (s *Session) Dir() string { return s.door.cfg.Dir }

// Logger gives the log of running, which holds no personal data.
func (s *Session) Logger() *slog.Logger { return s.door.cfg.Log }

// Sealed says whether a rule reads a record type that is sensitive in itself.
func (s *Session) Sealed(r *rulebook.Rule) bool { return s.door.sealed[r.ID] }

// StaffNames gives the names of all who ever worked for the authority, and of its teams, by id.
func (s *Session) StaffNames(ctx context.Context) (map[string]string, error) {
	return s.door.staffNames(ctx, s.Who.Authority)
}

// Batches gives the authority's imports and undos, the latest first, as known at the moment of the question: none that was recorded later, and what was
// taken back later stands.
func (s *Session) Batches(ctx context.Context) ([]ledger.BatchInfo, error) {
	a, err := s.door.authority(ctx, s.Who.Authority)
	if err != nil {
		return nil, err
	}
	list, err := s.door.batches(ctx, a)
	return knownBatches(list, s.Question.KnownAt), err
}

// May says whether the policy allows the person an action upon their authority's data, so that a page offers nothing it would
// refuse. It is not logged; doing it is.
func (s *Session) May(action access.Action) bool { return s.door.May(s.Who, action) }

// Inquiry is a session whose question is being answered: the engine that answers it and what the person may see of the answer.
type Inquiry struct {
	*Session

	Engine *engine.Engine
	// Q is the question with nothing left to be filled in.
	Q engine.Question
	// Scope is what the person may see today, whatever day the question is about.
	Scope *Scope
	Asked Asked
}

// Open finds what the person may see and opens the authority's engine. Who sees totals only asks about the end of a quarter of the latest
// publication, whatever day they name and whatever moment's knowledge: Q is the question of the publication, and Asked.AsAt the end of the quarter.
func (s *Session) Open(ctx context.Context) (*Inquiry, error) {
	return s.open(ctx, !s.May(access.ReadFigureRows))
}

// OpenCoverage opens the engine for what the records cover, which tells of no child: the day is the one that was named, for those who see totals only
// too. Nothing else may be asked of it on their behalf.
func (s *Session) OpenCoverage(ctx context.Context) (*Inquiry, error) { return s.open(ctx, false) }

// open opens the engine, for those who see totals only with the question of the latest publication.
func (s *Session) open(ctx context.Context, totals bool) (*Inquiry, error) {
	a, err := s.door.authority(ctx, s.Who.Authority)
	if err != nil {
		return nil, err
	}
	if err := s.door.followOthers(ctx, a); err != nil {
		return nil, err
	}
	in := &Inquiry{Session: s, Engine: a.engine}
	var coverage []engine.Coverage
	if in.Q, coverage, err = s.door.engineQuestion(ctx, a, s.Question); err != nil {
		return nil, Tidy(err)
	}
	if totals {
		if in.Q, err = s.door.publication(ctx, a); err != nil {
			return nil, Tidy(err)
		}
	}
	if in.Scope, err = s.door.scope(ctx, a, s.Who); err != nil {
		return nil, Tidy(err)
	}
	in.Asked, err = s.door.asked(ctx, a, in.Q)
	if totals {
		in.Asked.AsAt = publishedQuarter(in.Q.AsAt, s.Question.AsAt)
	}
	runs := runsOf(coverage)
	in.Asked.WorkersKnown = workersKnown(coverage, in.Q.AsAt)
	in.Asked.Runs, in.Asked.Quarterly = runs, totals
	in.Asked.Latest = s.Question.AsAt.IsZero() && !in.Asked.Today && !totals
	in.Asked.Beyond = len(runs) > 0 && !slices.ContainsFunc(runs, func(run Run) bool {
		return run.To.After(in.Q.AsAt) || run.To.Equal(s.door.Today())
	})
	return in, err
}

// ScopeWords says in words whose children the person's lists are about.
func (s *Session) ScopeWords() string {
	switch s.Who.Role {
	case access.TeamManager:
		return s.Who.Team
	case access.HeadOfService:
		return s.Who.Service
	case access.LookedAfterNurse:
		return "looked-after children"
	case access.MissingCoordinator:
		return "children missing within the last twelve months"
	case access.SocialWorker, access.PersonalAdviser, access.FamilySupportWorker, access.ReviewingOfficer, access.ConferenceChair:
		return "your cases"
	case access.Director, access.Analyst, access.Inspector, access.Administrator, access.ElectedMember, access.Partner, access.InvitedAgency, access.SafeguardingPartners, access.System:
	default:
		return "all to whom the " + string(s.Who.Role) + " owes something"
	}
	if s.Who.AuthorityName != "" {
		return s.Who.AuthorityName
	}
	return s.Who.Authority
}

// OwnDuty gives the clocks of a duty of the authority itself that the person's role owns, as things stand today. It tells of no child.
func (s *Session) OwnDuty(ctx context.Context, id string) ([]engine.Clock, error) {
	rule := s.Book().Rule(id)
	if rule == nil || rule.Kind != rulebook.Duty || rule.Subject != aboutAuthority || rule.Owner != string(s.Who.Role) {
		return nil, fmt.Errorf("%w: your role does not own this duty", ErrForbidden)
	}
	in, err := s.Today().open(ctx, false)
	if err != nil {
		return nil, err
	}
	list, err := in.Engine.ListClocks(ctx, in.Q, engine.ClockFilter{Duty: id})
	return list, Tidy(err)
}

// aboutAuthority is the kind of subject of a duty of the authority itself.
const aboutAuthority = "authority"
