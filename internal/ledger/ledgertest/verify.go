package ledgertest

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"heed/internal/ledger"
)

func (h Harness) verifyFindsWhatWasTamperedWith(t *testing.T) {
	t.Parallel()
	for name, query := range map[string]string{
		"a changed body":            `update entry set body = '{"value":"z"}' where seq = 3`,
		"a changed subject":         `update entry set subject = 'child-9' where seq = 3`,
		"a changed moment":          `update entry set recorded_at = recorded_at + 1 where seq = 3`,
		"a withdrawal made to look": `update entry set withdrawn = 1 where seq = 3`,
		"a lost entry":              `delete from entry where seq = 3`,
		"a cut hash":                `update entry set hash = x'00' where seq = 3`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, place := h.openPlace(t)
			importRecords(t, s, batch("b1"), reviews("1", "2", "3", "4")...)
			if err := s.Verify(t.Context(), brockwell); err != nil {
				t.Fatal(err)
			}
			around := h.beside(t, place, "ledger")
			for _, statement := range append(slices.Clone(h.Unguard), query) {
				if _, err := around.ExecContext(t.Context(), statement); err != nil {
					t.Fatal(err)
				}
			}
			err := s.Verify(t.Context(), brockwell)
			if !errors.Is(err, ledger.ErrNotIntact) || !strings.Contains(err.Error(), "entry 3") {
				t.Errorf("got error %v", err)
			}
		})
	}
}
