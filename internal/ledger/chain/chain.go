// Package chain links the entries of a log, so that each link stands for its entry and for all before it. Whoever changes, takes out, adds
// or moves one breaks every link from there on.
//
// A link is the SHA-256 of the text "heed chain 1", the link before and the hash of the entry, one after the other. The link before the
// first entry is 32 zero bytes.
package chain

import (
	"crypto/sha256"
	"strconv"

	"heed/catalogue/canonical"
)

// Link is the link of one entry.
type Link [sha256.Size]byte

const (
	form       = "heed chain 1"
	accessForm = "heed access 1"
	// heldForm is that of an entry that held children.
	heldForm = "heed access 2"
)

// Next gives the link of an entry from the one before it and the entry's own hash.
func (l Link) Next(entry [sha256.Size]byte) Link {
	b := make([]byte, 0, len(form)+2*sha256.Size)
	b = append(b, form...)
	b = append(b, l[:]...)
	b = append(b, entry[:]...)
	return sha256.Sum256(b)
}

// Access is an entry of the access log, as its hash is made of it. At is in microseconds since 1970 UTC.
type Access struct {
	Authority                                  string
	Seq, At                                    int64
	Who, Role, Action, Subject, Detail, Reason string
	Allowed                                    bool
	// Held are the numbers of the children that an export held, in order.
	Held []string
}

// Hash gives the SHA-256 of the entry's canonical form: a JSON array (RFC 8785) of the text "heed access 1", authority, seq, moment, who,
// role, action, subject, detail, allowed and reason, in this order. Where the entry held children, the text is "heed access 2" and the array of
// their numbers follows the reason.
func (a Access) Hash() [sha256.Size]byte {
	form := accessForm
	if len(a.Held) > 0 {
		form = heldForm
	}
	b := canonical.AppendString(append(make([]byte, 0, 256), '['), form)
	b = canonical.AppendString(append(b, ','), a.Authority)
	b = strconv.AppendInt(append(b, ','), a.Seq, 10)
	b = strconv.AppendInt(append(b, ','), a.At, 10)
	for _, text := range []string{a.Who, a.Role, a.Action, a.Subject, a.Detail} {
		b = canonical.AppendString(append(b, ','), text)
	}
	b = strconv.AppendBool(append(b, ','), a.Allowed)
	b = canonical.AppendString(append(b, ','), a.Reason)
	for i, number := range a.Held {
		b = append(b, ',')
		if i == 0 {
			b = append(b, '[')
		}
		b = canonical.AppendString(b, number)
	}
	if len(a.Held) > 0 {
		b = append(b, ']')
	}
	return sha256.Sum256(append(b, ']'))
}
