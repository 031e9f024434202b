package catalogue

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// member is one key of a body with its value, both as they stand in the JSON.
type member struct{ key, value string }

// Keep gives a body with those fields of an earlier one that are named in silent, sorted, and that it leaves blank
// itself. Both are canonical JSON, and so is what it gives.
func Keep(body, earlier []byte, silent []string) ([]byte, error) {
	now, err := members(body)
	if err != nil {
		return nil, err
	}
	was, err := members(earlier)
	if err != nil {
		return nil, err
	}
	kept := len(now)
	for _, m := range was {
		_, quiet := slices.BinarySearch(silent, m.key)
		_, said := slices.BinarySearchFunc(now[:kept], m, byKey)
		if quiet && !said {
			now = append(now, m)
		}
	}
	if len(now) == kept {
		return body, nil
	}
	return join(now), nil
}

// join writes members as canonical JSON.
func join(list []member) []byte {
	slices.SortFunc(list, byKey)
	n := 2
	for _, m := range list {
		n += len(m.key) + len(m.value) + len(`"":,`)
	}
	out := append(make([]byte, 0, n), '{')
	for i, m := range list {
		if i > 0 {
			out = append(out, ',')
		}
		out = append(out, '"')
		out = append(out, m.key...) // a field's id, so nothing to escape
		out = append(out, '"', ':')
		out = append(out, m.value...)
	}
	return append(out, '}')
}

func byKey(a, b member) int { return strings.Compare(a.key, b.key) }

// members reads a body's keys and raw values, in order.
func members(body []byte) ([]member, error) {
	r := bodyReader{rest: string(body), ok: utf8.Valid(body)}
	r.expect('{')
	var list []member
	for first := true; r.ok && !r.at('}'); first = false {
		if !first {
			r.expect(',')
		}
		key := r.text()
		r.expect(':')
		start := r.rest
		r.value()
		list = append(list, member{key, start[:len(start)-len(r.rest)]})
	}
	r.expect('}')
	if !r.ok || r.rest != "" {
		return nil, fmt.Errorf("keeping what another source recorded: %w", errNotCanonical)
	}
	return list, nil
}

// Change gives a body in which each field that differs between two others, before and after, is as in after, blank included.
// All are canonical JSON, and so is what it gives.
func Change(body, before, after []byte) ([]byte, error) {
	var lists [3][]member
	for i, each := range [][]byte{body, before, after} {
		var err error
		if lists[i], err = members(each); err != nil {
			return nil, err
		}
	}
	now, was, is := lists[0], lists[1], lists[2]
	changed := slices.DeleteFunc(now, func(m member) bool { return value(was, m.key) != value(is, m.key) })
	for _, m := range is {
		if value(was, m.key) != m.value {
			changed = append(changed, m)
		}
	}
	return join(changed), nil
}

// value gives the raw value of a key, blank where there is none.
func value(sorted []member, key string) string {
	i, found := slices.BinarySearchFunc(sorted, member{key: key}, byKey)
	if !found {
		return ""
	}
	return sorted[i].value
}
