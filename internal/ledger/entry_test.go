package ledger

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"heed/catalogue/canonical"
)

// brockwell is the invented council of every test here.
const brockwell = "990"

// day0 is when the first write of a test is recorded.
var day0 = time.Date(2022, 4, 1, 9, 30, 0, 123456000, time.UTC)

func TestTheCanonicalFormIsAsDocumented(t *testing.T) {
	t.Parallel()
	e := Entry{
		Authority: brockwell, Seq: 17, RecordType: "review", RecordID: `1/"a"`, Subject: "child-é", Version: 2, Withdrawn: true,
		Body: []byte(`{}`), RecordedAt: day0, RecordedBy: "a<b>\n", Source: "csv", Batch: "b1",
	}
	want := `["heed entry 1","990",17,"review","1/\"a\"","child-é",2,true,` +
		`"44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",1648805400123456,"a<b>\n","csv","b1"]`
	if got := string(e.appendCanonical(nil)); got != want {
		t.Errorf("the form is %s, want %s", got, want)
	}
	// sha256sum of that text, worked out outside Go.
	hash := e.ComputeHash()
	if got := hex.EncodeToString(hash[:]); got != "879bc1b7075d8da91906f53eee6b52a22233b93c3d7278113c42e752daf2ee9e" {
		t.Errorf("the hash is %s", got)
	}
}

// Two entries that differ in anything differ in form, whatever their texts hold.
func TestTheCanonicalFormCanBeReadBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		e := Entry{
			Authority: rapid.String().Draw(t, "authority"), Seq: rapid.Int64Range(1, 1<<53).Draw(t, "seq"),
			RecordType: rapid.String().Draw(t, "type"), RecordID: rapid.String().Draw(t, "id"),
			Subject: rapid.String().Draw(t, "subject"), Version: rapid.IntRange(1, 1<<30).Draw(t, "version"),
			Withdrawn: rapid.Bool().Draw(t, "withdrawn"), Body: []byte(rapid.String().Draw(t, "body")),
			RecordedAt: time.UnixMicro(rapid.Int64Range(0, 1<<52).Draw(t, "at")),
			RecordedBy: rapid.String().Draw(t, "by"), Source: rapid.String().Draw(t, "source"), Batch: rapid.String().Draw(t, "batch"),
		}
		form := e.appendCanonical(nil)
		if again, err := canonical.Transform(form); err != nil || string(again) != string(form) {
			t.Fatalf("%s is not canonical: %s, %v", form, again, err)
		}
		decoder := json.NewDecoder(strings.NewReader(string(form)))
		decoder.UseNumber()
		var got []any
		if err := decoder.Decode(&got); err != nil {
			t.Fatal(err)
		}
		body := sha256.Sum256(e.Body)
		want := []any{
			canonicalForm, e.Authority, e.Seq, e.RecordType, e.RecordID, e.Subject, e.Version, e.Withdrawn,
			hex.EncodeToString(body[:]), e.RecordedAt.UnixMicro(), e.RecordedBy, e.Source, e.Batch,
		}
		if len(got) != len(want) {
			t.Fatalf("%d parts, want %d", len(got), len(want))
		}
		for i := range want {
			wanted, _ := json.Marshal(want[i])
			had, _ := json.Marshal(got[i])
			if string(wanted) != string(had) {
				t.Fatalf("part %d is %s, want %s", i, had, wanted)
			}
		}
	})
}
