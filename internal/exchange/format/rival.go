package format

import (
	"crypto/sha256"
	"errors"
	"io"
	"path"
	"slices"
	"strings"

	"heed/internal/exchange/intake"
)

// Matches says whether a pattern of the user's names the file: its path or a part of it, such as final; or a pattern such as *final* of the path, of a
// folder or of its name. Capitals are the same as small letters.
// One that begins with = is the whole path of the file, or of the folder that it lies in.
func (f *File) Matches(pattern string) bool { return names(f.Shown, pattern) || fits(f.Shown, pattern) }

// whole says whether a pattern is a whole path and nothing else.
func whole(pattern string) bool { return strings.HasPrefix(pattern, "=") }

// fits says whether a pattern fits a path.
func fits(shown, pattern string) bool {
	p, shown := strings.ToLower(strings.Trim(pattern, "/")), strings.ToLower(shown)
	if p == "" || whole(pattern) {
		return false
	}
	if !strings.ContainsAny(p, "*?[") {
		return strings.Contains(shown, p)
	}
	parts := strings.Split(shown, "/")
	for from := range parts {
		for to := from; to < len(parts); to++ {
			if ok, err := path.Match(p, strings.Join(parts[from:to+1], "/")); ok && err == nil {
				return true
			}
		}
	}
	return false
}

// names says whether a pattern is the whole name of a file, or of the folder that it lies in.
func names(shown, pattern string) bool {
	p := strings.Trim(strings.TrimPrefix(pattern, "="), "/")
	return p != "" && (p == shown || p == path.Dir(shown))
}

// calls says whether a pattern is a whole name within a path, with or without its ending.
func calls(shown, pattern string) bool {
	return slices.ContainsFunc(strings.Split(strings.ToLower(shown), "/"), func(part string) bool {
		p := strings.ToLower(strings.Trim(pattern, "/"))
		return p == part || p == strings.TrimSuffix(part, path.Ext(part))
	})
}

// Holder is a file, with what it holds of a return that holds each thing once: the name of a table, or blank for all of it.
type Holder struct {
	*File

	Holds string
}

// version is files that say the same of one thing, byte for byte. There is one at least.
type version []Holder

// Settled is which files of a return are read.
type Settled struct {
	// Left are the files that are not, each with the reason.
	Left map[*File]string
}

// Faults gives a fault for each of some files that is not read, in their order.
func (s Settled) Faults(of []Holder) []intake.Fault {
	var faults []intake.Fault
	for _, h := range of {
		if why := s.Left[h.File]; why != "" {
			faults = append(faults, intake.FileUnread(h.Shown, why))
		}
	}
	return faults
}

// Settle finds out which files of a return are read, where several hold one thing of it. Two that are the same byte for byte are one. Of two that differ
// the user must say which is meant: else the return is refused with the names of both, as neither their names nor their order can tell. Where the one
// that is taken lies in another folder, the whole of the folder of the other is left out with it. title names the return.
func (s *Search) Settle(title string, holders []Holder) (Settled, error) {
	settled := Settled{Left: map[*File]string{}}
	open := func() []Holder {
		return slices.DeleteFunc(slices.Clone(holders), func(h Holder) bool { return settled.Left[h.File] != "" })
	}
	for range holders { // each choice may settle others
		before := len(settled.Left)
		for _, rivals := range rivals(open()) {
			versions, err := s.versions(rivals)
			if err != nil {
				return settled, err
			}
			if chosen := s.chosen(versions); len(versions) > 1 && len(chosen) == 1 {
				for _, v := range versions {
					if v[0] != chosen[0][0] {
						leave(v, chosen[0], open(), settled.Left)
					}
				}
				break
			}
		}
		if len(settled.Left) == before {
			break
		}
	}
	var errs []error
	for _, rivals := range rivals(open()) {
		versions, err := s.versions(rivals)
		if err != nil {
			return settled, err
		}
		if len(versions) > 1 {
			errs = append(errs, refuseRivals(title, versions, len(s.chosen(versions)) > 1))
			continue
		}
		settled.one(versions[0])
	}
	return settled, joinRefusals(errs)
}

// Same finds out which files hold the same of one thing, byte for byte, so that one of them is read.
func (s *Search) Same(holders []Holder) (Settled, error) {
	settled := Settled{Left: map[*File]string{}}
	for _, rivals := range rivals(holders) {
		versions, err := s.versions(rivals)
		if err != nil {
			return settled, err
		}
		for _, v := range versions {
			settled.one(v)
		}
	}
	return settled, nil
}

// one leaves out all but one of files that are the same: which of them is read does not matter.
func (s Settled) one(v version) {
	for _, h := range v[1:] {
		s.Left[h.File] = "the same, byte for byte, as " + v[0].Shown + ", which is read"
	}
}

// rivals gives the files that hold one thing: all, where some hold all of the return and others hold anything of it; and else by what they hold.
func rivals(holders []Holder) [][]Holder {
	if len(holders) > 1 && slices.ContainsFunc(holders, func(h Holder) bool { return h.Holds == "" }) {
		return [][]Holder{holders}
	}
	var all [][]Holder
	place := map[string]int{}
	for _, h := range holders {
		i, known := place[h.Holds]
		if !known {
			i = len(all)
			all, place[h.Holds] = append(all, nil), i
		}
		all[i] = append(all[i], h)
	}
	return slices.DeleteFunc(all, func(some []Holder) bool { return len(some) < 2 })
}

// leave leaves out a version that was not taken, and what else of the return lies in its folder, unless what is taken lies in that or below it.
func leave(v, taken version, all []Holder, left map[*File]string) {
	for _, h := range v {
		left[h.File] = "you took " + taken[0].Shown + " in its place"
		if slices.ContainsFunc(taken, func(t Holder) bool { return t.Folder() == h.Folder() || strings.HasPrefix(t.Folder(), h.Folder()+"/") }) {
			continue
		}
		for _, other := range all {
			if other.Folder() == h.Folder() && left[other.File] == "" {
				left[other.File] = "it lies beside " + h.Base() + ", and you took " + taken[0].Shown + " in its place"
			}
		}
	}
}

// versions puts together those of some files that are the same byte for byte. Where a file is the whole of a return, all the other files of a folder
// are one version.
func (s *Search) versions(rivals []Holder) ([]version, error) {
	all := slices.ContainsFunc(rivals, func(h Holder) bool { return h.Holds == "" })
	var versions []version
	place := map[string]int{}
	for _, h := range rivals {
		key := "folder " + h.Folder()
		if !all || h.Holds == "" {
			sum, err := s.sum(h.File)
			if err != nil {
				return nil, err
			}
			key = string(sum)
		}
		i, known := place[key]
		if !known {
			i = len(versions)
			versions, place[key] = append(versions, nil), i
		}
		versions[i] = append(versions[i], h)
	}
	return versions, nil
}

// sum stands for all the bytes of a file.
func (s *Search) sum(f *File) (sum []byte, err error) {
	in, err := s.Open(f)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	h := sha256.New()
	_, err = io.Copy(h, in)
	return h.Sum(nil), err
}

// chosen gives the versions that the user's patterns name: by their whole names or, if none is, by what fits, looking first at where their paths differ.
func (s *Search) chosen(versions []version) []version {
	paths := make([][]string, len(versions))
	for i, v := range versions {
		for _, h := range v {
			paths[i] = append(paths[i], h.Shown)
		}
	}
	var some []version
	for _, i := range Chosen(s.Take, paths) {
		some = append(some, versions[i])
	}
	return some
}

// Chosen gives the places of those groups of paths that a pattern names.
func Chosen(take []string, groups [][]string) []int {
	all := slices.Concat(groups...)
	shared := len(sharedFolders(all))
	for _, fit := range []func(shown, pattern string) bool{
		names,
		func(shown, pattern string) bool { return calls(shown[shared:], pattern) },
		func(shown, pattern string) bool { return fits(shown[shared:], pattern) },
		fits,
	} {
		var some []int
		for i, paths := range groups {
			if slices.ContainsFunc(paths, func(shown string) bool {
				return slices.ContainsFunc(take, func(p string) bool { return fit(shown, p) })
			}) {
				some = append(some, i)
			}
		}
		if len(some) > 0 {
			return some
		}
	}
	return nil
}

// sharedFolders gives the folders, with the / after them, in which all of some paths lie.
func sharedFolders(paths []string) string {
	shared := paths[0]
	for _, p := range paths {
		for !strings.HasPrefix(p, shared) {
			shared = shared[:len(shared)-1]
		}
	}
	return shared[:strings.LastIndex(shared, "/")+1]
}

// refuseRivals refuses a return of which one thing is there several times.
func refuseRivals(title string, versions []version, several bool) error {
	first := versions[0][0]
	r := &intake.Refused{File: first.Shown, Expected: "one file for " + first.Holds + " in " + title}
	if first.Holds == "" || versions[1][0].Holds == "" {
		r.Expected = "one file for " + title
	}
	var others []string
	for _, v := range versions[1:] {
		others = append(others, v[0].Shown)
	}
	r.Found = strings.Join(others, " and ") + " as well, which says something else"
	if len(others) > 1 {
		r.Found = strings.Join(others[:len(others)-1], ", ") + " and " + others[len(others)-1] + " as well, which say something else"
	}
	r.Rivals = labels(versions)
	r.Do = "Take out what is not meant, or say which is."
	if several {
		r.Do = "What you said to take fits more than one of them. " + r.Do
	}
	return r
}

// labels names versions: by their folders where these differ, and else by their files.
func labels(versions []version) []string {
	var folders, files []string
	for _, v := range versions {
		if dir := v[0].Dir(); dir != "." && !slices.Contains(folders, dir) {
			folders = append(folders, dir)
		}
		files = append(files, v[0].Shown)
	}
	apart := len(folders) == len(versions)
	for _, a := range folders {
		apart = apart && !slices.ContainsFunc(folders, func(b string) bool { return strings.HasPrefix(b, a+"/") })
	}
	if apart {
		return folders
	}
	return files
}

// joinRefusals joins errors. Of refusals between the same rivals one is enough.
func joinRefusals(errs []error) error {
	var rivals [][]string
	var some []error
	for _, err := range errs {
		if r, ok := errors.AsType[*intake.Refused](err); ok {
			if slices.ContainsFunc(rivals, func(was []string) bool { return slices.Equal(was, r.Rivals) }) {
				continue
			}
			rivals = append(rivals, r.Rivals)
		}
		some = append(some, err)
	}
	return errors.Join(some...)
}
