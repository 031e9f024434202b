package published

import (
	"slices"
	"strings"
)

// Renamings say which series of a release go on with a series that Heed has under another name: the key of the older by the key of
// the newer (see [Series.Key]). A person has said so of each.
type Renamings map[string]string

// mostRenamed is how often one series may have been renamed. It ends a ring.
const mostRenamed = 50

// follow gives the key by which a series goes. A set that has a series of the older name itself says that they are two.
func (r Renamings) follow(key string, own map[string]bool) string {
	for range mostRenamed {
		older, ok := r[key]
		if !ok || own[older] {
			break
		}
		key = older
	}
	return key
}

// keyOf is a series' key in files of one stem: what it is known by from one release to the next. People can read it.
func (s *Series) keyOf(stem string) string {
	return strings.ReplaceAll(s.key(stem), "\x00", " | ")
}

// Key is what a series of a table is known by from one release to the next: the file's stem, the indicator and the filters.
func (s *Series) Key() string { return s.known }

// Names are the indicator and the filters as people read them: referral_count, category Referrals.
func (s *Series) Names() string {
	names := []string{s.Indicator}
	for _, f := range s.Filters {
		names = append(names, f.Name+" "+f.Value)
	}
	return strings.Join(names, ", ")
}

// keysOf gives the keys of a set's series as they stand in its file.
func (set *Set) keysOf() map[string]bool {
	keys := map[string]bool{}
	for _, s := range set.Series {
		keys[s.keyOf(Stem(set.File))] = true
	}
	return keys
}

// release is the latest set of files of one stem, by the keys under which its series go.
type release struct {
	file string
	last Period
	keys []string
}

// Change is how a release differs from the one before it.
type Change struct {
	// Earlier is the file of the release before it. Renamed says that it has another name, and was told by its series.
	Earlier string
	Renamed bool
	// Same counts the series of both. Where the file has another name they are not joined until somebody says so.
	Same int
	// Missing are series of the earlier release that this one does not have: they go no further. New are those that only this one has.
	Missing, New []*Series
}

// Compare sets a set beside the release before it in a table that does not hold the set itself. It gives nil where there is none, or where the set
// is of an earlier time.
func (t *Table) Compare(set *Set) *Change {
	own, stem := set.keysOf(), Stem(set.File)
	byKey := map[string]*Series{}
	var keys []string
	for _, s := range set.Series {
		key := t.renamed.follow(s.keyOf(stem), own)
		byKey[key] = s
		keys = append(keys, key)
	}
	before, renamed := t.releaseBefore(stem, keys)
	if before == nil || set.last().compare(before.last) < 0 {
		return nil
	}
	change := &Change{Earlier: before.file, Renamed: renamed}
	there := map[string]bool{}
	for _, key := range before.keys {
		there[withoutStem(key)] = true
	}
	here := map[string]bool{}
	for _, key := range keys {
		here[withoutStem(key)] = true
		switch {
		case there[withoutStem(key)]:
			change.Same++
		case t.byKey[key] == nil:
			change.New = append(change.New, byKey[key])
		}
	}
	for _, key := range before.keys {
		if !here[withoutStem(key)] {
			change.Missing = append(change.Missing, t.byKey[key])
		}
	}
	return change
}

// releaseBefore finds the latest release of a file or, where there is none of its name, of the one that shares at least half of its series.
func (t *Table) releaseBefore(stem string, keys []string) (found *release, renamed bool) {
	if r := t.releases[stem]; r != nil {
		return r, false
	}
	here := map[string]bool{}
	for _, key := range keys {
		here[withoutStem(key)] = true
	}
	most := 0
	for _, s := range t.Series { // in their order, so that the answer is always the same
		stem := stemOf(s.known)
		r := t.releases[stem]
		if r == nil {
			continue
		}
		same := 0
		for _, key := range r.keys {
			if here[withoutStem(key)] {
				same++
			}
		}
		if 2*same >= len(r.keys) && same > most {
			found, most = r, same
		}
	}
	return found, most > 0 && stemOf(found.keys[0]) != stem && !slices.ContainsFunc(keys, func(k string) bool { return stemOf(k) == stemOf(found.keys[0]) })
}

func stemOf(key string) string {
	stem, _, _ := strings.Cut(key, " | ")
	return stem
}

func withoutStem(key string) string {
	_, rest, _ := strings.Cut(key, " | ")
	return rest
}
