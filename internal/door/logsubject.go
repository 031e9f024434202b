package door

import (
	"context"
	"strings"

	"heed/catalogue"
	"heed/internal/access"
	"heed/internal/words"
)

// LogSubject says whom or what an entry of the access log is about.
type LogSubject struct {
	// Kind is what it is, by the catalogue's word for the subjects of records, such as "child" or "account". It is blank where the entry is about
	// nobody, and where nothing of that number is known.
	Kind, ID string
	// Name is that of an account, one of the staff or a team, blank where none is known, and for all else.
	Name string
	// Open says of a child that there is one whose record the reader may open.
	Open bool
	// Among says that the entry is about more than this child: an export that held it.
	Among bool
}

// The kinds of subject that the log knows by their numbers.
const (
	aboutWorker = "worker"
	aboutTeam   = "team"
)

// Words names the subject: by its name where it has one, else by what it is and its number. They are blank where the entry is about nobody.
func (s LogSubject) Words() string {
	switch {
	case s.ID == "":
		return ""
	case s.Name != "":
		return s.Name
	case s.Kind == "":
		return "Number " + s.ID + ", of which nothing is known"
	case s.Among:
		return words.Capital(s.Kind) + " " + s.ID + ", among others"
	}
	return words.Capital(s.Kind) + " " + s.ID
}

// logNames is what names whoever stands in the access log, and what it is about.
type logNames struct {
	names    map[string]string
	accounts *Accounts
	posts    *posts
}

// logNamesOf reads it for an authority.
func (d *Door) logNamesOf(ctx context.Context, authority string) (n logNames, err error) {
	a, err := d.authority(ctx, authority)
	if err != nil {
		return n, err
	}
	if n.accounts, err = d.accountsOf(ctx, a); err != nil {
		return n, err
	}
	if n.posts, err = d.postsOf(ctx, a); err != nil {
		return n, err
	}
	n.names, err = d.staffNames(ctx, authority)
	return n, err
}

// By names who did what the log writes as done by somebody and, where they acted for a colleague, for whom. Both are blank where no name is known.
func (n logNames) By(by string) (name, forName string) {
	person, whom, _ := strings.Cut(by, actingFor)
	return n.names[person], n.names[whom]
}

// subjectOf says whom an entry is about. The log keeps a number and no kind: what was done, and with what, says what it is the number of.
func (in *Inquiry) subjectOf(n logNames, e Access) LogSubject {
	about := LogSubject{ID: e.Subject}
	if e.Subject == "" || e.Subject == notANumber {
		return about
	}
	if about.Kind = in.kindOf(e); about.Kind == "" {
		about.Kind = n.guess(in, e.Subject)
	}
	switch about.Kind {
	case aboutChild:
		about.Open = in.Scope.Knows(e.Subject)
	case catalogue.AboutAccount:
		about.Name = n.names[e.Subject]
	case aboutWorker:
		about.Name = n.posts.workers[e.Subject].name
	case aboutTeam:
		about.Name = n.posts.teams[e.Subject].name
	}
	return about
}

// kindOf gives the kind of an entry's subject by what was done, blank where that does not say it.
func (in *Inquiry) kindOf(e Access) string {
	detail := withoutPlace(e.Detail)
	switch access.Action(e.Action) {
	case access.ReadChild, access.ReadName, access.ReadSensitive, access.DecideMatch, access.ReadAccessLog, access.DecideRestriction, access.OpenInEmergency:
		return aboutChild
	case access.ManageAccounts:
		return catalogue.AboutAccount
	case access.ReadRecord, access.WriteRecord:
		recordType, _, _ := strings.Cut(strings.TrimPrefix(detail, withdraws), ":")
		if t := in.Catalogue().Type(recordType); t != nil {
			return t.About
		}
	case access.ListClocks, access.ReadSubject:
		_, id, _ := strings.Cut(detail, clockOf)
		if r := in.Book().Rule(id); r != nil {
			return r.Subject
		}
	default: // of no one subject, or of one that was typed
	}
	return ""
}

// What use cases write in the detail of an entry before the record type, or the duty, that says what the subject is.
const (
	withdraws = "withdraw "
	clockOf   = "clock of "
)

// withoutPlace takes away the page or the command that stands before the detail of a refusal.
func withoutPlace(detail string) string {
	if strings.HasPrefix(detail, "page ") || strings.HasPrefix(detail, "heed ") {
		if _, after, found := strings.Cut(detail, ": "); found {
			return after
		}
	}
	return detail
}

// guess gives the kind of what has a number: a child before all else, and blank where nothing has it.
func (n logNames) guess(in *Inquiry, id string) string {
	if _, known := in.Scope.People.Find(id); known {
		return aboutChild
	}
	if _, known := n.accounts.Find(id); known {
		return catalogue.AboutAccount
	}
	if _, known := n.posts.workers[id]; known {
		return aboutWorker
	}
	if _, known := n.posts.teams[id]; known {
		return aboutTeam
	}
	return ""
}

// mayReadAbout says whether a reader may see an entry of the access log about a subject: what is of nobody, and of a child whose record they may open. What was
// refused of a number that no child has is left out like what was refused of a child whose record is closed, so that neither tells which it is. What is
// about no child is for those who may read such a subject. Who may see every child by name sees all.
func (in *Inquiry) mayReadAbout(about LogSubject, allowed bool) bool {
	switch {
	case about.ID == "", in.Scope.Stranger.Name:
		return true
	case about.Kind == aboutChild || about.Kind == "":
		return in.Scope.Knows(about.ID) || allowed && in.Scope.Of(about.ID).Read
	}
	other := access.Other{Authority: in.Who.Authority, Kind: about.Kind, ID: about.ID}
	return in.Scope.asker.About(access.ReadSubject, other.Ready()).Allowed
}
