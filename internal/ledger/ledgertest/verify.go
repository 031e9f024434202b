package ledgertest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"heed/internal/ledger"
)

// intact gives the error of a store whose logs are not what was written.
func intact(ctx context.Context, s *ledger.Store) error {
	_, err := s.Verify(ctx, brockwell, 0)
	return err
}

// tampering is a way of changing what was recorded, behind the back of the ledger, with the entry that verifying must name.
type tampering struct {
	name, tables string
	statements   []string
	log          string
	seq          int64
}

// tamperings are the ways of tampering with six entries and seven accesses, of which each log knows where the other stood.
func tamperings() []tampering {
	var list []tampering
	add := func(tables, name string, seq int64, statements ...string) {
		log := ledger.EntryLog
		if tables == "access" {
			log = ledger.AccessLog
		}
		list = append(list, tampering{name: tables + ": " + name, tables: tables, statements: statements, log: log, seq: seq})
	}
	for _, set := range []string{
		`body = '{"value":"z"}'`, `body = body || ' '`, `subject = 'child-9'`, `record_id = '9'`, `record_type = 'visit'`, `version = 9`, `withdrawn = 1`,
		`recorded_at = recorded_at + 1`, `recorded_at = 0`, `recorded_by = 'nobody'`, `source = 'form'`, `batch = 'b9'`, `hash = x'00'`, `link = x'00'`,
		`hash = link`, `link = hash`, `authority = '991'`, `seq = 99`, `seq = -3`, `seq = 0`,
	} {
		add("ledger", set, 3, "update entry set "+set+" where seq = 3")
	}
	for _, seq := range []int64{1, 3, 6} {
		add("ledger", fmt.Sprintf("entry %d is lost", seq), seq, fmt.Sprintf("delete from entry where seq = %d", seq))
	}
	add("ledger", "the end is cut off", 4, `delete from entry where seq > 3`)
	add("ledger", "all is lost", 1, `delete from entry`)
	add("ledger", "two change places", 3, `update entry set seq = 99 where seq = 3`, `update entry set seq = 3 where seq = 4`, `update entry set seq = 4 where seq = 99`)
	add("ledger", "the rest moves up", 3, `delete from entry where seq = 3`, `update entry set seq = seq + 100 where seq > 3`, `update entry set seq = seq - 101 where seq > 100`)
	add("ledger", "one is put at the end", 7, `insert into entry select authority, 7, record_type, '77', subject, version, withdrawn, body, recorded_at, recorded_by, source, batch, hash, link from entry where seq = 6`)
	add("ledger", "one is replaced", 3, `insert or replace into entry select authority, 3, record_type, '77', subject, version, withdrawn, '{}', recorded_at, recorded_by, source, batch, hash, link from entry where seq = 3`)
	for _, set := range []string{
		`who = 'nobody'`, `role = 'member'`, `action = 'list'`, `subject = ''`, `subject = 'child-9'`, `detail = 'nothing'`, `allowed = 0`, `reason = 'none'`,
		`at = at + 1`, `at = 0`, `link = x'00'`, `authority = '991'`, `seq = 99`, `seq = -3`,
	} {
		add("access", set, 3, "update access set "+set+" where seq = 3")
	}
	for name, statement := range map[string]string{
		"a child is taken out of an export": `delete from access_held where seq = 3 and child = 1`,
		"an export held nobody":             `delete from access_held where seq = 3`,
		"a child is put into an export":     `insert into access_held (child, seq) select 77, 3 from access_child where id = 1`,
		"a child of an export is another":   `update access_child set subject = 'child-9' where id = 2`,
		"a child is of another authority":   `update access_child set authority = '991' where id = 2`,
	} {
		add("access", name, 3, `insert into access_child (id, authority, subject) select 77, authority, 'child-77' from access_child where id = 1`, statement)
	}
	for _, seq := range []int64{1, 3, 6} {
		add("access", fmt.Sprintf("access %d is lost", seq), seq, fmt.Sprintf("delete from access where seq = %d", seq))
	}
	add("access", "the end is cut off", 4, `delete from access where seq > 3`)
	add("access", "all is lost", 1, `delete from access`)
	add("access", "two change places", 3, `update access set seq = 99 where seq = 3`, `update access set seq = 3 where seq = 4`, `update access set seq = 4 where seq = 99`)
	add("access", "the rest moves up", 3, `delete from access where seq = 3`, `update access set seq = seq + 100 where seq > 3`, `update access set seq = seq - 101 where seq > 100`)
	add("access", "one is put at the end", 8, `insert into access select authority, 8, at, who, role, action, subject, detail, allowed, reason, link from access where seq = 7`)
	return list
}

// Whatever is changed, taken out, put in or moved is found, and named by the place where it begins.
func (h Harness) verifyFindsWhatWasTamperedWith(t *testing.T) {
	t.Parallel()
	for _, tc := range tamperings() {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			s, place := h.openPlace(t)
			sixOfEach(t, s)
			around := h.beside(t, place, tc.tables)
			for _, statement := range append(slices.Clone(h.Unguard[tc.tables]), tc.statements...) {
				if _, err := around.ExecContext(t.Context(), statement); err != nil {
					t.Fatal(err)
				}
			}
			err := intact(t.Context(), s)
			found, ok := errors.AsType[*ledger.NotIntactError](err)
			if !ok || !errors.Is(err, ledger.ErrNotIntact) || found.Log != tc.log || found.Authority != brockwell {
				t.Fatalf("got error %v", err)
			}
			// Of an entry whose number was made impossible, either it or the gap that it leaves is named.
			if found.Seq != tc.seq && found.Seq > 0 {
				t.Errorf("got %v, want entry %d", err, tc.seq)
			}
			if tc.seq > 1 && s.VerifySample(t.Context()) == nil {
				t.Error("a sample of all that there is finds nothing")
			}
		})
	}
}

// sixOfEach records six entries and looks at seven records. Each log knows where the other stood at its sixth.
func sixOfEach(t *testing.T, s *ledger.Store) {
	t.Helper()
	look := func(n int) {
		a := access("dcs", "child-"+strconv.Itoa(n))
		a.Detail, a.Reason, a.At = "review", "because", day0.Add(time.Duration(n)*time.Hour)
		if n == 3 {
			a.Held = []string{"child-1", "child-2"}
		}
		if err := s.LogAccess(t.Context(), a); err != nil {
			t.Fatal(err)
		}
	}
	for n := range 5 {
		look(n + 1)
	}
	importRecords(t, s, batch("b1"), reviews("1", "2", "3", "4", "5")...)
	look(6)
	importRecords(t, s, batch("b2"), reviews("6")...)
	look(7) // with it is kept where the entries stand
	if _, err := s.Verify(t.Context(), brockwell, 0); err != nil {
		t.Fatal(err)
	}
}

// Whoever can write to both files can make both logs anew. A head that was kept elsewhere still finds it.
func (h Harness) aHeadKeptElsewhereFindsWhatWasMadeAnew(t *testing.T) {
	t.Parallel()
	s, place := h.openPlace(t)
	sixOfEach(t, s)
	heads, err := s.Verify(t.Context(), brockwell, 0)
	if err != nil || len(heads) != 2 {
		t.Fatalf("heads %v, %v", heads, err)
	}
	for _, head := range heads {
		if err := s.VerifyHead(t.Context(), head); err != nil {
			t.Error(err)
		}
		wrong := head
		wrong.Link = strings.Repeat("0", len(head.Link))
		if err := s.VerifyHead(t.Context(), wrong); !errors.Is(err, ledger.ErrNotIntact) {
			t.Errorf("another head of the %s: %v", head.Log, err)
		}
	}
	for _, tables := range []string{"ledger", "access"} {
		around := h.beside(t, place, tables)
		for _, statement := range append(slices.Clone(h.Unguard[tables]), map[string]string{"ledger": "delete from entry where seq = 6", "access": "delete from access where seq > 5"}[tables], "drop table anchor",
			"create table anchor (authority text, seq bigint, link blob)") {
			if _, err := around.ExecContext(t.Context(), statement); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := intact(t.Context(), s); err != nil {
		t.Fatalf("nothing but the head can find it: %v", err)
	}
	for _, head := range heads {
		if err := s.VerifyHead(t.Context(), head); !errors.Is(err, ledger.ErrNotIntact) || !strings.Contains(err.Error(), "entry 6") {
			t.Errorf("the %s: %v", head.Log, err)
		}
	}
}

// Since begins after an entry, and does not look at those before it.
func (h Harness) verifyingSinceAnEntryLooksAtWhatCameAfter(t *testing.T) {
	t.Parallel()
	s, place := h.openPlace(t)
	sixOfEach(t, s)
	around := h.beside(t, place, "ledger")
	for _, statement := range append(slices.Clone(h.Unguard["ledger"]), `update entry set body = '{}' where seq = 2`) {
		if _, err := around.ExecContext(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.Verify(t.Context(), brockwell, 1); !errors.Is(err, ledger.ErrNotIntact) {
		t.Errorf("since 1: %v", err)
	}
	if _, err := s.Verify(t.Context(), brockwell, 2); err != nil {
		t.Errorf("since 2: %v", err)
	}
	if _, err := s.Verify(t.Context(), brockwell, 99); !errors.Is(err, ledger.ErrNotIntact) {
		t.Errorf("since an entry that there is not: %v", err)
	}
}
