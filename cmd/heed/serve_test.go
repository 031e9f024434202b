//go:build unix

package main

import (
	"bufio"
	"bytes"
	"io"
	"net/http"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
)

// A process of heed serve, as the service of the package runs it: told to stop it answers no more, and ends well.
func TestServingAnswersSaysHowItIsAndEndsWhenItIsToldTo(t *testing.T) {
	t.Parallel()
	data := filepath.Join(t.TempDir(), "data")
	setup := exec.CommandContext(t.Context(), "heed", "setup", "--data", data, "--authority", "208", "--name", "Ada", "--email", "ada@heed.example")
	if said, err := setup.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	serve := exec.CommandContext(t.Context(), "heed", "serve", "--data", data, "--listen", "127.0.0.1:0", "--metrics", "127.0.0.1:0")
	var log bytes.Buffer
	serve.Stderr = &log
	out, err := serve.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := serve.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = serve.Process.Kill() })
	said := ""
	lines := bufio.NewScanner(out)
	for !strings.Contains(said, "Stop it") && lines.Scan() {
		said += lines.Text() + "\n"
	}
	found := regexp.MustCompile(`Metrics are on (http://\S+/metrics)\.\nHeed serves \S+ on (\S+)\. `).FindStringSubmatch(said)
	if found == nil {
		t.Fatalf("it says %s", said)
	}
	pages := "http://" + found[2]
	for _, one := range []struct{ url, want string }{
		{pages + "/healthz", "ok\n"}, {pages + "/help", "<h1"}, {pages + "/children/31415926", "Sign in"},
		{found[1], `heed_requests_total{method="GET",route="child",status="3xx"} 1`},
	} {
		if status, body := fetch(t, one.url); status != http.StatusOK || !strings.Contains(body, one.want) {
			t.Errorf("%s: status %d, without %q: %s", one.url, status, one.want, body)
		}
	}
	if err := serve.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(io.Discard, out); err != nil {
		t.Error(err)
	}
	if err := serve.Wait(); err != nil {
		t.Errorf("told to stop, it ends with %v: %s", err, log.String())
	}
	for line := range strings.Lines(log.String()) {
		if !strings.HasPrefix(line, "{") || strings.Contains(line, "31415926") || strings.Contains(line, `"health"`) {
			t.Errorf("the log says %s", line)
		}
	}
}

func fetch(t *testing.T, url string) (int, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, string(body)
}
