package catalogue_test

import (
	"testing"

	"heed/catalogue"
)

func TestTheCatalogueThatHeedCarriesLoads(t *testing.T) {
	t.Parallel()
	c, err := catalogue.Load()
	if err != nil {
		t.Fatal(err)
	}
	if c.Type("child") == nil || c.Type("referral") == nil || c.Type("episode") == nil {
		t.Error("child, referral or episode is missing")
	}
	if len(c.Hash()) != 64 {
		t.Errorf("hash %q is not 64 hex digits", c.Hash())
	}
}
