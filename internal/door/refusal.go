package door

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"

	"heed/internal/access"
	"heed/internal/engine"
	"heed/internal/ledger"
	"heed/internal/words"
)

// refusalsAMinute is how many refusals of one person are written down one by one within a minute. The rest are counted: nothing is ever
// taken out of the access log, so that nobody may fill it.
const refusalsAMinute = 30

// refusals bounds what is written down of refusals. The same refusal of the same person within a minute, and whatever a person is refused
// beyond refusalsAMinute, is counted, and the person's next entry or the next look at the log says how many there were.
type refusals struct {
	mu sync.Mutex
	by map[[2]string]*refused // by authority and person
}

// refused is what one person was refused within a minute.
type refused struct {
	since time.Time
	seen  map[string]bool
	// uncounted is how many have been refused and stand in no entry, and last the entry of the latest of them.
	uncounted int
	last      ledger.Access
}

// take says whether a refusal is to be written down, and how many are to be counted in its entry.
func (r *refusals) take(entry ledger.Access) (counted int, write bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.by == nil {
		r.by = map[[2]string]*refused{}
	}
	key := [2]string{entry.Authority, entry.Who}
	p := r.by[key]
	if p == nil {
		r.forget(entry.At)
		p = &refused{}
		r.by[key] = p
	}
	if age := entry.At.Sub(p.since); p.seen == nil || age >= time.Minute || age < 0 {
		p.since, p.seen = entry.At, map[string]bool{}
	}
	what := strings.Join([]string{entry.Action, entry.Subject, entry.Detail, entry.Reason}, "\x00")
	if p.seen[what] || len(p.seen) >= refusalsAMinute {
		p.uncounted++
		p.last = entry
		return 0, false
	}
	p.seen[what] = true
	counted, p.uncounted = p.uncounted, 0
	return counted, true
}

// forget lets go of those who were refused nothing within the last minute and of whom nothing is to be counted.
func (r *refusals) forget(now time.Time) {
	for key, p := range r.by {
		if p.uncounted == 0 && now.Sub(p.since) >= time.Minute {
			delete(r.by, key)
		}
	}
}

// rest gives an entry for each person of whom refusals were counted and stand in no entry yet; of all authorities where it is blank.
func (r *refusals) rest(authority string) (entries []ledger.Access) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for key, p := range r.by {
		if p.uncounted == 0 || authority != "" && authority != key[0] {
			continue
		}
		entry := p.last
		entry.Subject, entry.Reason = "", moreWords(p.uncounted) // of whom and why is left out: it might be of a child whose record is closed
		entries = append(entries, entry)
		p.uncounted = 0
	}
	slices.SortFunc(entries, func(x, y ledger.Access) int {
		return cmp.Or(strings.Compare(x.Authority, y.Authority), strings.Compare(x.Who, y.Who))
	})
	return entries
}

func moreWords(n int) string {
	return words.Count(n, "more refusal", "more refusals") + " since the entry before, not written down one by one"
}

// LogRefusal writes down that something was refused, once, with the page or the command on which it was.
func (s *Session) LogRefusal(ctx context.Context, action access.Action, subject, detail, reason string) error {
	entry := s.entry(ledger.Access{Action: string(action), Subject: TypedNumber(subject), Detail: cmp.Or(detail, string(action)), Reason: reason})
	if place, ok := ctx.Value(placeKey{}).(string); ok {
		entry.Detail = place + ": " + entry.Detail
	}
	counted, write := s.door.refusals.take(entry)
	if !write {
		return nil
	}
	if counted > 0 {
		entry.Reason += " (" + moreWords(counted) + ")"
	}
	return s.door.write(ctx, entry)
}

// notANumber stands in the log for what was typed and is not kept.
const notANumber = "not a number"

// TypedNumber gives a record number as it was typed, for the log. What no case system gives as a number, as it holds a space or no figure, may be a
// name and is not kept.
func TypedNumber(typed string) string {
	if typed == "" || strings.ContainsAny(typed, "0123456789") && !strings.ContainsFunc(typed, unicode.IsSpace) {
		return typed
	}
	return notANumber
}

// logRest writes down how many refusals were counted and stand in no entry yet.
func (d *Door) logRest(ctx context.Context, authority string) error {
	var errs []error
	for _, entry := range d.refusals.rest(authority) {
		errs = append(errs, d.write(ctx, entry))
	}
	return errors.Join(errs...)
}

type placeKey struct{}

// At says on which page or by which command what follows is asked, for the log of refusals. It holds no id and nothing that was typed.
func At(ctx context.Context, place string) context.Context {
	return context.WithValue(ctx, placeKey{}, place)
}

// By gives a context in which a person asks what follows, so that what they have worked out at once is bounded.
func By(ctx context.Context, who Actor) context.Context {
	return engine.AskedBy(ctx, who.Authority+" "+PersonOf(who.By()))
}

// Nobody is whoever has not signed in.
func Nobody() Actor { return Actor{ID: "nobody signed in"} }
