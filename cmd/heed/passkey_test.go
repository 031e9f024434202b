package main

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"
)

func TestTheLogSaysWhyNobodySignsInWithAPasskey(t *testing.T) {
	t.Parallel()
	for name, one := range map[string]struct {
		site string
		only bool
		want string
	}{
		"a name":                {"https://heed.example.gov.uk", false, ""},
		"this machine":          {"http://localhost:8080", false, ""},
		"an address":            {"http://127.0.0.1:8080", false, "a passkey belongs to a name, and 127.0.0.1 is none"},
		"the provider and none": {"https://heed.example.gov.uk", true, "the provider is the only way in"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var log bytes.Buffer
			party := serveCommand{oidc: oidc{OIDCOnly: one.only}}.passkeys(&session{ctx: t.Context()}, one.site, slog.New(slog.NewTextHandler(&log, nil)))
			if (party != nil) != (one.want == "") || !strings.Contains(log.String(), one.want) || one.want == "" && log.Len() > 0 {
				t.Errorf("%v, and the log says %q", party, log.String())
			}
		})
	}
}
