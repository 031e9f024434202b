package imports

import (
	"fmt"

	"heed/internal/door"
	"heed/internal/exchange"
	"heed/internal/ledger"
	"heed/internal/words"
)

// What an import is refused for, unless whoever imports says otherwise.
const (
	// AnotherAuthority is what says that it is of another authority.
	AnotherAuthority = "another authority"
	// Strangers is what names hardly any child whom Heed knows.
	Strangers = "strangers"
	// ManyWithdrawn is what withdraws more than the share that may be.
	ManyWithdrawn = "many withdrawn"
)

// ObjectionError is why a return is refused, unless whoever imports says otherwise.
type ObjectionError struct {
	// Kind is AnotherAuthority, Strangers or ManyWithdrawn.
	Kind string
	// Return is the return's name, and Words what speaks against it, a sentence or two.
	Return, Words string
}

// Error gives the words.
func (e *ObjectionError) Error() string { return e.Return + ": " + e.Words }

// Is makes the error a [door.ErrInvalid].
func (e *ObjectionError) Is(target error) bool { return target == door.ErrInvalid }

// ErrChanged says that an import would not do what was shown that it would, since something was recorded in between.
var ErrChanged = fmt.Errorf("%w: what this import would do has changed since it was shown", door.ErrConflict)

// anothers objects to a return that says that it is of another authority.
func (r *run) anothers(from exchange.Return) *ObjectionError {
	own := r.s.Who.Authority
	if r.req.OtherAuthority || from.Authority == "" || from.Authority == own {
		return nil
	}
	return &ObjectionError{AnotherAuthority, from.Name, fmt.Sprintf(
		"the file says that it is of %s, and these are the records of %s.", r.authorityWords(from.Authority), r.authorityWords(own))}
}

func (r *run) authorityWords(code string) string {
	name := r.s.AuthorityName(code)
	if code == r.s.Who.Authority && r.s.Who.AuthorityName != "" {
		name = r.s.Who.AuthorityName
	}
	return AuthorityWords(code, name)
}

// AuthorityWords names an authority with its code: Lambeth (208). name is the code where the name is not known. A code so long that it is none is not
// repeated: a file may hold anything there.
func AuthorityWords(code, name string) string {
	switch {
	case len(code) > 9:
		return "another authority"
	case name == code:
		return "authority " + code
	}
	return name + " (" + code + ")"
}

// A return is taken for another authority's only where there are enough children to tell by: it names at least fewestNamed, Heed held at
// least fewestHeld, and fewer than one in fewKnown of those named are known.
const (
	fewestNamed = 20
	fewestHeld  = 50
	fewKnown    = 20
)

// strangers objects to a return that names hardly any child whom Heed knows, though it knows many. A list may well be of children who are in
// no return, such as those whose families get early help.
func (r *run) strangers(w *ledger.Writer, from exchange.Return, c Children) (*ObjectionError, error) {
	named := c.Known + c.New
	settled := from.Kind == exchange.Lists || r.req.OtherAuthority || r.anothers(from) != nil
	if settled || named < fewestNamed || c.Known*fewKnown >= named {
		return nil, nil
	}
	held, err := w.SubjectsBefore(r.since, childType)
	if err != nil {
		return nil, err
	}
	if held < fewestHeld {
		return nil, nil
	}
	return &ObjectionError{Strangers, from.Name, fmt.Sprintf(
		"of the %s children that it names, Heed knows %s, though it holds records of %s children. It may be another authority’s, or of years far from those that Heed holds.",
		words.Thousands(named), words.Thousands(c.Known), words.Thousands(held))}, nil
}

// tooMany objects to a return that would withdraw too many of the records that the last one of its scope held.
func (r *run) tooMany(done Imported, held int) *ObjectionError {
	limit := r.req.MaxWithdrawn
	if limit == 0 {
		limit = ledger.DefaultMaxWithdrawn
	}
	if share := float64(done.Withdrawn) / float64(max(held, 1)); share > limit {
		return &ObjectionError{ManyWithdrawn, done.Name, fmt.Sprintf(
			"%s of the %s records that the last one held would be withdrawn: %.1f%%, which is more than %.0f%%. It may be a part of the whole.",
			words.Thousands(done.Withdrawn), words.Thousands(held), 100*share, 100*limit)}
	}
	return nil
}
