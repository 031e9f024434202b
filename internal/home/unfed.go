package home

import (
	"context"
	"slices"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/engine"
	"heed/rulebook"
)

// allocatedWorker is the owner of a duty that is the child's own worker's.
const allocatedWorker = "allocated_worker"

// unfedOf lists the duties of an actor's role that nothing feeds: no list and no count has clocks of these, so that a home which did not name
// them would say that nothing of theirs is late.
func unfedOf(ctx context.Context, in *door.Inquiry) (list []*rulebook.Rule, err error) {
	without, err := in.Engine.DutiesWithoutData(ctx, in.Q, in.Scope.Hidden)
	if err != nil {
		return nil, err
	}
	owner := string(in.Who.Role)
	if slices.Contains([]access.Role{access.SocialWorker, access.PersonalAdviser}, in.Who.Role) {
		owner = allocatedWorker
	}
	for _, r := range in.Book().Kind(rulebook.Duty) {
		if r.Owner != owner {
			continue
		}
		unfed := without[r.ID] > 0
		if !unfed {
			if unfed, err = noClocks(ctx, in, r); err != nil {
				return nil, err
			}
		}
		if unfed {
			list = append(list, r)
		}
	}
	return list, nil
}

// noClocks says whether a duty that nothing feeds has no clock at all: nothing feeds what its clocks arise from either.
func noClocks(ctx context.Context, in *door.Inquiry, r *rulebook.Rule) (bool, error) {
	reach, err := in.Engine.Reach(ctx, in.Q, r.ID)
	if err != nil || reach.Unknown != engine.NothingFeeds {
		return false, err
	}
	counts, err := in.Engine.CountClocks(ctx, in.Q, engine.ClockFilter{Duty: r.ID, Without: in.Scope.Hidden})
	return len(counts) == 0, err
}

// Blind says that nothing is known of what the person owes: there is no clock, and duties of theirs that nothing feeds.
func (home *WorkerPage) Blind() bool {
	return len(home.Unfed) > 0 && home.Met.N+home.MetLate.N == 0 && !slices.ContainsFunc(home.open(), func(s *Section) bool { return s.N > 0 })
}
