package oversight

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/ledger"
	"heed/internal/words"
)

// SeenPage is who has seen one child's record, as far as the log and the reader go.
type SeenPage struct {
	door.Asked

	Child door.ChildRef
	// Viewers are those who looked or tried to, the latest first.
	Viewers []Viewer
	// On is the latest day that the records cover, by which it is said who is allocated. Unseen are those who are allocated on it and of whom the log has
	// no look; nothing is said of that where Asked.WorkersKnown is false.
	On     time.Time
	Unseen []Allocated
}

// Viewer is somebody who looked at the record, in one role and for one colleague or for nobody.
type Viewer struct {
	// Name and ForName are blank where no name is known; ID and Whom are then all that there is.
	Name, ID, ForName, Whom, Role string
	// First and Last are when they looked, zero where they were always refused.
	First, Last time.Time
	// Looks is how often they looked, Refused how often they were refused and LastRefused when last.
	Looks, Refused int
	LastRefused    time.Time
	// Through are the pages and files by which they looked, the most frequent first.
	Through []Through
	// Ties says in words how they are or were allocated to the child; Never says that no allocation of theirs is recorded.
	Ties  string
	Never bool
}

// Through is a kind of page or file, and how often somebody looked by it.
type Through struct {
	What string
	N    int
}

// Allocated is one of the staff with their role towards the child.
type Allocated struct {
	Name, Role string
	From       time.Time
}

// Seen gives who has seen a child's record. It is logged before it is given. A ClosedError says that the reader may not open the child's record or that there is
// none of that number.
func Seen(ctx context.Context, s *door.Session, id string) (SeenPage, error) {
	const what = "who has seen a record"
	if err := s.Allow(ctx, access.ReadAccessLog, what); err != nil {
		return SeenPage{}, err
	}
	in, err := s.Today().Open(ctx)
	if err != nil {
		return SeenPage{}, door.Tidy(err)
	}
	if err := in.OpenChild(ctx, id, what); err != nil {
		return SeenPage{}, err
	}
	id = in.Scope.People.First(id)
	t, err := tiesOf(ctx, in, []string{id})
	if err != nil {
		return SeenPage{}, err
	}
	page := SeenPage{Asked: in.Asked, Child: in.Ref(id), On: in.Q.AsAt}
	by := map[[2]string]*Viewer{}
	var whos []string
	err = in.EachAccess(ctx, ledger.AccessFilter{About: in.Scope.People.Numbers(id)}, func(e door.AccessEntry) bool {
		if !isOutcome(e) && e.About.Kind == "child" && e.Action != string(access.DecideRestriction) { // which shows nothing of the record
			viewerOf(by, e).add(e)
			if e.Allowed {
				whos = append(whos, e.Who)
			}
		}
		return true
	})
	if err != nil {
		return SeenPage{}, err
	}
	for key, v := range by {
		page.Viewers = append(page.Viewers, v.finished(t.allocated(key[0], id, page.On), page.On))
	}
	slices.SortFunc(page.Viewers, func(x, y Viewer) int {
		return cmp.Or(y.latest().Compare(x.latest()), strings.Compare(x.ID+x.Whom+x.Role, y.ID+y.Whom+y.Role))
	})
	if page.Unseen, err = unseen(ctx, in, t, id, whos); err != nil {
		return SeenPage{}, err
	}
	return page, s.Log(ctx, access.ReadAccessLog, id, what)
}

// isOutcome says of an entry that it is what became of a write, whose begin is an entry of its own.
func isOutcome(e door.AccessEntry) bool {
	return e.Allowed && e.Action == string(access.WriteRecord) && strings.Contains(e.Detail, ": ")
}

func viewerOf(by map[[2]string]*Viewer, e door.AccessEntry) *Viewer {
	key := [2]string{e.Who, e.Role}
	if by[key] == nil {
		by[key] = &Viewer{Name: e.Name, ID: door.PersonOf(e.Who), ForName: e.ForName, Whom: door.WhomOf(e.Who), Role: e.Role}
	}
	return by[key]
}

// add adds an entry. The latest come first.
func (v *Viewer) add(e door.AccessEntry) {
	if !e.Allowed {
		if v.Refused++; v.LastRefused.IsZero() {
			v.LastRefused = e.At
		}
		return
	}
	v.First = e.At
	if v.Looks++; v.Last.IsZero() {
		v.Last = e.At
	}
	what := throughWords(e)
	at := slices.IndexFunc(v.Through, func(one Through) bool { return one.What == what })
	if at < 0 {
		at = len(v.Through)
		v.Through = append(v.Through, Through{What: what})
	}
	v.Through[at].N++
}

// latest is when they last looked or were refused.
func (v *Viewer) latest() time.Time {
	if v.LastRefused.After(v.Last) {
		return v.LastRefused
	}
	return v.Last
}

// finished gives the viewer with how they are or were allocated.
func (v *Viewer) finished(held []holding, today time.Time) Viewer {
	slices.SortStableFunc(v.Through, func(x, y Through) int { return cmp.Or(cmp.Compare(y.N, x.N), strings.Compare(x.What, y.What)) })
	var ties []string
	for _, h := range held {
		text := "allocated as " + h.Role + " since " + words.LongDate(h.From)
		if !h.on(today) {
			text = "was allocated as " + h.Role + " from " + words.LongDate(h.From) + " to " + words.LongDate(h.To)
		}
		if !slices.Contains(ties, text) {
			ties = append(ties, text)
		}
	}
	v.Ties, v.Never = words.Capital(strings.Join(ties, "; ")), len(ties) == 0
	return *v
}

// throughWords says by which page or file an entry is a look.
func throughWords(e door.AccessEntry) string {
	switch access.Action(e.Action) {
	case access.ReadChild:
		if strings.HasPrefix(e.Detail, "journey") {
			return "the journey"
		}
		return "the child’s page"
	case access.ListClocks:
		if strings.HasPrefix(e.Detail, "clock of ") {
			return "one clock"
		}
		return "clocks of the child"
	case access.Export:
		return "a file: " + fileWords(e.Detail)
	case access.ReadRecord:
		return "records as they are held"
	case access.WriteRecord:
		return "writing a record"
	case access.DecideMatch:
		return "whether two numbers are one child"
	case access.ReadAccessLog:
		return "the access log of the child"
	case access.RunRule, access.ReadFigure, access.ReadFigureRows:
		return "a list given whole: " + fileWords(e.Detail)
	default:
		return e.Action
	}
}

// fileWords gives the beginning of what the log says of a file: what it is, without how much it held.
func fileWords(detail string) string {
	before, _, _ := strings.Cut(detail, ":")
	before, _, _ = strings.Cut(before, ",")
	return before
}

// unseen lists those who are allocated on the day asked about and of whom the log has no look, each once.
func unseen(ctx context.Context, in *door.Inquiry, t *ties, child string, whos []string) ([]Allocated, error) {
	names, err := in.StaffNames(ctx)
	if err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	for _, by := range whos {
		for _, worker := range t.workers(by) {
			seen[worker] = true
		}
	}
	held := slices.Clone(t.held[child])
	sortHoldings(held)
	var list []Allocated
	for _, h := range held {
		one := Allocated{Name: cmp.Or(names[h.Worker], h.Worker), Role: h.Role, From: h.From}
		if h.on(in.Q.AsAt) && !seen[h.Worker] && !slices.Contains(list, one) {
			list = append(list, one)
		}
	}
	return list, nil
}
