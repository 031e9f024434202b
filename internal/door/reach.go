package door

import (
	"context"

	"heed/internal/access"
	"heed/internal/engine"
	"heed/internal/words"
)

// ReachWords says in a sentence why the records that a rule hangs on tell nothing of the day asked about, blank where they cover it.
func ReachWords(r engine.Reach) string {
	switch r.Unknown {
	case "":
		return ""
	case engine.NothingFeeds:
		return "No source holds the records it rests on."
	case string(engine.NotKnownYet):
		return "The records it rests on run to " + words.LongDate(r.KnownTo) + "."
	}
	return "The records it rests on do not cover all of the days it is of."
}

// Outside says that the records of every source end before the day asked about: of that day they tell nothing.
func (a Asked) Outside() bool {
	for _, run := range a.Runs {
		if !run.To.Before(a.AsAt) {
			return false
		}
	}
	return len(a.Runs) > 0
}

// NotKnownYet counts the clocks within a person's scope of which it is not known today whether they were kept, as they fell due after the records
// end and by today. Counted is false for who may list no clocks, and while today's clocks are being worked out, as no page waits for that.
func (s *Session) NotKnownYet(ctx context.Context) (n int, counted bool, err error) {
	if !s.May(access.ListClocks) {
		return 0, false, nil
	}
	in, err := s.At(Question{AsAt: s.Day()}).Open(ctx)
	if err != nil {
		return 0, false, Tidy(err)
	}
	if !in.Engine.BeginClocks(in.Q) {
		return 0, false, nil
	}
	waiting := in.Scope.Clocks()
	waiting.Statuses, waiting.DueTo = []engine.Status{engine.NotKnownYet}, in.Q.AsAt
	counts, err := in.Engine.CountClocks(ctx, in.Q, waiting)
	for _, c := range counts {
		n += c.N
	}
	return n, err == nil, Tidy(err)
}
