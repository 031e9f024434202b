//go:build e2e

package e2e

import (
	"bufio"
	"bytes"
	"context"
	"database/sql"
	"errors"
	"io"
	"math/rand/v2"
	"net/http"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"heed/e2e/people"
	"heed/internal/access"
	"heed/internal/signin"
)

// killable is a data folder with people in it, that a process of heed serve serves until it is killed.
type killable struct {
	t      *testing.T
	data   string
	people []people.Person
	client *http.Client
	random *rand.Rand

	base    string
	process *exec.Cmd
	stderr  *bytes.Buffer
	// steps are the time steps of the latest one-time codes that were tried, by the person's id: each works once.
	steps map[string]int64
	// sessions are those that were answered with, and out those of which it was answered that they are over, by their tokens.
	sessions, out map[string]*people.Person
}

// attempt is one attempt to sign in, and what became of it.
type attempt struct {
	p        *people.Person
	code     string
	recovery bool
	session  string
	err      error
}

// start starts a process, and waits until it says where it serves.
func (k *killable) start() {
	k.t.Helper()
	k.stderr = &bytes.Buffer{}
	k.process = exec.CommandContext(context.WithoutCancel(k.t.Context()), binary, "serve", "--data", k.data, "--listen", "127.0.0.1:0")
	k.process.Stderr = k.stderr
	stdout, err := k.process.StdoutPipe()
	if err == nil {
		err = k.process.Start()
	}
	if err != nil {
		k.t.Fatal(err)
	}
	line, err := bufio.NewReader(stdout).ReadString('\n')
	if k.base = servedAt.FindString(line); err != nil || k.base == "" {
		_ = k.process.Process.Kill()
		k.t.Fatalf("heed serve did not say where it serves: %q: %v, %v\n%s", line, err, k.process.Wait(), k.stderr)
	}
}

// kill kills the process as kill -9 does.
func (k *killable) kill() {
	_ = k.process.Process.Kill()
	_ = k.process.Wait()
}

// signIn has everybody sign in at once, and a few of those who are signed in sign out, and kills the process after a while, or not where that is 0.
func (k *killable) signIn(after time.Duration) []*attempt {
	var all []*attempt
	for i := range k.people {
		p := &k.people[i]
		a := &attempt{p: p, code: p.Recovery[0], recovery: true}
		now := time.Now()
		if step := now.Unix() / 30; k.random.IntN(3) == 0 && k.steps[p.ID] != step { // else it has been tried within these 30 seconds
			code, err := p.Code(now)
			if err != nil {
				k.t.Fatal(err)
			}
			k.steps[p.ID] = step
			a.code, a.recovery = code, false
		}
		if a.recovery {
			p.Recovery = p.Recovery[1:]
		}
		all = append(all, a)
	}
	var leaving []string
	for token := range k.sessions {
		if len(leaving) < 5 {
			leaving = append(leaving, token)
		}
	}
	var wg sync.WaitGroup
	for _, a := range all {
		wg.Go(func() { a.session, a.err = a.p.SignIn(k.t.Context(), k.client, k.base, a.code) })
	}
	left := make([]error, len(leaving))
	for i, token := range leaving {
		wg.Go(func() { left[i] = k.signOut(token) })
	}
	if after > 0 {
		time.Sleep(after)
		k.kill()
	}
	wg.Wait()
	for i, token := range leaving {
		p := k.sessions[token]
		delete(k.sessions, token) // who was not answered may be out or not
		if left[i] == nil {
			k.out[token] = p
		}
	}
	for _, a := range all {
		if a.err == nil {
			k.sessions[a.session] = a.p
		}
	}
	k.client.CloseIdleConnections()
	return all
}

func (k *killable) signOut(token string) error {
	status, _, err := k.ask(http.MethodPost, "/sign-out", token)
	if err == nil && status != http.StatusSeeOther {
		err = errors.New("it did not lead out")
	}
	return err
}

// ask asks for a page with a session.
func (k *killable) ask(method, path, token string) (status int, body string, err error) {
	request, err := http.NewRequestWithContext(k.t.Context(), method, k.base+path, nil)
	if err != nil {
		return 0, "", err
	}
	request.Header.Set("Sec-Fetch-Site", "same-origin")
	people.WithSession(request, token)
	answer, err := k.client.Do(request)
	if err != nil {
		return 0, "", err
	}
	page, err := io.ReadAll(answer.Body)
	return answer.StatusCode, string(page), errors.Join(err, answer.Body.Close())
}

// page asks for a page of a process that must answer.
func (k *killable) page(path, token string) (int, string) {
	k.t.Helper()
	status, body, err := k.ask(http.MethodGet, path, token)
	if err != nil {
		k.t.Fatal(err)
	}
	return status, body
}

// checkSessions fails the test where somebody who was let in is not, or is somebody else, or may do what is another's, or where who is out is in.
func (k *killable) checkSessions(round int) {
	k.t.Helper()
	for token, p := range k.sessions {
		status, body := k.page("/own", token)
		if status != http.StatusOK || !strings.Contains(body, p.Email) {
			k.t.Errorf("kill %d: %s was let in and is not: %d", round, p.Email, status)
		}
		may := []int{http.StatusForbidden, http.StatusSeeOther} // who is asked again is not refused yet
		if p.Role == access.Administrator {
			may[0] = http.StatusOK
		}
		if status, _ := k.page("/accounts", token); !slices.Contains(may, status) {
			k.t.Errorf("kill %d: %s, a %s, asks for the accounts: %d", round, p.Email, p.Role, status)
		}
	}
	for token, p := range k.out {
		if status, _ := k.page("/own", token); status != http.StatusSeeOther {
			k.t.Errorf("kill %d: %s has signed out and is in: %d", round, p.Email, status)
		}
	}
}

// checkCodes tries a code that let somebody in once more, of either kind. Failures from one address slow what is tried, so that it is not all of them.
func (k *killable) checkCodes(round int, all []*attempt) {
	k.t.Helper()
	tried := map[bool]bool{}
	for _, a := range all {
		if a.err == nil && !tried[a.recovery] && (len(tried) == 0 || testing.Short()) {
			tried[a.recovery] = true
			if _, err := a.p.SignIn(k.t.Context(), k.client, k.base, a.code); !errors.Is(err, people.ErrNotIn) {
				k.t.Errorf("kill %d: a code of %s works twice (a recovery code: %t): %v", round, a.p.Email, a.recovery, err)
			}
		}
	}
}

// checkFiles reads what the files say while no process runs. A session stands for an attempt of its own account; a code that let somebody in is used.
func (k *killable) checkFiles(round int, all []*attempt) {
	k.t.Helper()
	db, err := sql.Open("sqlite3", "file:"+people.SignInFile(k.data))
	if err != nil {
		k.t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	count := func(query string, args ...any) (n int) {
		if err := db.QueryRowContext(k.t.Context(), query, args...).Scan(&n); err != nil {
			k.t.Fatal(err)
		}
		return n
	}
	for _, a := range all {
		used := 10 - len(a.p.Recovery)
		n := count("select count(*) from recovery_code where account = ? and used_at is not null", a.p.ID)
		if n > used || a.err == nil && a.recovery && n == 0 {
			k.t.Errorf("kill %d: %d recovery codes of %s are used, and %d were sent", round, n, a.p.Email, used)
		}
	}
	known := make([]any, 0, len(k.people))
	for _, p := range k.people {
		known = append(known, p.ID)
	}
	in := "(?" + strings.Repeat(", ?", len(known)-1) + ")"
	if n := count("select count(*) from session where account <> '' and account not in "+in, known...); n > 0 {
		k.t.Errorf("kill %d: %d sessions are of accounts that nobody tried", round, n)
	}
	for i := range k.people {
		if n := count("select count(*) from session where account = ? and ended_at is null", k.people[i].ID); n > round+2 {
			k.t.Errorf("kill %d: %s has %d sessions of %d attempts", round, k.people[i].Email, n, round+2)
		}
	}
}

// newCodes gives everybody recovery codes anew, while no process runs.
func (k *killable) newCodes() {
	k.t.Helper()
	store, err := signin.Open(k.t.Context(), signin.Config{Path: people.SignInFile(k.data), Now: time.Now})
	if err != nil {
		k.t.Fatal(err)
	}
	for i := range k.people {
		if k.people[i].Recovery, err = store.NewRecoveryCodes(k.t.Context(), signin.Account{Authority: brockwell, ID: k.people[i].ID}); err != nil {
			k.t.Fatal(err)
		}
	}
	if err := store.Close(); err != nil {
		k.t.Fatal(err)
	}
}

// However often the server is killed while 50 people sign in at once, whoever was let in is in as themselves, nobody else is, whoever went out is out, and
// each code that let somebody in has been used.
func TestWhoeverIsKilledWhile50SignInNobodyIsInWhoWasNotLetIn(t *testing.T) {
	kills := 50
	if testing.Short() {
		kills = 3
	}
	k := &killable{
		t: t, data: filepath.Join(t.TempDir(), "data"), client: people.Client(64), random: rand.New(rand.NewPCG(12, 9)),
		steps: map[string]int64{}, sessions: map[string]*people.Person{}, out: map[string]*people.Person{},
	}
	var err error
	as := make([]people.As, 50)
	for i := range as {
		as[i].Role = []access.Role{access.Administrator, access.SocialWorker, access.ElectedMember}[min(i%10, 2)]
	}
	k.people, err = people.Make(t.Context(), k.data, brockwell, as)
	if err != nil {
		t.Fatal(err)
	}
	k.start()
	t.Cleanup(func() { k.kill() })
	begun := time.Now()
	for _, a := range k.signIn(0) {
		if a.err != nil {
			t.Fatalf("%s is not let in: %v", a.p.Email, a.err)
		}
	}
	whole := time.Since(begun) // kills are spread over about so long; nothing is judged by it
	k.checkSessions(0)
	answered, lost := 0, 0
	for round := range kills {
		all := k.signIn(1 + time.Duration(k.random.Int64N(int64(whole))))
		k.checkFiles(round, all)
		for _, a := range all {
			if a.err == nil {
				answered++
			} else {
				lost++
			}
		}
		if slices.ContainsFunc(k.people, func(p people.Person) bool { return len(p.Recovery) < 2 }) { // the next round takes one, and the check after it none
			k.newCodes()
		}
		k.start()
		k.checkSessions(round + 1)
		k.checkCodes(round+1, all)
	}
	if answered == 0 || lost == 0 {
		t.Errorf("%d were let in and %d were not: the moments are not spread", answered, lost)
	}
}
