package jobs_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/jobs"
	"heed/internal/testkit"
)

// bench is work of which a test holds the strings.
type bench struct {
	h *testkit.Heed
	*jobs.Runner
	log *lines

	// began is given the id of each job as it begins, and finish lets one end.
	began  chan string
	finish chan error
	runs   atomic.Int64
}

// lines is a log that may be read while it is written.
type lines struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// kinds are work that ends when the test says so, alone and by itself; and work that never goes well, and is tried again.
func (b *bench) kinds() []jobs.Kind {
	run := func(ctx context.Context, s *door.Session, task jobs.Task) (any, error) {
		b.runs.Add(1)
		task.Progress("half of " + task.About)
		b.began <- task.ID
		select {
		case err := <-b.finish:
			return map[string]string{"by": s.Who.By(), "about": task.About}, err
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	return []jobs.Kind{
		{Name: "import", Words: "Importing files", May: access.Import, Lane: "import", Run: run},
		{Name: "export", Words: "Exporting rows", May: access.Export, Workers: 4, Run: run},
		{Name: "new-day", Words: "Making a new day ready", Daily: true, Tries: 3, Run: run},
	}
}

// open opens the background work of a council of its own.
func open(t *testing.T) *bench {
	t.Helper()
	b := &bench{h: testkit.OpenCold(t), log: &lines{}}
	b.start(t)
	t.Cleanup(func() { _ = b.Close() }) // a test may have closed it
	return b
}

func (b *bench) start(t *testing.T) {
	t.Helper()
	var err error
	b.began, b.finish = make(chan string, 40), make(chan error, 40)
	if b.Runner, err = b.again(t); err != nil {
		t.Fatal(err)
	}
}

func (b *bench) again(t *testing.T) (*jobs.Runner, error) {
	t.Helper()
	return jobs.Open(t.Context(), jobs.Config{
		Door: b.h.Door, Log: slog.New(slog.NewTextHandler(b.log, nil)), Kinds: b.kinds(),
	})
}

// starts waits until some job runs.
func (b *bench) starts(t *testing.T) string {
	t.Helper()
	select {
	case id := <-b.began:
		return id
	case <-time.After(20 * time.Second):
		t.Fatalf("nothing begins: %s", b.log)
		return ""
	}
}

// until waits until a job stands as it should.
func (b *bench) until(t *testing.T, id string, want jobs.State) jobs.Job {
	t.Helper()
	var job jobs.Job
	var err error
	for range 1000 {
		if job, err = b.Find(t.Context(), testkit.Authority, id); err == nil && job.State == want {
			return job
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Fatalf("%s is %q and not %q: %v\n%s", id, job.State, want, err, b.log)
	return job
}

func (b *bench) begin(t *testing.T, who door.Actor, kind, about string) jobs.Job {
	t.Helper()
	job, err := b.Begin(t.Context(), who, kind, about)
	if err != nil {
		t.Fatal(err)
	}
	return job
}

func TestAJobIsKeptRunsAndSaysWhatCameOfIt(t *testing.T) {
	t.Parallel()
	b := open(t)
	analyst := b.h.Actor(t, "W13")
	job := b.begin(t, analyst, "import", "upload-1")
	if job.State != jobs.Waiting || !job.At.Equal(testkit.Now) || job.As != analyst.Capacity() {
		t.Errorf("it is taken up as %+v", job)
	}
	b.starts(t)
	if now := b.until(t, job.ID, jobs.Running); now.Progress != "half of upload-1" || !now.Began.Equal(testkit.Now) {
		t.Errorf("while it runs it is %+v", now)
	}
	if _, err := b.Find(t.Context(), "208", job.ID); !errors.Is(err, door.ErrNotFound) {
		t.Errorf("another authority finds it: %v", err)
	}
	for _, id := range []string{"", "no-such", "a,b", "' or 1=1", job.ID + "x"} {
		if _, err := b.Find(t.Context(), testkit.Authority, id); !errors.Is(err, door.ErrNotFound) {
			t.Errorf("%q: %v", id, err)
		}
	}
	if other, err := b.Begin(t.Context(), analyst, "import", "upload-2"); !errors.Is(err, jobs.ErrTaken) || other.ID != job.ID {
		t.Errorf("another import is taken up beside it: %+v, %v", other, err)
	}
	b.finish <- nil
	over := b.until(t, job.ID, jobs.Over)
	var outcome map[string]string
	if err := json.Unmarshal(over.Outcome, &outcome); err != nil || outcome["by"] != "W13" || outcome["about"] != "upload-1" || !over.Ended.Equal(testkit.Now) {
		t.Errorf("what came of it is %s, %v", over.Outcome, err)
	}
	next := b.begin(t, analyst, "import", "upload-2") // at once, before River has written anything down
	b.starts(t)
	b.finish <- nil
	b.until(t, next.ID, jobs.Over)
	if n := b.runs.Load(); n != 2 {
		t.Errorf("two jobs ran %d times", n)
	}
	for _, want := range []string{"background work begins", "background work ends", "job=" + job.ID, "kind=import", "authority=990"} {
		if !strings.Contains(b.log.String(), want) {
			t.Errorf("the log does not hold %q: %s", want, b.log)
		}
	}
	if strings.Contains(b.log.String(), "W13") {
		t.Errorf("the log says who asked, which is for the access log: %s", b.log)
	}
}

func TestWhatFailsIsKeptWithoutWhatItSaid(t *testing.T) {
	t.Parallel()
	b := open(t)
	analyst := b.h.Actor(t, "W13")
	const secret = "Zoë Unmistakable.csv"
	for name, c := range map[string]struct {
		err  error
		want jobs.Why
	}{
		"refused": {&jobs.RefusedError{Err: errors.New(secret)}, jobs.Refused},
		"broken":  {errors.New("the disk is full"), jobs.Broken},
	} {
		job := b.begin(t, analyst, "export", "one")
		b.starts(t)
		b.finish <- c.err
		if over := b.until(t, job.ID, jobs.Failed); over.Why != c.want || !errors.Is(over.Err, c.err) {
			t.Errorf("%s: %q, %v", name, over.Why, over.Err)
		}
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(b.log.String(), secret) || !strings.Contains(b.log.String(), "the disk is full") {
		t.Errorf("the log is %s", b.log)
	}
	files, err := filepath.Glob(filepath.Join(b.h.Dir, "data", "heed-jobs.*"))
	if err != nil || len(files) < 2 {
		t.Fatalf("the files are %q, %v", files, err)
	}
	for _, name := range files {
		info, err := os.Stat(name)
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s may be read by others: %v, %v", name, info.Mode(), err)
		}
		if text, err := os.ReadFile(name); err != nil || bytes.Contains(text, []byte("Unmistakable")) || bytes.Contains(text, []byte("disk is full")) {
			t.Errorf("%s holds what an error said, %v", name, err)
		}
	}
}

func TestWhoHasLeftOrMayNotDoesNothing(t *testing.T) {
	t.Parallel()
	b := open(t)
	day := testkit.Today.AddDate(0, 0, -7).Format(time.DateOnly)
	testkit.Put(t, b.h, "account", map[string]string{"account_id": "A1", "name": "Ann Invented", "email": "ann@example.org", "started_on": day, "last_on": testkit.Today.Format(time.DateOnly)})
	testkit.Put(t, b.h, "account_role", map[string]string{"account_id": "A1", "role": string(access.Analyst), "started_on": day, "granted_by": "system", "approved_by": "A2"})
	ann, err := b.h.FindCapacity(t.Context(), door.Capacity{Authority: testkit.Authority, Account: "A1", Role: access.Analyst})
	if err != nil {
		t.Fatal(err)
	}
	first, err := b.Begin(t.Context(), ann, "import", "one")
	if err != nil {
		t.Fatal(err)
	}
	b.starts(t)
	waits := b.begin(t, ann, "export", "two")
	b.starts(t)
	b.finish <- nil
	b.finish <- nil
	b.until(t, first.ID, jobs.Over)
	b.until(t, waits.ID, jobs.Over)
	b.h.SetNow(testkit.Now.AddDate(0, 0, 1))
	for name, c := range map[string]struct {
		who  door.Actor
		want jobs.Why
	}{
		"who has left":          {ann, jobs.Left},
		"who is not an analyst": {b.h.Actor(t, "W1"), jobs.Forbidden},
	} {
		job := b.begin(t, c.who, "import", "three")
		if over := b.until(t, job.ID, jobs.Failed); over.Why != c.want {
			t.Errorf("%s: %q", name, over.Why)
		}
	}
	if n := b.runs.Load(); n != 2 {
		t.Errorf("work ran %d times, and 2 of the jobs were permitted", n)
	}
}

func TestAJobIsCancelledByWhoBeganItOrKeepsTheWork(t *testing.T) {
	t.Parallel()
	b := open(t)
	analyst, system := b.h.Actor(t, "W13"), door.System(testkit.Authority)
	running := b.begin(t, analyst, "import", "one")
	b.starts(t)
	other := analyst
	other.ID = "W99"
	for name, who := range map[string]door.Actor{"a social worker": b.h.Actor(t, "W1"), "the director": b.h.Actor(t, "W8"), "another analyst": other} {
		if err := b.Cancel(t.Context(), b.h.Session(who), running.ID); !errors.Is(err, door.ErrForbidden) {
			t.Errorf("%s cancels it: %v", name, err)
		}
		if _, err := b.List(t.Context(), b.h.Session(who)); !errors.Is(err, door.ErrForbidden) {
			t.Errorf("%s is shown what runs: %v", name, err)
		}
	}
	if err := b.Cancel(t.Context(), b.h.Session(door.System("208")), running.ID); !errors.Is(err, door.ErrNotFound) {
		t.Errorf("another authority cancels it: %v", err)
	}
	if err := b.Cancel(t.Context(), b.h.Session(analyst), running.ID); err != nil {
		t.Fatal(err)
	}
	if over := b.until(t, running.ID, jobs.Stopped); over.Why != jobs.Cancelled {
		t.Errorf("cancelled, it is %+v", over)
	}
	if err := b.Cancel(t.Context(), b.h.Session(analyst), running.ID); !errors.Is(err, door.ErrConflict) {
		t.Errorf("it is cancelled twice: %v", err)
	}
	var four []string
	for range 5 { // of which four run, and one waits
		four = append(four, b.begin(t, analyst, "export", "many").ID)
	}
	for range 4 {
		b.starts(t)
	}
	waits := four[4]
	if err := b.Cancel(t.Context(), b.h.Session(system), waits); err != nil {
		t.Fatal(err)
	}
	b.until(t, waits, jobs.Stopped)
	list, err := b.List(t.Context(), b.h.Session(system))
	var states []string
	for _, j := range list {
		states = append(states, string(j.State))
	}
	if err != nil || !slices.Equal(states, []string{"running", "running", "running", "running", "cancelled", "cancelled"}) {
		t.Errorf("listed are %q, %v", states, err)
	}
	if elsewhere, err := b.List(t.Context(), b.h.Session(door.System("208"))); err != nil || len(elsewhere) > 0 {
		t.Errorf("another authority is shown %d jobs, %v", len(elsewhere), err)
	}
	for range 4 {
		b.finish <- nil
	}
	for _, id := range four[:4] {
		b.until(t, id, jobs.Over)
	}
	if n := b.runs.Load(); n != 5 {
		t.Errorf("work ran %d times, want 5: the one that was cancelled as it waited does not", n)
	}
}

func TestWhatHeedsEndCutsOffBeginsAgainAndNoOtherHeedDoesIt(t *testing.T) {
	t.Parallel()
	b := open(t)
	analyst := b.h.Actor(t, "W13")
	running := b.begin(t, analyst, "import", "one")
	b.starts(t)
	if second, err := b.again(t); err == nil {
		t.Error("two do the work of one folder")
		_ = second.Close()
	} else if !strings.Contains(err.Error(), "stop it first") {
		t.Errorf("the second is told %v", err)
	}
	for stop := range 5 { // more often than one that kills Heed would be begun again
		if err := b.Close(); err != nil {
			t.Fatal(err)
		}
		b.start(t)
		if id := b.starts(t); id != running.ID {
			t.Fatalf("after stop %d %s begins again, want %s", stop+1, id, running.ID)
		}
	}
	b.finish <- nil
	b.until(t, running.ID, jobs.Over)
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	b.start(t)
	if over := b.until(t, running.ID, jobs.Over); len(over.Outcome) == 0 {
		t.Error("what came of it is not kept")
	}
	if n := b.runs.Load(); n != 6 {
		t.Errorf("it ran %d times, want six: it was cut off five times, and once it went well", n)
	}
}

func TestANewDayIsBegunOnceForEachDay(t *testing.T) {
	t.Parallel()
	b := open(t)
	jobs.SetLooks(b.Runner, 5*time.Millisecond)
	ctx, stop := context.WithCancel(t.Context())
	var days sync.WaitGroup
	days.Go(func() { b.Days(ctx) })
	defer days.Wait()
	defer stop()
	system := b.h.Session(door.System(testkit.Authority))
	for n, now := range []time.Time{testkit.Now, testkit.Now.Add(11 * time.Hour), time.Date(2026, 11, 19, 0, 0, 1, 0, time.UTC)} {
		b.h.SetNow(now)
		if n == 1 { // it is late in the evening, and no new day
			time.Sleep(100 * time.Millisecond)
			continue
		}
		id := b.starts(t)
		if n == 0 {
			b.finish <- errors.New("it fails once")
			if again := b.starts(t); again != id {
				t.Errorf("%s is tried again, want %s", again, id)
			}
		}
		b.finish <- nil
		if over := b.until(t, id, jobs.Over); over.About != now.Format(time.DateOnly) || over.As.Account != "" {
			t.Errorf("at %s %+v is done", now, over)
		}
	}
	time.Sleep(100 * time.Millisecond)
	if list, err := b.List(t.Context(), system); err != nil || len(list) != 2 {
		t.Errorf("%d jobs of two days, %v", len(list), err)
	}
}
