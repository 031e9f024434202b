package exchange

import (
	"errors"
	"slices"
	"strings"

	"heed/internal/exchange/format"
	"heed/internal/exchange/intake"
)

// byDay puts extracts of one kind in the order of the days that they speak to, whatever they are called, and refuses two that speak to one day and hold
// the same things: which of them is meant the user must say, by what is to be taken. What is not taken is told.
func (k *Kept) byDay(take []string) error {
	if slices.ContainsFunc(k.Returns, func(one KeptReturn) bool { return one.Failure != nil }) {
		return nil // nothing is recorded after it, and what comes before is of years
	}
	var errs []error
	for i := 0; i < len(k.Returns); i++ {
		rivals := k.rivalsOf(i)
		if len(rivals) < 2 {
			continue
		}
		groups := make([][]string, len(rivals))
		for n, at := range rivals {
			groups[n] = k.Returns[at].Return.Files
		}
		chosen := format.Chosen(take, groups)
		if len(chosen) != 1 {
			errs = append(errs, k.refuse(rivals))
			i = rivals[len(rivals)-1]
			continue
		}
		taken := rivals[chosen[0]]
		k.leave(taken, rivals)
		i, errs = -1, nil // the places have changed
	}
	slices.SortStableFunc(k.Returns, func(a, b KeptReturn) int {
		if a.Return.Year != 0 || b.Return.Year != 0 || a.Return.Kind != b.Return.Kind {
			return 0
		}
		return a.Return.SpeaksTo.Compare(b.Return.SpeaksTo)
	})
	return errors.Join(errs...)
}

// rivalsOf gives the places of a return and of those after it that speak to the same day and hold the same things.
func (k *Kept) rivalsOf(i int) []int {
	first := k.Returns[i]
	if first.Return.Year != 0 || first.Return.SpeaksTo.IsZero() {
		return nil
	}
	rivals := []int{i}
	for n := i + 1; n < len(k.Returns); n++ {
		other := k.Returns[n]
		if other.Return.Kind == first.Return.Kind && other.Return.SpeaksTo.Equal(first.Return.SpeaksTo) && both(first.Parts, other.Parts) {
			rivals = append(rivals, n)
		}
	}
	return rivals
}

// both says whether two extracts have rows of one part.
func both(a, b []Part) bool {
	return slices.ContainsFunc(a, func(p Part) bool {
		return p.Rows > 0 && slices.ContainsFunc(b, func(q Part) bool { return q.Rows > 0 && q.Name == p.Name })
	})
}

func (k *Kept) refuse(rivals []int) error {
	names := make([]string, len(rivals))
	for i, at := range rivals {
		names[i] = k.Returns[at].Return.Name
	}
	first := k.Returns[rivals[0]].Return
	return &intake.Refused{
		File: first.Name, Expected: "one extract of " + first.SpeaksTo.Format("2 January 2006") + ", " + first.DayFrom,
		Found: strings.Join(names[1:], " and ") + " as well, of the same day", Do: "Take out what is not meant, or say which is.", Rivals: names,
	}
}

// leave leaves out the rivals of the return that is taken, which tells of it.
func (k *Kept) leave(taken int, rivals []int) {
	one := &k.Returns[taken]
	for _, at := range rivals {
		if at != taken {
			left := k.Returns[at].Return
			for _, file := range left.Files {
				one.Notes = append(one.Notes, intake.FileUnread(file, "you took "+one.Return.Name+" in its place"))
			}
		}
	}
	rest := slices.Clone(k.Returns[:0])
	for i, r := range k.Returns {
		if i == taken || !slices.Contains(rivals, i) {
			rest = append(rest, r)
		}
	}
	k.Returns = rest
}
