package main

import (
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// The settings of the Debian package, and the table of the documentation, name each setting that Heed reads and no other.
func TestEverySettingIsInThePackageAndInTheDocumentation(t *testing.T) {
	t.Parallel()
	names := func(path, pattern string) (list []string) {
		for _, found := range regexp.MustCompile(pattern).FindAllStringSubmatch(read(t, path), -1) {
			list = append(list, found[1])
		}
		slices.Sort(list)
		return slices.Compact(list)
	}
	want := names("../../internal/config/config.go", `lookup\("(HEED_\w+)"`)
	if len(want) < 5 {
		t.Fatalf("Heed reads only %q: does the test look in the right place?", want)
	}
	if got := names("../../packaging/heed.conf", `(?m)^#?(HEED_\w+)=`); !slices.Equal(got, want) {
		t.Errorf("heed.conf has %q, Heed reads %q", got, want)
	}
	if got := names("../../docs/operations.md", "(?m)^\\| `(HEED_\\w+)`"); !slices.Equal(got, want) {
		t.Errorf("docs/operations.md has %q, Heed reads %q", got, want)
	}
}

// systemd waits longer for the service to stop than Heed lets requests take, starts what is in the package, as an account that the package makes.
func TestTheUnitOfThePackageGivesHeedTheTimeItNeedsToStop(t *testing.T) {
	t.Parallel()
	unit, script, list := read(t, "../../packaging/heed.service"), read(t, "../../packaging/postinst"), read(t, "../../packaging/nfpm.yaml")
	setting := func(name string) string {
		found := regexp.MustCompile(`(?m)^` + name + `=(.*)$`).FindStringSubmatch(unit)
		if found == nil {
			t.Fatalf("the unit has no %s", name)
		}
		return found[1]
	}
	if seconds, err := strconv.Atoi(setting("TimeoutStopSec")); err != nil || time.Duration(seconds)*time.Second < 2*lastPages+lastJobs {
		t.Errorf("the unit gives %d seconds, and requests alone may take %s, and then work in the background %s", seconds, lastPages, lastJobs)
	}
	program, _, _ := strings.Cut(setting("ExecStart"), " ")
	for _, one := range []string{"dst: " + program + "\n", "dst: " + setting("EnvironmentFile") + "\n", "dst: /usr/lib/systemd/system/heed.service\n"} {
		if !strings.Contains(list, one) {
			t.Errorf("the package lacks %q", one)
		}
	}
	if !strings.Contains(script, "adduser --system --group") || !strings.HasSuffix(strings.TrimSpace(regexp.MustCompile(`(?m)^\tadduser.*$`).FindString(script)), " "+setting("User")) {
		t.Errorf("the package makes no account %s", setting("User"))
	}
	if setting("UMask") != "0077" || setting("StateDirectoryMode") != "0700" {
		t.Error("others could read the data")
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}
