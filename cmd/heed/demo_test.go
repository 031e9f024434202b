package main

import (
	"strings"
	"testing"
)

func TestTwoDemonstrationsDoNotShareAFolder(t *testing.T) {
	t.Parallel()
	c := demoCommand{Data: t.TempDir()}
	release, err := c.hold()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.hold(); err == nil || !strings.Contains(err.Error(), "another demonstration runs in "+c.Data) {
		t.Errorf("a second demonstration in the same folder: %v", err)
	}
	if err := release(); err != nil {
		t.Fatal(err)
	}
	again, err := c.hold()
	if err != nil {
		t.Fatalf("once the first has ended: %v", err)
	}
	if err := again(); err != nil {
		t.Error(err)
	}
}
