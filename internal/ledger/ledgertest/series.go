package ledgertest

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"heed/catalogue"
	"heed/internal/ledger"
)

// dayOf is an extract of how things stood on a day, which holds all reviews of those whom it names, and their latest plan.
func dayOf(id string, year int) ledger.Batch {
	b := yearOf(id, year)
	b.Scope, b.Named = "ssd", true
	return b
}

func about(subject, recordType, id, body string, silent ...string) catalogue.Record {
	return catalogue.Record{Type: recordType, ID: subject + "/" + id, Subject: subject, Body: []byte(body), Silent: silent}
}

// drawExtract draws what an extract says: for each of a few subjects nothing, or some of their records.
func drawExtract(t *rapid.T) []catalogue.Record {
	var records []catalogue.Record
	for _, subject := range []string{"s", "t"} {
		if !rapid.Bool().Draw(t, "names "+subject) {
			continue
		}
		for _, of := range []string{"review/1", "review/2", "plan/1"} {
			if !rapid.Bool().Draw(t, "holds "+of) {
				continue
			}
			recordType, id, _ := strings.Cut(of, "/")
			value := rapid.SampledFrom([]string{"x", "y", "z"}).Draw(t, "value")
			if rapid.Bool().Draw(t, "silent") {
				records = append(records, about(subject, recordType, id, fmt.Sprintf(`{"a":%q}`, value), "b"))
			} else {
				records = append(records, about(subject, recordType, id, fmt.Sprintf(`{"a":%q,"b":%q}`, value, value)))
			}
		}
	}
	return records
}

// sayAllThatComesBack has no extract be silent of a field of a record that an earlier one held and one between the two, which names the subject, let go of:
// it is not kept that the one between did so, and what the earliest said of the field would count or not by the order in which they come.
func sayAllThatComesBack(said [][]catalogue.Record) {
	names := func(i int, subject string) bool {
		return slices.ContainsFunc(said[i], func(r catalogue.Record) bool { return r.Subject == subject })
	}
	holds := func(i int, r catalogue.Record) bool {
		return slices.ContainsFunc(said[i], func(other catalogue.Record) bool { return other.Type == r.Type && other.ID == r.ID })
	}
	for last := range said {
		for n, r := range said[last] {
			for between := range last {
				for first := range between {
					if holds(first, r) && names(between, r.Subject) && !holds(between, r) {
						said[last][n] = about(r.Subject, r.Type, strings.TrimPrefix(r.ID, r.Subject+"/"), `{"a":"x","b":"x"}`)
					}
				}
			}
		}
	}
}

// Extracts of how things stand give the same in whatever order they come, and repeating one is no news.
func (h Harness) theOrderOfArrivalOfExtractsDoesNotMatter(t *testing.T) {
	t.Parallel()
	s, runs := h.open(t), 0
	rapid.Check(t, func(rt *rapid.T) {
		const days = 3
		said := make([][]catalogue.Record, days)
		for i := range said {
			said[i] = drawExtract(rt)
		}
		sayAllThatComesBack(said)
		var want map[string]string
		for _, order := range append([][]int{{0, 1, 2}}, orders(days)...) {
			runs++
			authority := strconv.Itoa(runs)
			bring := func(n, day int) ledger.Receipt {
				b := dayOf("b"+strconv.Itoa(n), 2021+day)
				b.Authority = authority
				return importRecords(t, s, b, said[day]...)
			}
			for n, day := range order {
				bring(n, day)
			}
			if want == nil {
				want = standing(rt, s, authority)
			}
			compare(rt, s, authority, want)
			for n, day := range order {
				if again := bring(days+n, day); again.Appended+again.Withdrawn > 0 {
					rt.Fatalf("in the order %v, importing %d again gave %+v", order, day, again)
				}
			}
			compare(rt, s, authority, want)
		}
	})
}

func (h Harness) anOlderExtractAddsWhatOnlyItKnowsAndSaysSo(t *testing.T) {
	t.Parallel()
	s := h.open(t)
	older := []catalogue.Record{
		about("s", "review", "1", `{"a":"open"}`), about("s", "review", "2", `{"a":"withdrawn since"}`), about("t", "review", "1", `{"a":"left"}`),
		about("s", "plan", "1", `{"a":"older"}`), about("s", "plan", "0", `{"a":"earlier"}`),
	}
	newer := []catalogue.Record{about("s", "review", "1", `{"a":"ended"}`), about("s", "plan", "1", `{"a":"newer"}`)}
	importRecords(t, s, dayOf("newer", 2024), newer...)
	var effect ledger.Effect
	receipt, err := s.Import(t.Context(), dayOf("older", 2023), func(w *ledger.Writer) error {
		w.WhenDone(func(e ledger.Effect) error {
			effect = e
			return nil
		})
		return put(older...)(w)
	})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "receipt", receipt, ledger.Receipt{Batch: "older", RowsRead: 5, Appended: 2, Unchanged: 3})
	equal(t, "told", effect.Newer, "2024-03-31")
	only := map[string]string{"review/s/1": `{"a":"ended"}`, "plan/s/1": `{"a":"newer"}`}
	want := map[string]string{
		"review/s/1": `{"a":"ended"}`, "review/t/1": `{"a":"left"}`, "plan/s/1": `{"a":"newer"}`, "plan/s/0": `{"a":"earlier"}`,
	}
	equal(t, "state", standing(t, s, brockwell), want)
	undoBatch(t, s, "older")
	equal(t, "without the older", standing(t, s, brockwell), only)

	importRecords(t, s, dayOf("older again", 2023), older...)
	undoBatch(t, s, "newer")
	maps.Copy(want, map[string]string{"review/s/1": `{"a":"open"}`, "plan/s/1": `{"a":"older"}`})
	equal(t, "without the newer", standing(t, s, brockwell), want)
}
