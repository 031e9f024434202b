package door

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// IncomingFolders is the pattern of the folders of what was sent and not decided of, in the data folder.
const IncomingFolders = "incoming*"

// Files are the patterns of what Heed keeps in its data folder.
var Files = []string{"heed.db*", "heed-access.db*", "heed-signin.*", "heed-jobs.*", "engine", "published", IncomingFolders, "demonstration.json"}

// keepPrivate makes what Heed keeps in its folder readable for its owner alone, where an earlier Heed or whoever copied it left it readable for
// others. What else may be in the folder is let be.
func keepPrivate(dir string) (err error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return fmt.Errorf("opening %s: %w", dir, err)
	}
	defer func() { err = errors.Join(err, root.Close()) }()
	var errs []error
	for _, pattern := range Files {
		found, err := fs.Glob(root.FS(), pattern)
		errs = append(errs, err)
		for _, path := range found {
			errs = append(errs, fs.WalkDir(root.FS(), path, func(path string, d fs.DirEntry, err error) error {
				return makePrivate(root, path, d, err)
			}))
		}
	}
	if err := errors.Join(errs...); err != nil {
		return fmt.Errorf("keeping the files of %s for their owner alone: %w", dir, err)
	}
	return nil
}

// makePrivate takes a file or folder from everybody but its owner. What has gone meanwhile is let be, and a link is not followed.
func makePrivate(root *os.Root, path string, d fs.DirEntry, err error) error {
	if err == nil && d.Type()&fs.ModeSymlink == 0 {
		var info fs.FileInfo
		if info, err = d.Info(); err == nil && info.Mode().Perm()&0o077 != 0 {
			err = root.Chmod(path, info.Mode().Perm()&0o700)
		}
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
