package ledger

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"time"

	"heed/catalogue/canonical"
	"heed/internal/ledger/chain"
)

// Entry is one version of one record.
type Entry struct {
	Authority  string
	Seq        int64 // dense from 1 within the authority
	RecordType string
	RecordID   string
	Subject    string // who or what the record is about
	Version    int    // dense from 1 within the record
	Body       []byte // canonical JSON
	RecordedAt time.Time
	RecordedBy string
	Source     string // what gave it: an import's kind, "form", "undo", or "withdrawal: " and its reason
	Batch      string // the import or undo it came with, or blank
	Withdrawn  bool   // from this version on there is no such record; Body is its last one
	Hash       [32]byte
	// Link stands for this entry and all of the authority's before it. See package chain.
	Link chain.Link
}

// canonicalForm names the form that ComputeHash hashes. A change of form needs a
// new name, so that no two forms can give the same bytes.
const canonicalForm = "heed entry 1"

// ComputeHash gives the SHA-256 of the entry's canonical form, which is the value
// its Hash must have. The form is a JSON array (RFC 8785: no spaces, shortest
// escapes, UTF-8) of, in this order: the text "heed entry 1", authority, seq, record
// type, record id, subject, version, withdrawn, SHA-256 of the body in lower-case
// hexadecimal, moment of recording in microseconds since 1970 UTC, recorded by,
// source, batch. It stands for this entry alone, as a leaf of a Merkle log must.
//
// Whatever is written has been checked to be UTF-8. Where a damaged file holds other
// bytes they count as U+FFFD, and the hash differs from the one that was written.
func (e Entry) ComputeHash() [32]byte {
	return sha256.Sum256(e.appendCanonical(make([]byte, 0, 384)))
}

func (e *Entry) appendCanonical(b []byte) []byte {
	b = append(b, '[')
	b = canonical.AppendString(b, canonicalForm)
	b = canonical.AppendString(append(b, ','), e.Authority)
	b = strconv.AppendInt(append(b, ','), e.Seq, 10)
	b = canonical.AppendString(append(b, ','), e.RecordType)
	b = canonical.AppendString(append(b, ','), e.RecordID)
	b = canonical.AppendString(append(b, ','), e.Subject)
	b = strconv.AppendInt(append(b, ','), int64(e.Version), 10)
	b = strconv.AppendBool(append(b, ','), e.Withdrawn)
	body := sha256.Sum256(e.Body)
	b = append(b, ',', '"')
	b = hex.AppendEncode(b, body[:])
	b = append(b, '"', ',')
	b = strconv.AppendInt(b, e.RecordedAt.UnixMicro(), 10)
	b = canonical.AppendString(append(b, ','), e.RecordedBy)
	b = canonical.AppendString(append(b, ','), e.Source)
	b = canonical.AppendString(append(b, ','), e.Batch)
	return append(b, ']')
}

// entryColumns is the order of both scanEntry and the appender's parameters. The
// five that are the same for a whole batch come first, so that they can be given once.
const entryColumns = "authority, recorded_at, recorded_by, source, batch, " +
	"seq, record_type, record_id, subject, version, withdrawn, body, hash, link"

type scanner interface{ Scan(dest ...any) error }

func scanEntry(row scanner) (Entry, error) {
	var e Entry
	var at int64
	var hash, link []byte
	err := row.Scan(&e.Authority, &at, &e.RecordedBy, &e.Source, &e.Batch,
		&e.Seq, &e.RecordType, &e.RecordID, &e.Subject, &e.Version, &e.Withdrawn, &e.Body, &hash, &link)
	e.RecordedAt = moment(at)
	copy(e.Hash[:], hash)
	copy(e.Link[:], link)
	return e, err
}

// moment turns stored microseconds into a UTC time.
func moment(micros int64) time.Time { return time.UnixMicro(micros).UTC() }
