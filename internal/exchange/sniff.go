package exchange

import (
	"bytes"
	"errors"
	"strconv"
	"strings"

	"heed/catalogue"
	"heed/internal/exchange/cin"
	"heed/internal/exchange/outline"
	"heed/internal/exchange/sheet"
	"heed/internal/exchange/ssd"
	"heed/internal/exchange/ssda903"
)

// seen is what one file was recognised as: a table of the SSDA903, an object of the
// safeguarding dataset, lists of Annex A, a list of a record type, an SSDA903 in XML or a census.
type seen struct {
	entry
	kind   string
	table  *ssda903.Table
	list   *catalogue.Type
	object *ssd.Object
	sheets *sheets
	header cin.Header
}

// strange says why a file was recognised as nothing. It is a fault of a tree and
// the refusal of a file that claims to be something.
type strange struct {
	reason  string
	claimed string // what it claims to be, blank where it claims nothing
	do      string
}

const (
	doCheck = "Check that it is the file you mean, and import that."
	doUTF8  = "Save it as CSV (UTF-8) and import it again."
)

// sniff recognises a file by its content.
func (f *formats) sniff(e entry) (seen, *strange, error) {
	head, err := e.head()
	if err != nil {
		return seen{}, nil, err
	}
	text := bytes.TrimSpace(bytes.TrimPrefix(head, []byte("\ufeff")))
	if bytes.HasPrefix(text, []byte("<")) {
		return f.sniffXML(e)
	}
	if isParquet(head) {
		return f.sniffParquet(e)
	}
	if bytes.HasPrefix(text, []byte("PK\x03\x04")) {
		return f.sniffZipped(e)
	}
	return f.sniffCSV(e)
}

// sniffCSV recognises a CSV file by its heading.
func (f *formats) sniffCSV(e entry) (seen, *strange, error) {
	in, err := e.open()
	if err != nil {
		return seen{}, nil, err
	}
	defer in.Close()
	claimed := f.claim(e)
	heading, err := sheet.Heading(sheet.New(in))
	var row *sheet.RowError
	switch {
	case errors.As(err, &row):
		return seen{}, &strange{"a first row in which " + row.Reason, claimed, doUTF8}, nil
	case errors.Is(err, sheet.ErrUTF16), errors.Is(err, sheet.ErrBinary), errors.Is(err, sheet.ErrLongLine), errors.Is(err, sheet.ErrEmpty):
		return seen{}, &strange{err.Error(), claimed, doUTF8}, nil
	case err != nil:
		return seen{}, nil, err
	}
	if f.wants(KindSSDA903) {
		if t := f.ssda903.Match(heading); t != nil {
			return seen{entry: e, kind: KindSSDA903, table: t}, nil, nil
		}
	}
	if s, ok := f.sniffDataset(e, heading); ok {
		return s, nil, nil
	}
	types := f.listTypes(heading, e)
	if len(types) == 0 {
		if s, ok, err := f.sniffAnnexList(e); ok || err != nil {
			return s, nil, err
		}
	}
	if len(types) == 1 {
		return seen{entry: e, kind: KindCSV, list: types[0]}, nil, nil
	}
	if claimed == "" && len(types) == 0 {
		return seen{}, &strange{reason: "not a file of a return, nor a list"}, nil
	}
	return seen{}, &strange{f.unlike(heading, types), claimed, doCheck}, nil
}

// wants says whether the user's kind lets a file be of this kind.
func (f *formats) wants(kind string) bool { return f.opt.Kind == "" || f.opt.Kind == kind }

// listTypes gives the record types that a heading may be of, within what the user
// lets it be.
func (f *formats) listTypes(heading []string, e entry) []*catalogue.Type {
	switch f.opt.Kind {
	case KindSSDA903, KindCIN, KindSSD, KindAnnexA:
		return nil
	case "", KindCSV:
		return f.lists.Match(heading, e.base())
	}
	if t := f.cat.Type(f.opt.Kind); f.lists.HasKey(t, heading) {
		return []*catalogue.Type{t}
	}
	return nil
}

// unlike says what a heading is. It never gives its cells: in a file without a
// heading they are the first child's.
func (f *formats) unlike(heading []string, types []*catalogue.Type) string {
	if len(types) == 0 {
		return "a first row of " + strconv.Itoa(len(heading)) + " cells that is the heading of no table or list"
	}
	ids := make([]string, len(types))
	for i, t := range types {
		ids[i] = t.ID
	}
	return "a heading that could be of " + strings.Join(ids, " or ") + ": name the file after one of them, or say which as its kind"
}

// claim says what a file claims to be, by its name or by what the user says of it.
func (f *formats) claim(e entry) string {
	if !strings.EqualFold(pathExt(e.shown), ".csv") {
		return f.said(e)
	}
	if f.wants(KindSSDA903) && f.ssda903.Named(e.base()) {
		return "a table of the SSDA903 in CSV"
	}
	if f.wants(KindSSD) && f.ssd.Named(e.base()) {
		return "an object of the safeguarding dataset, with its columns"
	}
	if t := f.lists.Named(e.base()); t != nil && f.wants(KindCSV) {
		return "a list of the record type " + t.ID + " in CSV, headed by its field ids"
	}
	return f.said(e)
}

// said is what the user says a file named by itself is.
func (f *formats) said(e entry) string {
	switch {
	case !e.direct:
		return ""
	case f.opt.Kind == KindSSDA903:
		return "an SSDA903 return"
	case f.opt.Kind == KindCIN:
		return "a children in need census in XML"
	case f.opt.Kind == KindAnnexA:
		return "the lists of Annex A, as a workbook or in CSV"
	case f.opt.Kind == KindSSD:
		return "an object of the safeguarding dataset"
	case f.opt.Kind == "" || f.opt.Kind == KindCSV:
		return "an SSDA903 return, a children in need census, the Standard Safeguarding Dataset, the lists of Annex A or a CSV list headed by field ids"
	default:
		return "a list of the record type " + f.opt.Kind + " in CSV, headed by its field ids"
	}
}

func pathExt(name string) string {
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		return name[i:]
	}
	return ""
}

// sniffXML recognises an XML file by its root element.
func (f *formats) sniffXML(e entry) (seen, *strange, error) {
	in, err := e.open()
	if err != nil {
		return seen{}, nil, err
	}
	defer in.Close()
	odd := &strange{claimed: f.said(e), do: doCheck}
	switch root := outline.RootOf(in); {
	case root == "":
		odd.reason = "XML without a root element"
	case root == ssda903.Root && f.wants(KindSSDA903):
		return seen{entry: e, kind: KindSSDA903}, nil, nil
	case root == "Message" && f.wants(KindCIN):
		return f.sniffCensus(e, odd)
	default:
		odd.reason = "XML that is no return asked for, by its root element"
	}
	return seen{}, odd, nil
}

// sniffCensus holds a Message to being a children in need census.
func (f *formats) sniffCensus(e entry, odd *strange) (seen, *strange, error) {
	in, err := e.open()
	if err != nil {
		return seen{}, nil, err
	}
	defer in.Close()
	header, err := f.cin.Probe(in)
	if err != nil {
		return seen{}, nil, cin.Refuse(e.shown, err)
	}
	if header.Collection != "" && !strings.EqualFold(header.Collection, "CIN") {
		odd.reason = "the census of another collection"
		return seen{}, odd, nil
	}
	return seen{entry: e, kind: KindCIN, header: header}, nil, nil
}
