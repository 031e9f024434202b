package ledger

import (
	"bufio"
	"compress/gzip"
	"encoding/hex"
	"encoding/json"
	"os"
	"testing"
	"time"

	"heed/catalogue"
)

// goldenEntry is one line of testdata/golden.jsonl.gz: a row as it was given, and the body, record id and hash that Heed
// made of it at commit c9dd200, where a library wrote the canonical form. Every entry recorded until then has a hash so
// made, so what is here must never change. The file is not made anew.
type goldenEntry struct {
	Type    string            `json:"type"`
	Given   map[string]string `json:"given"` // by field
	ID      string            `json:"id"`
	Subject string            `json:"subject"`
	Body    string            `json:"body"`

	Authority string `json:"authority"`
	Seq       int64  `json:"seq"`
	Version   int    `json:"version"`
	Withdrawn bool   `json:"withdrawn"`
	At        int64  `json:"at"` // microseconds since 1970 UTC
	By        string `json:"by"`
	Source    string `json:"source"`
	Batch     string `json:"batch"`
	Hash      string `json:"hash"`
}

func (g goldenEntry) entry() Entry {
	return Entry{
		Authority: g.Authority, Seq: g.Seq, RecordType: g.Type, RecordID: g.ID, Subject: g.Subject, Version: g.Version,
		Withdrawn: g.Withdrawn, Body: []byte(g.Body), RecordedAt: time.UnixMicro(g.At), RecordedBy: g.By, Source: g.Source,
		Batch: g.Batch,
	}
}

func readGolden(t *testing.T) []goldenEntry {
	t.Helper()
	file, err := os.Open("testdata/golden.jsonl.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	unpacked, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	var entries []goldenEntry
	lines := bufio.NewScanner(unpacked)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var g goldenEntry
		if err := json.Unmarshal(lines.Bytes(), &g); err != nil {
			t.Fatal(err)
		}
		entries = append(entries, g)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return entries
}

func TestEveryHashMadeBeforeIsMadeStill(t *testing.T) {
	t.Parallel()
	entries := readGolden(t)
	if len(entries) < 1000 {
		t.Fatalf("only %d entries", len(entries))
	}
	for _, g := range entries {
		hash := g.entry().ComputeHash()
		if got := hex.EncodeToString(hash[:]); got != g.Hash {
			t.Errorf("the hash of %s %q is %s, was %s", g.Type, g.ID, got, g.Hash)
		}
	}
}

// A record type or a code list may change; then a row of it proves nothing and is passed over.
func TestEveryBodyMadeBeforeIsMadeStill(t *testing.T) {
	t.Parallel()
	c, err := catalogue.Load()
	if err != nil {
		t.Fatal(err)
	}
	compared := 0
	for _, g := range readGolden(t) {
		ty := c.Type(g.Type)
		if ty == nil {
			continue
		}
		values := make([]string, len(ty.Fields))
		for id, v := range g.Given {
			if i := ty.Index(id); i >= 0 {
				values[i] = v
			}
		}
		record, faults, ok := ty.Canonical(values)
		if !ok || len(faults) > 0 {
			continue
		}
		compared++
		if record.ID != g.ID || record.Subject != g.Subject || string(record.Body) != g.Body {
			t.Errorf("a %s is now\n%s %s %s\nand was\n%s %s %s", g.Type, record.ID, record.Subject, record.Body, g.ID, g.Subject, g.Body)
		}
		back, err := ty.Values([]byte(g.Body))
		if err != nil {
			t.Errorf("a %s that was recorded can be read no more: %v", g.Type, err)
			continue
		}
		if again, _, _ := ty.Canonical(back); string(again.Body) != g.Body {
			t.Errorf("a %s read back is\n%s\nand was\n%s", g.Type, again.Body, g.Body)
		}
	}
	if compared < 500 {
		t.Errorf("only %d bodies were compared: the catalogue has moved on, so bring other rows", compared)
	}
}

// What a damaged file holds need not be UTF-8. Its hash must still be worked out, and as it always was.
func TestTheHashOfDamagedTextIsAsItWas(t *testing.T) {
	t.Parallel()
	for text, want := range damagedGolden {
		e := Entry{Authority: brockwell, Seq: 1, RecordType: "review", RecordID: text, Subject: text, Version: 1, RecordedAt: day0}
		hash := e.ComputeHash()
		if got := hex.EncodeToString(hash[:]); got != want {
			t.Errorf("the hash of %q is %s, was %s", text, got, want)
		}
	}
}
