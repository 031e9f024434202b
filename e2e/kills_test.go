//go:build e2e

package e2e

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"heed/internal/ledger"
)

// rowsOfAnImport is how many visits an import of the test brings, all of one child.
const rowsOfAnImport = 100

// killed is a command that is killed at some moment, or ends before. subject is the child that it records visits of, want how many; a
// command that only asks has none. acknowledged says that it told its user that they are recorded.
type killed struct {
	args         []string
	subject      string
	want         int
	acknowledged bool
}

// commandToKill gives the nth command: an import, a record by hand, or a question, for which the engine follows what came before.
func commandToKill(t *testing.T, dir string, n int) killed {
	t.Helper()
	k := killed{subject: fmt.Sprintf("K%d", n)}
	switch n % 3 {
	case 0:
		var list strings.Builder
		list.WriteString("child_id,visited_on,seen\n")
		for day := range rowsOfAnImport {
			_, _ = fmt.Fprintf(&list, "%s,%s,true\n", k.subject, time.Date(2025, 1, 1+day, 0, 0, 0, 0, time.UTC).Format(time.DateOnly))
		}
		path := filepath.Join(dir, k.subject, "cp_visit.csv")
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(list.String()), 0o600); err != nil {
			t.Fatal(err)
		}
		k.args, k.want = []string{"import", path}, rowsOfAnImport
	case 1:
		k.args, k.want = []string{"record", "put", "cp_plan", "child_id=" + k.subject, "started_on=2026-01-12", "initial_category=NEG", "latest_category=NEG"}, 1
	default:
		k.args, k.subject = []string{"figure", "cin-count"}, ""
	}
	return k
}

// run begins the command and kills it after a while, unless it has ended.
func (k *killed) run(t *testing.T, data string, after time.Duration) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), after)
	defer cancel()
	var out bytes.Buffer
	cmd := exec.CommandContext(ctx, binary, append(k.args, "--data", data, "--authority", brockwell)...)
	cmd.Stdout = &out
	_ = cmd.Run() // killed, or not
	k.acknowledged = out.Len() > 0
	if !cmd.ProcessState.Success() && cmd.ProcessState.Exited() {
		t.Errorf("%q ended by itself: %s", k.args, cmd.ProcessState)
	}
}

// recorded counts the records of each child in a ledger, which must be whole.
func recorded(t *testing.T, data string) map[string]int {
	t.Helper()
	store := intact(t, data)
	defer func() { _ = store.Close() }()
	found := map[string]int{}
	err := store.Entries(t.Context(), brockwell, 0, func(e ledger.Entry) error {
		found[e.Subject]++
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func clockList(t *testing.T, data string) string {
	t.Helper()
	return succeed(t, "clock", "list", "--data", data, "--authority", brockwell, "-o", "csv")
}

// Whenever a command is killed, nothing that it said was recorded is lost, no import is there by half, and answers are those of an engine
// that is made anew.
func TestWhateverIsKilledNothingAcknowledgedIsLostAndNothingIsHalf(t *testing.T) {
	kills, each := 1000, 100
	if testing.Short() {
		kills, each = 100, 50
	}
	dir := t.TempDir()
	data := filepath.Join(dir, "data")
	succeed(t, "record", "put", "cp_plan", "child_id=A", "started_on=2026-01-12", "initial_category=NEG", "latest_category=NEG", "--data", data, "--authority", brockwell)
	begun := time.Now()
	succeed(t, "figure", "cin-count", "--data", data)
	whole := 2 * time.Since(begun) // kills are spread over about so long; nothing is judged by it
	random := rand.New(rand.NewPCG(10, 7))
	var all []killed
	ended := 0
	for n := range kills {
		k := commandToKill(t, dir, n)
		k.run(t, data, time.Duration(random.Int64N(int64(whole))))
		all = append(all, k)
		if k.acknowledged {
			ended++
		}
		if n%each != each-1 {
			continue
		}
		found := recorded(t, data)
		for _, k := range all {
			if got := found[k.subject]; k.want > 0 && got != k.want && (got != 0 || k.acknowledged) {
				t.Errorf("%q: %d of %d are recorded, acknowledged: %t", k.args, got, k.want, k.acknowledged)
			}
		}
		followed := clockList(t, data)
		if err := os.RemoveAll(filepath.Join(data, "engine")); err != nil {
			t.Fatal(err)
		}
		if anew := clockList(t, data); anew != followed {
			t.Errorf("after %d kills the clocks are not those of an engine made anew:\n%s\n%s", n+1, followed, anew)
		}
	}
	if ended == 0 || ended == kills || !slices.ContainsFunc(all, func(k killed) bool { return k.want > 1 && k.acknowledged }) {
		t.Errorf("%d of %d commands ended before they were killed: the moments are not spread", ended, kills)
	}
}
