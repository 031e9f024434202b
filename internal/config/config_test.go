package config_test

import (
	"testing"

	"heed/internal/config"
)

func TestWhoRunsACommandIsNamed(t *testing.T) {
	for _, c := range []struct{ operator, sudo, want string }{
		{"ada", "ben", "ada"},
		{"", "ben", "ben"},
		{`COUNCIL\ben`, "", `COUNCIL\ben`},
		{"A1 for A2\n(director)", "", "A1.for.A2._director_"},
	} {
		t.Setenv("HEED_OPERATOR", c.operator)
		t.Setenv("SUDO_USER", c.sudo)
		if got := config.FromEnvironment().Operator; got != c.want {
			t.Errorf("HEED_OPERATOR=%q SUDO_USER=%q: %q, want %q", c.operator, c.sudo, got, c.want)
		}
	}
	t.Setenv("HEED_OPERATOR", "")
	t.Setenv("SUDO_USER", "")
	if config.FromEnvironment().Operator == "" {
		t.Error("where nobody is named, nobody is: the machine knows who it is")
	}
}
