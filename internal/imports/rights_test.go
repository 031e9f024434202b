package imports_test

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"heed/catalogue"
	"heed/internal/access"
	"heed/internal/children"
	"heed/internal/door"
	"heed/internal/imports"
	"heed/internal/ledger"
	"heed/internal/testkit"
)

// grants opens the restricted child 1006 to the analyst, and restores who may open 1003.
const grants = "child_id,worker_id,reason,started_on,ended_on\n1006,W13,none that anybody agreed,2026-01-01,\n"

// loggedRefusals gives what the access log says was refused, the latest first.
func loggedRefusals(t *testing.T, h *testkit.Heed) []ledger.Access {
	t.Helper()
	list, err := h.Session(system).Ledger().ListAccess(t.Context(), ledger.AccessFilter{Authority: testkit.Authority, Refused: true, Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// Whoever sends a list of grants, by whatever way, is refused it by name, nothing of what they sent goes in, and it is logged once.
func TestNobodyImportsAGrant(t *testing.T) {
	t.Parallel()
	h := testkit.OpenCold(t)
	folder := testkit.Lists(t, map[string]string{"access_grant.csv": grants, "team.csv": "team_id,name,service\nT9,New,Care\n"})
	alone := filepath.Join(folder, "access_grant.csv")
	for _, who := range []door.Actor{h.Actor(t, "W13"), system} {
		s := h.Session(who)
		ways := map[string]func() error{
			"import": func() error {
				_, err := imports.Import(t.Context(), s, imports.Request{Paths: []string{folder}}, nil)
				return err
			},
			"import of it": func() error {
				_, err := imports.Import(t.Context(), s, imports.Request{Paths: []string{alone}}, nil)
				return err
			},
			"import as such": func() error {
				_, err := imports.Import(t.Context(), s, imports.Request{Paths: []string{alone}, Kind: "access_grant"}, nil)
				return err
			},
			"preview": func() error {
				_, err := imports.Preview(t.Context(), s, imports.Request{Paths: []string{folder}}, nil)
				return err
			},
			"recognising": func() error {
				_, err := (&imports.Request{Paths: []string{folder}}).Recognise(t.Context(), s)
				return err
			},
			"upload": func() error {
				u, err := imports.NewUpload(t.Context(), s)
				if err != nil {
					return err
				}
				if err := u.Add("access_grant.csv", "", strings.NewReader(grants)); err != nil {
					return err
				}
				if err := u.Preview(t.Context(), s, nil); err != nil {
					return err
				}
				shown, _, err := u.Shown()
				if err != nil || len(shown.Reasons) != 1 || !strings.Contains(shown.Reasons[0], "access_grant.csv") || !strings.Contains(shown.Reasons[0], "Grant of access") {
					t.Errorf("the upload's preview says %+v, %v", shown.Reasons, err)
				}
				_, err = u.Import(t.Context(), s, "", nil)
				if !errors.Is(err, door.ErrConflict) {
					t.Errorf("an upload that was refused is imported: %v", err)
				}
				return door.ErrRefused // as the preview's reasons say
			},
		}
		for name, way := range ways {
			h.SetNow(h.Now().Add(time.Hour)) // the same refusal again within a minute is counted
			before, entries := len(loggedRefusals(t, h)), lastSeq(t, h)
			if err := way(); !errors.Is(err, door.ErrRefused) {
				t.Errorf("%s by %s: %v, want a refusal", name, who.ID, err)
			}
			if lastSeq(t, h) != entries {
				t.Errorf("%s by %s: something was recorded", name, who.ID)
			}
			after := loggedRefusals(t, h)
			if len(after) != before+1 {
				t.Errorf("%s by %s: %d refusals are logged, want 1", name, who.ID, len(after)-before)
				continue
			}
			e := after[0]
			if e.Who != who.ID || e.Action != string(access.WriteRecord) || !strings.Contains(e.Detail, "access_grant") || !strings.Contains(e.Reason, "decide whose record opens to whom") {
				t.Errorf("%s by %s: the log says %+v", name, who.ID, e)
			}
		}
	}
	if _, err := children.Find(t.Context(), h.Session(h.Actor(t, "W13")), "1006"); !errors.Is(err, door.ErrForbidden) {
		t.Errorf("the restricted child opens to the analyst: %v", err)
	}
}

// A list of what Heed keeps goes in exactly where the policy lets the person who sends it write such a record. What was found of looks is signed by
// those alone who answer for the log.
func TestWhatHeedKeepsIsImportedByThoseWhoMayWriteIt(t *testing.T) {
	t.Parallel()
	h := testkit.OpenCold(t)
	for _, who := range []door.Actor{h.Actor(t, "W13"), system} {
		s := h.Session(who)
		for _, kind := range h.Catalogue().Types {
			may := s.MayWrite(kind.ID)
			if want := kind.ID != catalogue.RecordAccessReview && (!kind.GivesRights || who.Role == access.System); may != want {
				t.Errorf("%s may write a %s: %v, want %v", who.Role, kind.ID, may, want)
			}
		}
		list := testkit.Lists(t, map[string]string{"school_term.csv": "name,starts_on,ends_on,term\nautumn 2026,2026-09-01,2026-12-18,autumn\n"})
		if _, err := imports.Preview(t.Context(), s, imports.Request{Paths: []string{list}}, nil); err != nil {
			t.Errorf("%s is refused a list that they may write: %v", who.Role, err)
		}
	}
}

// An import of a Heed that still took rights in is taken back by those alone who may give them.
func TestAnImportThatBroughtRightsInIsTakenBackByThoseWhoMayGiveThem(t *testing.T) {
	t.Parallel()
	h := testkit.OpenCold(t)
	kind := h.Catalogue().Type("restriction")
	values := make([]string, len(kind.Fields))
	values[kind.Index("child_id")], values[kind.Index("started_on")] = "1001", "2026-11-01"
	record, _, _ := kind.Canonical(values)
	batch := ledger.Batch{ID: "old", Authority: testkit.Authority, Kind: "csv", Name: "restriction.csv", By: "W13", At: h.Now()}
	if _, err := h.Session(system).Ledger().Import(t.Context(), batch, func(w *ledger.Writer) error { _, err := w.Put(record); return err }); err != nil {
		t.Fatal(err)
	}
	analyst := h.Session(h.Actor(t, "W13"))
	if _, err := imports.Undo(t.Context(), analyst, "old", "a mistake"); !errors.Is(err, door.ErrForbidden) {
		t.Errorf("the analyst takes a restriction back: %v", err)
	}
	if list := loggedRefusals(t, h); len(list) != 1 || list[0].Action != string(access.UndoImport) {
		t.Errorf("the log says %+v", list)
	}
	if _, err := imports.Undo(t.Context(), h.Session(system), "old", "a mistake"); err != nil {
		t.Errorf("who may give rights is refused: %v", err)
	}
}
