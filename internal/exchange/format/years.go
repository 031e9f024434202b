package format

import "heed/internal/exchange/intake"

// Group is the files of one folder that are of one year, as far as their names tell it.
type Group[T any] struct {
	Matches []Match[T]
	Named   NamedYear
	// Among says that no name tells its year, and that the folder holds several others: it may be of any of them.
	Among bool
}

// ByYear puts together the matches of each folder whose names, or that of the folder, tell the same year: several years may lie in one folder. A file
// whose name tells none belongs to the only year of its folder, where there is one, and else to those that tell none.
func ByYear[T any](matches []Match[T]) []Group[T] {
	var groups []Group[T]
	for _, folder := range ByFolder(matches, nil) {
		var here []Group[T]
		for _, m := range folder {
			named := m.NamedYear()
			at := -1
			for i := range here {
				if here[i].Named.Year == named.Year {
					at = i
				}
			}
			if at < 0 {
				at = len(here)
				here = append(here, Group[T]{Named: named})
			}
			here[at].Matches = append(here[at].Matches, m)
			if outranks(named, here[at].Named) {
				here[at].Named = named
			}
		}
		groups = append(groups, withTheOnlyYear(here)...)
	}
	return groups
}

// outranks says whether a name tells a year more surely than another that tells the same.
func outranks(a, b NamedYear) bool {
	rank := func(n NamedYear) int {
		switch {
		case n.Dated:
			return 0
		case n.Own:
			return 2
		}
		return 1
	}
	return rank(a) > rank(b)
}

// withTheOnlyYear puts the files of no year to those of the only one, in the order in which they lie in the folder.
func withTheOnlyYear[T any](groups []Group[T]) []Group[T] {
	if len(groups) != 2 || groups[0].Named.Year > 0 && groups[1].Named.Year > 0 {
		for i := range groups {
			groups[i].Among = len(groups) > 1 && groups[i].Named.Year == 0
		}
		return groups
	}
	one := Group[T]{Matches: append(groups[0].Matches, groups[1].Matches...), Named: groups[0].Named}
	if one.Named.Year == 0 {
		one.Named = groups[1].Named
	}
	return []Group[T]{one}
}

// OfNoYear refuses a file whose name tells no year among others of several.
func OfNoYear(f *File) error {
	return &intake.Refused{
		File: f.Shown, Expected: "a year in its name, as it lies among files of several years", Found: "none",
		Do: "Put the year that it is of into its name, such as 2023-24, or each year's files into a folder of their own.",
	}
}
