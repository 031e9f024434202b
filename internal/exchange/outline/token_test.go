package outline

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// ours gives the tokens of a text, one a line, texts that follow each other as one.
func ours(text string) (string, error) {
	in := newTokens(strings.NewReader(text))
	var out flat
	for {
		t, err := in.next()
		if errors.Is(err, io.EOF) {
			return out.done(), nil
		}
		if err != nil {
			return "", err
		}
		switch t.kind {
		case startTag:
			out.mark("<" + string(t.text))
		case emptyTag:
			out.mark("<" + string(t.text))
			out.mark("/" + string(t.text))
		case endTag:
			out.mark("/" + string(t.text))
		case textRun:
			out.text.Write(t.text)
		}
	}
}

// theirs gives the same by encoding/xml.
func theirs(text string) (out string, plain bool) {
	d := xml.NewDecoder(strings.NewReader(text))
	var all flat
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return all.done(), true
		}
		if err != nil {
			return "", false
		}
		switch t := token.(type) {
		case xml.StartElement:
			all.mark("<" + t.Name.Local)
		case xml.EndElement:
			all.mark("/" + t.Name.Local)
		case xml.CharData:
			all.text.Write(t)
		case xml.Directive:
			return "", false
		}
	}
}

type flat struct{ out, text strings.Builder }

func (f *flat) mark(m string) {
	f.out.WriteString(f.text.String() + "\n" + m + "\n")
	f.text.Reset()
}

func (f *flat) done() string { return f.out.String() + f.text.String() }

var seeds = []string{
	`<?xml version='1.0' encoding='us-ascii'?><A><B>1</B><C /></A>`,
	"<A>\n<!-- a <b> -- c --><B x='>' y=\"'\">&lt;1&#233;&#xE9;&amp;</B>t<![CDATA[<&]]>]</A>",
	"\ufeff<Message><Header/></Message>\n", "<A><B></A>", "<A", "<A>&nope;</A>", "<A>\xff</A>", "<!DOCTYPE a>", "<n:A xmlns:n='u'></n:A>",
	"<A>&#;</A>", "<A>&#x110000;</A>", "< A/>", "<A></A ><?x y?>", "<A b=\"c\"/>", "<é/>", "<A/", "", "x", "<-/>", "<!-->-->",
}

func TestTokensAreThoseOfEncodingXML(t *testing.T) {
	t.Parallel()
	compared := 0
	for _, text := range seeds {
		want, plain := theirs(text)
		if !plain {
			continue
		}
		compared++
		got, err := ours(text)
		if err != nil {
			t.Errorf("%q: %v", text, err)
			continue
		}
		if diff := cmp.Diff(want, strings.TrimPrefix(got, "\ufeff")); diff != "" && !strings.HasPrefix(text, "\ufeff") {
			t.Errorf("%q: %s", text, diff)
		}
	}
	if compared < 7 {
		t.Errorf("only %d texts were compared", compared)
	}
}

func TestTokensReadWindows1252(t *testing.T) {
	t.Parallel()
	got, err := ours("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><A>caf\xe9</A>")
	if want := "\n<A\ncafé\n/A\n"; got != want || err != nil {
		t.Errorf("got %q, %v", got, err)
	}
}

// mistaken gives the tokens of a file, and from which line on it is not in the encoding that it says.
func mistaken(t *testing.T, file string) (string, int) {
	t.Helper()
	in := newTokens(strings.NewReader(file))
	var all []string
	for {
		token, err := in.next()
		if errors.Is(err, io.EOF) {
			return strings.Join(all, " "), in.mistaken
		}
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, string(token.text))
	}
}

// inUTF16 writes ASCII and Latin-1 as UTF-16, the low byte first.
func inUTF16(text string) string {
	var b strings.Builder
	for _, c := range text {
		b.WriteString(string([]byte{byte(c), 0}))
	}
	return b.String()
}

func TestTokensReadFilesThatSayAWrongEncoding(t *testing.T) {
	t.Parallel()
	const root = "\n<A>caf\u00e9</A>"
	const latin = "\n<A>caf\xe9</A>"
	for name, tt := range map[string]struct {
		file string
		line int
	}{
		"UTF-16 that says UTF-16":            {"\xff\xfe" + inUTF16(`<?xml version="1.0" encoding="utf-16"?>`+root), 0},
		"UTF-16 without a mark":              {inUTF16(`<?xml version="1.0" encoding="UTF-16LE"?>` + root), 0},
		"UTF-16 that says UTF-8":             {"\xff\xfe" + inUTF16(`<?xml version="1.0" encoding="utf-8"?>`+root), 0},
		"UTF-8 that says UTF-16":             {`<?xml version="1.0" encoding="utf-16"?>` + root, 0},
		"UTF-8 that says Windows-1252":       {`<?xml version="1.0" encoding="windows-1252"?>` + root, 2},
		"UTF-8 with a mark that says Latin1": {"\ufeff" + `<?xml version="1.0" encoding="ISO-8859-1"?>` + root, 2},
		"UTF-8 that says something else":     {`<?xml version="1.0" encoding="ibm850"?>` + root, 0},
		"Windows-1252 that says so":          {`<?xml version="1.0" encoding="windows-1252"?>` + latin, 0},
		"Windows-1252 that says UTF-8":       {`<?xml version="1.0" encoding="utf-8"?>` + latin, 2},
		"Windows-1252 that says nothing":     {latin, 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, line := mistaken(t, tt.file)
			if !strings.HasSuffix(got, "A caf\u00e9 A") || line != tt.line {
				t.Errorf("got %q, mistaken on line %d, want %d", got, line, tt.line)
			}
		})
	}
	if _, err := ours("<?xml version='1.0' encoding='ibm850'?><A>\x82</A>"); err == nil {
		t.Error("bytes of an encoding that is not read are taken for another's")
	}
}

func TestADocumentTypeIsPassedOverAndNeverResolved(t *testing.T) {
	t.Parallel()
	for name, file := range map[string]string{
		"one that names a file":         `<!DOCTYPE A SYSTEM "a.dtd"><A>1</A>`,
		"one that names an address":     `<?xml version="1.0"?><!DOCTYPE A PUBLIC "-//x//y" "http://127.0.0.1:9/a.dtd"><A>1</A>`,
		"one that declares much":        "<!DOCTYPE A [\n<!-- it's > ]> -->\n<!ENTITY a \"]>\"><?p >?><!ELEMENT A (#PCDATA)>\n%b;\n] ><A>1</A>",
		"one that defines what is used": `<!DOCTYPE A [<!ENTITY lt "2">]><A>1</A>`,
	} {
		if got, err := ours(file); !strings.HasSuffix(got, "<A\n1\n/A\n") || err != nil {
			t.Errorf("%s: got %q, %v", name, got, err)
		}
	}
	for name, file := range map[string]string{
		"an entity that it defines":       `<!DOCTYPE A [<!ENTITY b "c">]><A>&b;</A>`,
		"an entity that is a file":        `<!DOCTYPE A [<!ENTITY b SYSTEM "file:///etc/hostname">]><A>&b;</A>`,
		"entities made of one another":    `<!DOCTYPE A [<!ENTITY a "aa"><!ENTITY b "&a;&a;"><!ENTITY c "&b;&b;">]><A>&c;</A>`,
		"two of them":                     `<!DOCTYPE A><!DOCTYPE A><A/>`,
		"one within the root":             `<A><!DOCTYPE A></A>`,
		"one after the root":              `<A/><!DOCTYPE A>`,
		"one that is cut off":             `<!DOCTYPE A [<!ENTITY a "`,
		"one that goes on for a megabyte": `<!DOCTYPE A [` + strings.Repeat(" ", 2<<20) + `]><A/>`,
		"a declaration by itself":         `<!ENTITY a "b"><A/>`,
	} {
		if got, err := ours(file); err == nil {
			t.Errorf("%s is taken: %q", name, got)
		}
	}
}

func TestTokensOfLongRuns(t *testing.T) {
	t.Parallel()
	if _, err := ours("<A>" + strings.Repeat("x", 2<<20) + "</A>"); !errors.Is(err, ErrTooLong) {
		t.Errorf("a long text: %v", err)
	}
	if _, err := ours("<!--" + strings.Repeat("->", 2<<20) + "--><A/>"); !errors.Is(err, ErrTooLong) {
		t.Errorf("a long comment: %v", err)
	}
	long := strings.Repeat("x", 200_000)
	if got, err := ours("<A>" + long + "</A>"); err != nil || got != "\n<A\n"+long+"\n/A\n" {
		t.Errorf("a text longer than the buffer is not read: %v", err)
	}
}

// FuzzTokens holds our tokens to those of encoding/xml wherever that can read all
// of a text.
func FuzzTokens(f *testing.F) {
	for _, seed := range seeds {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, err := ours(text)
		if strings.ContainsAny(text, "\r:") || strings.Contains(text, "\ufeff") || strings.Contains(text, "encoding") {
			return
		}
		want, plain := theirs(text)
		if !plain {
			return
		}
		if err != nil {
			t.Fatalf("refused: %v", err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	})
}
