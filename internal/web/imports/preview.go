package imports

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"heed/internal/door"
	"heed/internal/imports"
	"heed/internal/web/kit"
	"heed/internal/words"
)

// previewPage says what importing an upload would do, before anything is recorded: whose it is, of which years, what would be added, changed and
// withdrawn, and what is at fault. From it the reader records it, mends it or gives it up.
type previewPage struct {
	kit.Frame
	Heading string
	// Read is when the files were read, and Sent how many they are, how large and how they are called.
	Read, Sent string
	// Changed says that the import would no longer do what was shown first; Busy that another import runs.
	Changed, Busy bool
	// Refused says that the files cannot be read as they are, for the reasons among the faults; Unread that nobody has read them yet.
	Refused, Unread bool
	// Which asks which of several files is meant, where a return has one thing twice.
	Which   []whichView
	Counts  []kit.Count
	Ticks   []tickView
	Choices []choiceView
	What    string
	Returns []returnView
	// FaultsHeading counts the faults and the kinds of them; Download says which of them the files of faults hold.
	FaultsHeading string
	Download      string
	Groups        []faultGroupView
	MoreGroups    string
	Files         []fileView
	// MayHaveColumns says that one of them may be a table with headings of its own.
	MayHaveColumns bool
	Instead        []kit.Option
	// Action is the address of the upload. MayRecord says that it can be recorded, with what is to be chosen.
	Action    string
	MayRecord bool
	Limit     string
	Until     string
}

// tickView is one thing that was found out: in order, or to be chosen.
type tickView struct{ Class, Shape, Strong, Words string }

// choiceView is something that the reader must say before the import goes in.
type choiceView struct {
	Name, Words, Label, Fault string
	Checked                   bool
}

// returnView is what would become of one return.
type returnView struct {
	Title, Name string
	Rows        []typeView
	All         typeView
	Covers      []string
}

// typeView is what would become of the records of one type.
type typeView struct{ Title, Same, Added, Changed, Withdrawn string }

// fileView is one file of the upload.
type fileView struct {
	Name, Size string
	// Columns leads to where it is said what its columns hold, blank of what has none.
	Columns string
}

func (p *Pages) preview(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	u, found, err := p.theirs(s, w, r)
	if err != nil || !found {
		return err
	}
	return p.showPreview(s, w, r, u, nil)
}

// showPreview shows what was worked out of an upload, with what is wrong in what the reader sent to its page.
func (p *Pages) showPreview(s *kit.Site, w http.ResponseWriter, r *http.Request, u *imports.Upload, faults kit.Faults) error {
	shown, found, err := u.Shown()
	if err != nil {
		return err
	}
	page := previewPage{
		Frame: s.Plain(r, "Before anything is recorded"), Heading: "Before anything is recorded", Action: uploadLink(u.ID), Limit: words.Thousands(uploadLimit >> 20),
		Unread: !found, Changed: u.Changed, Busy: r.URL.Query().Get("busy") != "", Until: kit.Moment(u.Until(), s.Now()),
	}
	page.Crumbs, page.Faults = []kit.Crumb{{Text: "Imports", Href: "/imports"}}, faults
	if err := page.files(u); err != nil {
		return err
	}
	if found {
		page.show(shown, s, r)
	}
	status := http.StatusOK
	switch {
	case len(faults) > 0:
		status = http.StatusBadRequest
	case page.Refused:
		status = http.StatusUnprocessableEntity
	}
	return s.RenderStatus(w, status, "preview", page)
}

// files lists what was sent.
func (p *previewPage) files(u *imports.Upload) error {
	files, err := u.Files()
	if err != nil {
		return err
	}
	p.Instead = []kit.Option{{Label: "The file of the same name, or beside the others"}}
	var size int64
	for _, f := range files {
		size += f.Size
		view := fileView{Name: f.Name, Size: sizeWords(f.Size)}
		if mayHaveColumns(f.Name) {
			view.Columns, p.MayHaveColumns = columnsLink(u, f.Name), true
		}
		p.Files = append(p.Files, view)
		p.Instead = append(p.Instead, kit.Option{Value: f.Name, Label: f.Name})
	}
	p.Sent = words.Count(len(files), "file") + ", " + sizeWords(size)
	return nil
}

// sizeWords says how large a file is.
func sizeWords(bytes int64) string {
	switch {
	case bytes < 1000:
		return words.Count(int(bytes), "byte")
	case bytes < 1_000_000:
		return words.Decimal(float64(bytes)/1000, 0) + " kB"
	}
	return words.Decimal(float64(bytes)/1_000_000, 1) + " MB"
}

// show fills in what was worked out.
func (p *previewPage) show(shown imports.Shown, s *kit.Site, r *http.Request) {
	p.Read = momentWords(shown.At, s.Now())
	result := shown.Result
	if p.Refused = len(shown.Reasons) > 0; p.Refused {
		p.Title, p.Heading = "These files cannot be imported yet", "These files cannot be imported yet"
		for _, reason := range shown.Reasons {
			p.Faults.Add("files", reason)
		}
		p.Which = whichOf(shown.Choices, p.Faults)
		return
	}
	if len(result.Batches) == 1 {
		p.Heading += ": " + imports.KindWords(result.Batches[0].Kind, result.Batches[0].Scope)
	} else {
		p.Heading += ": " + words.Count(len(result.Batches), "return")
	}
	p.MayRecord = true
	for i, o := range result.Objections {
		c := choiceWords(o)
		c.Name, c.Words, c.Fault = allowName(i), o.Return+": "+o.Words, p.Faults.On(allowName(i))
		c.Checked = r.Method == http.MethodPost && r.PostFormValue(c.Name) != ""
		p.Choices = append(p.Choices, c)
	}
	whose := s.Actor(r).AuthorityName
	for _, b := range result.Batches {
		p.Ticks = append(p.Ticks, ticksOf(b, result.Objections, whose, s)...)
		p.Returns = append(p.Returns, returnOf(b, s))
	}
	groups := imports.GroupFaults(result.FaultList)
	for _, g := range groups[:min(len(groups), mostGroups)] {
		p.Groups = append(p.Groups, faultGroup(g, s.Door.Catalogue()))
	}
	if more := len(groups) - mostGroups; more > 0 {
		p.MoreGroups = words.Count(more, "more kind") + words.Either(more == 1, " is", " are") + " in the files below."
	}
	p.FaultsHeading, p.Download = faultsWords(result.Faults, len(result.FaultList), len(groups))
	p.count(result, len(groups))
}

// faultsWords counts faults, of which so many are listed, and says which of them a file holds. Of those that are not listed nobody knows the kind.
func faultsWords(n, listed, kinds int) (heading, download string) {
	switch {
	case n == 0:
		return "Faults: none", ""
	case n > listed:
		first := "the first " + words.Thousands(listed)
		return "Faults: " + words.Thousands(n) + "; " + first + " are of " + words.Count(kinds, "kind"), first + " faults"
	}
	return "Faults: " + words.Thousands(n) + ", in " + words.Count(kinds, "kind"), "every fault"
}

// count says in numbers what would be done.
func (p *previewPage) count(result imports.Result, kinds int) {
	var known, added, changed, others int
	for _, b := range result.Batches {
		known, others = max(known, b.Children.Known), max(others, b.Children.New)
		for _, t := range b.Types {
			added, changed = added+t.Added, changed+t.Changed
		}
	}
	if len(result.Batches) == 1 && known+others > 0 {
		p.Counts = append(p.Counts, kit.Count{N: known, Label: words.Either(known == 1, "child", "children") + " known to Heed", Class: "is-met", Href: "#whose"}, kit.Count{N: others, Label: words.Either(others == 1, "child", "children") + " new", Href: "#whose"})
	}
	faults := words.Either(result.Faults == 1, "fault", "faults")
	if result.Faults > 1 && result.Faults == len(result.FaultList) {
		faults += ", in " + words.Count(kinds, "kind")
	}
	p.Counts = append(p.Counts,
		kit.Count{N: added, Label: recordsWould(added) + "be new", Href: "#what"},
		kit.Count{N: changed, Label: recordsWould(changed) + "change", Class: "is-soon", Href: "#what"},
		kit.Count{N: result.Withdrawn, Label: recordsWould(result.Withdrawn) + "be withdrawn", Class: "is-overdue", Href: "#what"},
		kit.Count{N: result.Faults, Label: faults, Class: "is-overdue", Href: "#faults"})
	if n := len(p.Choices); n > 0 {
		p.Counts = append(p.Counts, kit.Count{N: n, Label: words.Either(n == 1, "choice to make", "choices to make"), Class: "is-unknown", Href: "#choose"})
	}
	p.What = "What would change: " + words.Thousands(added) + " new, " + words.Thousands(changed) + " changed, " + words.Thousands(result.Withdrawn) + " withdrawn"
}

// recordsWould begins to say what would become of so many records.
func recordsWould(n int) string { return words.Either(n == 1, "record would ", "records would ") }

// ticksOf says whose a return is, of which year, and how many of the children that it names are known.
func ticksOf(b imports.Imported, objections []imports.ObjectionError, whose string, s *kit.Site) []tickView {
	good := tickView{Class: "is-good", Shape: "tick", Strong: imports.KindWords(b.Kind, b.Scope) + "."}
	var says []string
	if b.Authority == "" {
		says = append(says, "It does not say whose it is; it would go into the records of "+whose+".")
	} else {
		says = append(says, "It says that it is of "+imports.AuthorityWords(b.Authority, s.Door.AuthorityName(b.Authority))+".")
	}
	if c := b.Children; c.Known+c.New > 0 {
		says = append(says, childrenWords(c))
	}
	says = append(says, imports.OriginWords(b)...)
	says = append(says, "Read from "+fileWords(b.Files)+".")
	good.Words = strings.Join(says, " ")
	list := []tickView{good}
	for _, o := range objections {
		if o.Return != b.Name {
			continue
		}
		list = append(list, tickView{Class: "is-ask", Shape: "question", Strong: choiceWords(o).Label + "?", Words: words.Capital(o.Words)})
		if o.Kind == imports.AnotherAuthority {
			list[0].Class, list[0].Shape = "is-bad", "cross"
		}
	}
	return list
}

// mostFiles is how many files a sentence names.
const mostFiles = 4

func fileWords(files []string) string {
	if more := len(files) - mostFiles; more > 1 {
		files = append(append([]string{}, files[:mostFiles]...), words.Count(more, "more file"))
	}
	return words.Join(files)
}

// childrenWords says how many of the children that a return names are known.
func childrenWords(c imports.Children) string {
	said := "Of the " + words.Thousands(c.Known+c.New) + " children that it names, " + words.Thousands(c.Known) + words.Either(c.Known == 1, " is", " are") +
		" known to Heed and " + words.Thousands(c.New) + words.Either(c.New == 1, " is", " are") + " new."
	if c.Known+c.New == 1 {
		said = "It names 1 child, who is " + words.Either(c.Known == 1, "known to Heed.", "new.")
	}
	if c.OtherNumber > 0 {
		said += " Of the new, " + words.Thousands(c.OtherNumber) + " " + words.Either(c.OtherNumber == 1, "has", "have") + " the unique pupil number of a child whom Heed holds under another number."
	}
	return said
}

// mostGroups is how many kinds of fault the page lists; the files of faults hold every one.
const mostGroups = 50

// allowName names the box by which the reader overrules an objection.
func allowName(i int) string { return "allow-" + strconv.Itoa(i) }

// choiceWords says what a reader says who overrules an objection, and what they are told who have not decided.
func choiceWords(o imports.ObjectionError) choiceView {
	switch o.Kind {
	case imports.ManyWithdrawn:
		return choiceView{Label: "Withdraw so many records", Fault: "Say that so many records are to be withdrawn, or send the whole of the return"}
	case imports.Strangers:
		return choiceView{Label: "These children are ours", Fault: "Say that these children are yours, or leave the file out"}
	}
	return choiceView{Label: "Import another authority’s file into ours", Fault: "Say that another authority’s file is to go into your records, or leave it out"}
}

// returnOf says what would become of a return's records.
func returnOf(b imports.Imported, s *kit.Site) returnView {
	v := returnView{Title: imports.KindWords(b.Kind, b.Scope), Name: b.Name}
	var all imports.TypeEffect
	for _, t := range b.Types {
		title := t.Type
		if known := s.Door.Catalogue().Type(t.Type); known != nil {
			title = known.Title
		}
		v.Rows = append(v.Rows, typeLine(title, t))
		all.Added, all.Changed, all.Withdrawn, all.Unchanged = all.Added+t.Added, all.Changed+t.Changed, all.Withdrawn+t.Withdrawn, all.Unchanged+t.Unchanged
	}
	v.All = typeLine("All", all)
	for _, line := range imports.CoverageWords(b.Covers, s.Door.Catalogue()) {
		v.Covers = append(v.Covers, "It would cover "+line+".")
	}
	return v
}

func typeLine(title string, t imports.TypeEffect) typeView {
	return typeView{title, words.Thousands(t.Unchanged), words.Thousands(t.Added), words.Thousands(t.Changed), words.Thousands(t.Withdrawn)}
}

// momentWords says when something was, on its day in full.
func momentWords(t, now time.Time) string {
	return words.WeekdayDate(door.Civil(t, true)) + ", " + strings.Split(kit.Moment(t, now), " ")[0]
}
