package ssd

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"heed/internal/exchange/intake"
)

// flags reads what stands as JSON in one cell: an object of flags, an array of codes, or an array of such objects. It
// gives the names that are said to hold, in capitals; ok is false where it is no JSON of that kind.
func flags(v string) (set map[string]bool, ok bool) {
	set = map[string]bool{}
	if v == "" {
		return set, true
	}
	var parsed any
	d := json.NewDecoder(strings.NewReader(v))
	d.UseNumber()
	if err := d.Decode(&parsed); err != nil || d.More() {
		return set, false
	}
	return set, gatherFlags(parsed, set)
}

func gatherFlags(parsed any, set map[string]bool) bool {
	switch p := parsed.(type) {
	case []any:
		for _, each := range p {
			if name, isText := each.(string); isText {
				set[flagName(name)] = true
			} else if !gatherFlags(each, set) {
				return false
			}
		}
		return true
	case map[string]any:
		for name, value := range p {
			if intake.YesNo(strings.TrimSpace(fmt.Sprint(value))) == "true" {
				set[flagName(name)] = true
			}
		}
		return true
	case nil:
		return true
	default:
		return false
	}
}

func flagName(name string) string { return strings.ToUpper(strings.TrimSpace(name)) }

// first gives the code of the first flag that holds, of pairs of a flag and its code.
func first(set map[string]bool, pairs ...string) string {
	for i := 0; i+1 < len(pairs); i += 2 {
		if set[pairs[i]] {
			return pairs[i+1]
		}
	}
	return ""
}

// sorted gives the names that hold, in order.
func sorted(set map[string]bool) []string { return slices.Sorted(maps.Keys(set)) }
