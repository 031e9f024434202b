package ledgertest

import (
	"fmt"
	"testing"

	"heed/internal/ledger"
)

// An entry of an export is found by each child that it held, whatever the size of the export, and says whom it held.
func (h Harness) anExportIsFoundByEachChildThatItHeld(t *testing.T) {
	t.Parallel()
	s := h.open(t)
	var all []string
	for n := range 1201 { // more than one statement writes
		all = append(all, fmt.Sprintf("child-%04d", n))
	}
	exported := func(authority string, held ...string) ledger.Access {
		a := access("dcs", "")
		a.Authority, a.Action, a.Held = authority, "export", held
		return a
	}
	for _, a := range []ledger.Access{
		exported(brockwell, "child-0002", "child-0001", "child-0002"), access("ann", "child-0001"), exported(brockwell, all...), exported("991", "child-0001"), access("ann", "child-0003"),
	} {
		if err := s.LogAccess(t.Context(), a); err != nil {
			t.Fatal(err)
		}
	}
	for seq, want := range map[int64][]string{1: {"child-0001", "child-0002"}, 2: nil, 3: all} {
		held, err := s.ListHeld(t.Context(), brockwell, seq)
		if err != nil {
			t.Fatal(err)
		}
		equal(t, fmt.Sprint("held by ", seq), held, want)
	}
	for _, tc := range []struct {
		filter ledger.AccessFilter
		want   []int64
	}{
		{ledger.AccessFilter{About: []string{"child-0001"}}, []int64{3, 2, 1}},
		{ledger.AccessFilter{About: []string{"child-1200", "child-0003"}}, []int64{4, 3}},
		{ledger.AccessFilter{About: []string{"child-0001"}, Whos: []string{"dcs", "nobody"}, Below: 3}, []int64{1}},
		{ledger.AccessFilter{About: []string{"child-9999"}}, nil},
	} {
		tc.filter.Authority = brockwell
		list, err := s.ListAccess(t.Context(), tc.filter)
		if err != nil {
			t.Fatal(err)
		}
		var got []int64
		for _, a := range list {
			got = append(got, a.Seq)
		}
		equal(t, fmt.Sprintf("seqs of %+v", tc.filter), got, tc.want)
	}
	if _, err := s.Verify(t.Context(), brockwell, 0); err != nil {
		t.Error(err)
	}
}

func (h Harness) theLogSaysWhoStandsInIt(t *testing.T) {
	t.Parallel()
	s := h.open(t)
	for _, who := range []string{"ben", "ann for ben", "ann", "ben"} {
		if err := s.LogAccess(t.Context(), access(who, "child-1")); err != nil {
			t.Fatal(err)
		}
	}
	list, err := s.ListAccessors(t.Context(), brockwell)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "who", list, []string{"ann", "ann for ben", "ben"})
}
