package ledger

import (
	"strconv"
	"sync"
	"testing"
	"time"
)

func access(who, subject string) Access {
	return Access{Authority: brockwell, At: day0, Who: who, Role: "director", Action: "read", Subject: subject, Allowed: true}
}

func TestAnAccessComesBackAsItWasLogged(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	a := access("dcs", "child-1")
	a.Detail, a.Allowed, a.Reason = "review", false, "out of scope"
	if err := s.LogAccess(t.Context(), a); err != nil {
		t.Fatal(err)
	}
	list, err := s.ListAccess(t.Context(), AccessFilter{Authority: brockwell})
	if err != nil {
		t.Fatal(err)
	}
	a.Seq = 1
	equal(t, "list", list, []Access{a})
}

func TestAnAccessIsOnDiskWhenLogAccessReturns(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	var wg sync.WaitGroup
	for i := range 200 {
		wg.Go(func() {
			who := "user-" + strconv.Itoa(i)
			if err := s.LogAccess(t.Context(), access(who, "child-1")); err != nil {
				t.Error(err)
			}
			// The reader is another connection: it sees what has been committed.
			list, err := s.ListAccess(t.Context(), AccessFilter{Authority: brockwell, Who: who})
			if err != nil || len(list) != 1 {
				t.Errorf("%s: %d logged, %v", who, len(list), err)
			}
		})
	}
	wg.Wait()
	list, err := s.ListAccess(t.Context(), AccessFilter{Authority: brockwell, Limit: 1000})
	if err != nil {
		t.Fatal(err)
	}
	for i, a := range list {
		equal(t, "seq", a.Seq, int64(200-i))
	}
	equal(t, "logged", len(list), 200)
}

func TestNobodyWaitsForAnImportToLogAnAccess(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	_, err := s.Import(t.Context(), batch("b1"), func(*Writer) error {
		return s.LogAccess(t.Context(), access("dcs", "child-1"))
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestAFilterNarrowsTheAccessLog(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	for i, a := range []Access{
		access("ann", "child-1"), access("ben", "child-1"), access("ann", "child-2"), access("ann", "child-1"),
	} {
		a.At = day0.Add(time.Duration(i) * time.Hour)
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
		filter AccessFilter
		want   []int64
	}{
		"all, the latest first":        {AccessFilter{}, []int64{4, 3, 2, 1}},
		"by whom":                      {AccessFilter{Who: "ann"}, []int64{4, 3, 1}},
		"about whom":                   {AccessFilter{Subject: "child-1"}, []int64{4, 2, 1}},
		"both":                         {AccessFilter{Who: "ann", Subject: "child-1"}, []int64{4, 1}},
		"since, inclusive":             {AccessFilter{Since: day0.Add(2 * time.Hour)}, []int64{4, 3}},
		"until, exclusive":             {AccessFilter{Until: day0.Add(2 * time.Hour)}, []int64{2, 1}},
		"the second page of two":       {AccessFilter{Limit: 2, Offset: 2}, []int64{2, 1}},
		"everything together, no rows": {AccessFilter{Who: "ben", Since: day0.Add(2 * time.Hour), Limit: 1}, nil},
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

func TestClosingWritesWhatIsWaitingAndRefusesMore(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	results := make(chan error, 300)
	for range 300 {
		go func() { results <- s.LogAccess(t.Context(), access("dcs", "child-1")) }()
	}
	if err := <-results; err != nil {
		t.Fatal(err)
	}
	if err := s.access.close(); err != nil {
		t.Fatal(err)
	}
	accepted := 1
	for range 299 {
		if err := <-results; err == nil {
			accepted++
		} else {
			wantError(t, err, ErrClosed)
		}
	}
	reopened, err := openAccessLog(t.Context(), s.access.name)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = reopened.close() }()
	var logged int
	if err := reopened.db.reader.QueryRowContext(t.Context(), `select count(*) from access`).Scan(&logged); err != nil {
		t.Fatal(err)
	}
	equal(t, "logged", logged, accepted)
	wantError(t, s.LogAccess(t.Context(), access("dcs", "child-1")), ErrClosed)
	wantError(t, s.LogAccess(t.Context(), Access{}), ErrInvalid)
}
