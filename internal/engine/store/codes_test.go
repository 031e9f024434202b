package store_test

import (
	"database/sql"
	"testing"
)

func TestARuleCanAskWhetherACodeIsKnown(t *testing.T) {
	t.Parallel()
	s := emptyStore(t)
	yes, no := sql.NullBool{Bool: true, Valid: true}, sql.NullBool{Valid: true}
	for _, tt := range []struct {
		list string
		code any
		want sql.NullBool
	}{
		{"placement-type", "K3", yes},
		{"placement-type", "ZZ9", no},
		{"placement-type", nil, sql.NullBool{}},
		{"allocation-role", "social worker", yes},
		{"no-such-list", "K3", sql.NullBool{}},
	} {
		got, err := s.KnownCode(t.Context(), tt.list, tt.code)
		if err != nil || got != tt.want {
			t.Errorf("%v of %s: %v, %v; want %v", tt.code, tt.list, got, err, tt.want)
		}
	}
}
