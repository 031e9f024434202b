package door

import "heed/internal/engine"

// Shortage gives, where an error comes from what the system lacked or forbade, one sentence for whoever can do something about it: what,
// where, and what to do. It is blank for any other error. dir is the data directory.
func Shortage(err error, dir string) string {
	switch engine.ShortageOf(err) {
	case engine.NoRoom:
		return "There is no room left on the disk that holds " + dir + ", or a limit lets no file there grow: make room."
	case engine.NotAllowed:
		return "Heed may not write to " + dir + ": let the user that runs Heed write to the folder and to all in it."
	case engine.TooManyFiles:
		return "Heed may not open as many files as it needs for " + dir + ": let it open at least 256 (ulimit -n 256)."
	case engine.Busy:
		return "Somebody else is recording in " + dir + ", such as a large import: wait until that is done."
	default:
		return ""
	}
}
