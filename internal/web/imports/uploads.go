package imports

import (
	"cmp"
	"io"
	"net/http"
	"net/url"
	"path"

	"heed/internal/door"
	"heed/internal/imports"
	"heed/internal/web/kit"
)

func uploadLink(id string) string { return "/uploads/" + url.PathEscape(id) }

// read begins to work out what importing an upload would do, and leads to how far that has come.
func (p *Pages) read(s *kit.Site, w http.ResponseWriter, r *http.Request, u *imports.Upload) error {
	return begin(s, w, r, u, imports.JobPreview)
}

// theirs finds the upload that an address names. Where it is being read or imported, found is false and the reader is led to that.
func (p *Pages) theirs(s *kit.Site, w http.ResponseWriter, r *http.Request) (u *imports.Upload, found bool, err error) {
	actor := s.Actor(r)
	if u, err = imports.FindUpload(s.Door.Session(actor), r.PathValue("id")); err != nil {
		return nil, false, err
	}
	job, running, err := current(s, r)
	if err != nil {
		return nil, false, err
	}
	if running && job.About == u.ID {
		http.Redirect(w, r, jobLink(job), http.StatusSeeOther) //nolint:gosec // a path of ours, in which the id is escaped
		return nil, false, nil
	}
	return u, true, nil
}

// mend takes in files beside those of an upload, or in the place of some of them, and reads all of them again.
func (p *Pages) mend(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	u, found, err := p.theirs(s, w, r)
	if err != nil || !found {
		return err
	}
	form := importForm{upload: u, mending: true}
	faults, err := form.read(w, r)
	if err != nil {
		return err
	}
	if len(faults) > 0 {
		return p.showPreview(s, w, r, u, faults)
	}
	return p.reread(s, w, r, u)
}

// reread forgets what was shown of an upload, and reads it again.
func (p *Pages) reread(s *kit.Site, w http.ResponseWriter, r *http.Request, u *imports.Upload) error {
	if err := u.Forget(); err != nil {
		return err
	}
	return p.read(s, w, r, u)
}

// again reads an upload again as it is.
func (p *Pages) again(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	u, found, err := p.theirs(s, w, r)
	if err != nil || !found {
		return err
	}
	return p.reread(s, w, r, u)
}

// leaveOut takes one file out of an upload, and reads the others again. Without the last there is no upload.
func (p *Pages) leaveOut(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	u, found, err := p.theirs(s, w, r)
	if err != nil || !found {
		return err
	}
	if err := u.Remove(r.PostFormValue("file")); err != nil {
		return err
	}
	files, err := u.Files()
	if err != nil {
		return err
	}
	if len(files) == 0 {
		return p.gone(w, r, u)
	}
	return p.reread(s, w, r, u)
}

// discard gives an upload up.
func (p *Pages) discard(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	u, found, err := p.theirs(s, w, r)
	if err != nil || !found {
		return err
	}
	return p.gone(w, r, u)
}

func (p *Pages) gone(w http.ResponseWriter, r *http.Request, u *imports.Upload) error {
	if err := u.Discard(); err != nil {
		return err
	}
	http.Redirect(w, r, "/imports", http.StatusSeeOther)
	return nil
}

// confirm imports an upload, once all that speaks against it has been overruled.
func (p *Pages) confirm(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	u, found, err := p.theirs(s, w, r)
	if err != nil || !found {
		return err
	}
	shown, found, err := u.Shown()
	if err != nil {
		return err
	}
	if !found {
		return p.reread(s, w, r, u)
	}
	var faults kit.Faults
	u.Allowed = nil
	for i, o := range shown.Result.Objections {
		if r.PostFormValue(allowName(i)) == "" {
			faults.Add(allowName(i), choiceWords(o).Fault)
			continue
		}
		u.Allowed = append(u.Allowed, o.Kind)
	}
	if len(faults) > 0 {
		return p.showPreview(s, w, r, u, faults)
	}
	u.Changed = false
	if err := u.Save(); err != nil {
		return err
	}
	return begin(s, w, r, u, imports.JobImport)
}

// previewFaults sends the faults of an upload as a file, in the form that the address ends in.
func previewFaults(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	u, err := imports.FindUpload(s.Door.Session(s.Actor(r)), r.PathValue("id"))
	if err != nil {
		return err
	}
	shown, found, err := u.Shown()
	if err == nil && !found {
		err = door.ErrNotFound
	}
	if err != nil {
		return err
	}
	name := "faults" + path.Ext(r.URL.Path)
	return s.Download(w, r, name, func(to io.Writer) error {
		return imports.WriteFaults(imports.FaultsFile(to, name), shown.Result.FaultList, cmp.Or(shown.Result.Faults, len(shown.Result.FaultList)), s.Door.Catalogue())
	})
}

// batchFaults sends the faults of an import as a file, in the form that the address ends in.
func batchFaults(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	id := r.PathValue("id")
	name := "faults-" + imports.SafeName(id) + path.Ext(r.URL.Path)
	return s.Download(w, r, name, func(to io.Writer) error {
		return imports.ExportFaults(r.Context(), s.Door.Session(s.Actor(r)), id, imports.FaultsFile(to, name))
	})
}
