//go:build unix

package main

import (
	"bufio"
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
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
		t.Fatalf("it says %s%s", said, log.String())
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

// started is a process of heed serve, told to serve with some settings beside a data folder with an administrator.
func started(t *testing.T, settings ...string) (at string, stop func() (log string)) {
	t.Helper()
	data := filepath.Join(t.TempDir(), "data")
	setup := exec.CommandContext(t.Context(), "heed", "setup", "--data", data, "--authority", "208", "--name", "Ada", "--email", "ada@heed.example")
	if said, err := setup.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	serve := exec.CommandContext(t.Context(), "heed", append([]string{"serve", "--data", data, "--listen", "127.0.0.1:0"}, settings...)...)
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
	line, err := bufio.NewReader(out).ReadString('\n')
	found := regexp.MustCompile(`Heed serves \S+ on (\S+)\. `).FindStringSubmatch(line)
	if found == nil {
		t.Fatalf("it says %q, %v", line, err)
	}
	return found[1], func() string {
		t.Helper()
		if err := serve.Process.Signal(syscall.SIGTERM); err != nil {
			t.Fatal(err)
		}
		_, _ = io.Copy(io.Discard, out)
		if err := serve.Wait(); err != nil {
			t.Errorf("told to stop, it ends with %v: %s", err, log.String())
		}
		return log.String()
	}
}

// certificate writes a certificate and its key into files.
func certificate(t *testing.T) (certFile, keyFile string) {
	t.Helper()
	server := httptest.NewTLSServer(http.NotFoundHandler())
	defer server.Close()
	pair := server.TLS.Certificates[0]
	key, err := x509.MarshalPKCS8PrivateKey(pair.PrivateKey)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for name, block := range map[string]*pem.Block{"cert.pem": {Type: "CERTIFICATE", Bytes: pair.Certificate[0]}, "key.pem": {Type: "PRIVATE KEY", Bytes: key}} {
		if err := os.WriteFile(filepath.Join(dir, name), pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
}

// What the server of HTTP says itself, as of a handshake that failed, stands in the log like all else, with why and not from where.
func TestAHandshakeThatFailsIsInTheLogLikeAllElse(t *testing.T) {
	t.Parallel()
	cert, key := certificate(t)
	at, stop := started(t, "--tls-cert", cert, "--tls-key", key, "--url", "https://heed.example")
	failed := tls.Dialer{Config: &tls.Config{ServerName: "heed.example", MinVersion: tls.VersionTLS12}} // which trusts nobody who made the certificate
	if _, err := failed.DialContext(t.Context(), "tcp", at); err == nil {
		t.Error("a certificate of nobody's is trusted")
	}
	var plain net.Dialer
	for _, sent := range []string{"", "GET / HTTP/1.1\r\n\r\n", "\x16\x03\x01\x00\x02no"} {
		conn, err := plain.DialContext(t.Context(), "tcp", at)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(conn, sent); err != nil {
			t.Fatal(err)
		}
		if err := conn.(*net.TCPConn).CloseWrite(); err != nil {
			t.Fatal(err)
		}
		_, _ = io.Copy(io.Discard, conn) // until the server has ended it
		_ = conn.Close()
	}
	failures := 0
	for line := range strings.Lines(stop()) {
		var entry struct{ Level, Msg, Why string }
		if err := json.Unmarshal([]byte(line), &entry); err != nil {
			t.Errorf("a line of the log is none of its own: %s", line)
			continue
		}
		if entry.Msg == "a TLS handshake failed" {
			failures++
			if entry.Why == "" || strings.Contains(line, "127.0.0.1") || entry.Level != "WARN" {
				t.Errorf("the log says %s", line)
			}
		}
	}
	if failures < 2 {
		t.Errorf("the log has %d handshakes that failed, want that of who trusted it not, and that of who spoke no TLS", failures)
	}
}
