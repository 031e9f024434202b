package ledgertest

import (
	"strconv"
	"sync"
	"testing"
	"time"

	"heed/internal/ledger"
)

func access(who, subject string) ledger.Access {
	return ledger.Access{Authority: brockwell, At: day0, Who: who, Role: "director", Action: "read", Subject: subject, Allowed: true}
}

func (h Harness) anAccessComesBackAsItWasLogged(t *testing.T) {
	t.Parallel()
	s := h.open(t)
	a := access("dcs", "child-1")
	a.Detail, a.Allowed, a.Reason = "review", false, "out of scope"
	if err := s.LogAccess(t.Context(), a); err != nil {
		t.Fatal(err)
	}
	list, err := s.ListAccess(t.Context(), ledger.AccessFilter{Authority: brockwell})
	if err != nil {
		t.Fatal(err)
	}
	a.Seq = 1
	equal(t, "list", list, []ledger.Access{a})
}

func (h Harness) anAccessIsOnDiskWhenLogAccessReturns(t *testing.T) {
	t.Parallel()
	s := h.open(t)
	var wg sync.WaitGroup
	for i := range 200 {
		wg.Go(func() {
			who := "user-" + strconv.Itoa(i)
			if err := s.LogAccess(t.Context(), access(who, "child-1")); err != nil {
				t.Error(err)
			}
			// The reader is another connection: it sees what has been committed.
			list, err := s.ListAccess(t.Context(), ledger.AccessFilter{Authority: brockwell, Who: who})
			if err != nil || len(list) != 1 {
				t.Errorf("%s: %d logged, %v", who, len(list), err)
			}
		})
	}
	wg.Wait()
	list, err := s.ListAccess(t.Context(), ledger.AccessFilter{Authority: brockwell, Limit: 1000})
	if err != nil {
		t.Fatal(err)
	}
	for i, a := range list {
		equal(t, "seq", a.Seq, int64(200-i))
	}
	equal(t, "logged", len(list), 200)
}

func (h Harness) nobodyWaitsForAnImportToLogAnAccess(t *testing.T) {
	t.Parallel()
	s := h.open(t)
	_, err := s.Import(t.Context(), batch("b1"), func(*ledger.Writer) error {
		return s.LogAccess(t.Context(), access("dcs", "child-1"))
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (h Harness) aFilterNarrowsTheAccessLog(t *testing.T) {
	t.Parallel()
	s := h.open(t)
	for i, a := range []ledger.Access{
		access("ann", "child-1"), access("ben", "child-1"), access("ann", "child-2"), access("ann", "child-1"),
	} {
		a.At, a.Allowed = day0.Add(time.Duration(i)*time.Hour), i != 1
		if err := s.LogAccess(t.Context(), a); err != nil {
			t.Fatal(err)
		}
	}
	elsewhere := access("ann", "child-1")
	elsewhere.Authority = "991"
	if err := s.LogAccess(t.Context(), elsewhere); err != nil {
		t.Fatal(err)
	}
	for name, tc := range map[string]struct {
		filter ledger.AccessFilter
		want   []int64
	}{
		"all, the latest first":        {ledger.AccessFilter{}, []int64{4, 3, 2, 1}},
		"by whom":                      {ledger.AccessFilter{Who: "ann"}, []int64{4, 3, 1}},
		"about whom":                   {ledger.AccessFilter{Subject: "child-1"}, []int64{4, 2, 1}},
		"refused":                      {ledger.AccessFilter{Refused: true}, []int64{2}},
		"both":                         {ledger.AccessFilter{Who: "ann", Subject: "child-1"}, []int64{4, 1}},
		"since, inclusive":             {ledger.AccessFilter{Since: day0.Add(2 * time.Hour)}, []int64{4, 3}},
		"until, exclusive":             {ledger.AccessFilter{Until: day0.Add(2 * time.Hour)}, []int64{2, 1}},
		"the second page of two":       {ledger.AccessFilter{Limit: 2, Offset: 2}, []int64{2, 1}},
		"everything together, no rows": {ledger.AccessFilter{Who: "ben", Since: day0.Add(2 * time.Hour), Limit: 1}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tc.filter.Authority = brockwell
			list, err := s.ListAccess(t.Context(), tc.filter)
			if err != nil {
				t.Fatal(err)
			}
			var got []int64
			for _, a := range list {
				got = append(got, a.Seq)
			}
			equal(t, "seqs", got, tc.want)
		})
	}
}

func (h Harness) closingWritesWhatIsWaitingAndRefusesMore(t *testing.T) {
	t.Parallel()
	place := h.New(t)
	s, err := ledger.OpenWith(t.Context(), h.At(place))
	if err != nil {
		t.Fatal(err)
	}
	results := make(chan error, 300)
	for range 300 {
		go func() { results <- s.LogAccess(t.Context(), access("dcs", "child-1")) }()
	}
	if err := <-results; err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	accepted := 1
	for range 299 {
		if err := <-results; err == nil {
			accepted++
		} else {
			wantError(t, err, ledger.ErrClosed)
		}
	}
	logged, err := h.reopen(t, place).ListAccess(t.Context(), ledger.AccessFilter{Authority: brockwell, Limit: 1000})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "logged", len(logged), accepted)
	wantError(t, s.LogAccess(t.Context(), access("dcs", "child-1")), ledger.ErrClosed)
	wantError(t, s.LogAccess(t.Context(), ledger.Access{}), ledger.ErrInvalid)
}
