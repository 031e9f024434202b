package imports

import (
	"strings"

	"heed/internal/exchange"
)

// Refusals gives the reasons for which files were refused, one for each, in words for whoever sent them. It is empty where an
// error is of another kind.
func Refusals(err error) []string {
	var reasons []string
	for _, refused := range exchange.Refusals(err) {
		reason := refused.File + ": expected " + refused.Expected + ", found " + refused.Found + "."
		reasons = append(reasons, strings.TrimSpace(reason+" "+refused.Do))
	}
	return reasons
}
