package plaintext_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf16"
	"unicode/utf8"

	"heed/internal/exchange/plaintext"
)

// encode writes a text as UTF-16 without a mark.
func encode(order binary.ByteOrder, text string) string {
	var b []byte
	for _, c := range utf16.Encode([]rune(text)) {
		b = append(b, 0, 0)
		order.PutUint16(b[len(b)-2:], c)
	}
	return string(b)
}

func TestReaderGivesOneKindOfText(t *testing.T) {
	t.Parallel()
	const text = "CHILD,DECOM\n810001,café – 5£\n"
	long := strings.Repeat("a line of text, and 🙂\n", 5000)
	for name, tt := range map[string]struct{ file, want string }{
		"UTF-8":             {text, text},
		"UTF-8 with a mark": {"\ufeff" + text, text},
		"UTF-16, the low byte first, with a mark":  {"\xff\xfe" + encode(binary.LittleEndian, text), text},
		"UTF-16, the high byte first, with a mark": {"\xfe\xff" + encode(binary.BigEndian, text), text},
		"UTF-16, the low byte first, no mark":      {encode(binary.LittleEndian, text), text},
		"UTF-16, the high byte first, no mark":     {encode(binary.BigEndian, text), text},
		"UTF-16 over many chunks":                  {encode(binary.LittleEndian, "x"+long), "x" + long},
		"Windows line ends":                        {"a\r\nb\r\n", "a\nb\n"},
		"old Macintosh line ends":                  {"a\rb\r", "a\nb\n"},
		"line ends of three kinds":                 {"a\rb\r\nc\nd\r\re", "a\nb\nc\nd\n\ne"},
		"line ends over many chunks":               {strings.Repeat("12345\r\n", 40_000), strings.Repeat("12345\n", 40_000)},
		"Windows-1252 stays as it is":              {"caf\xe9\r", "caf\xe9\n"},
		"nothing":                                  {"", ""},
		"a zero among letters is not UTF-16":       {"a\x00b", "a\x00b"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for how, in := range map[string]io.Reader{
				"at once": strings.NewReader(tt.file), "byte by byte": iotest.OneByteReader(strings.NewReader(tt.file)),
			} {
				got, err := io.ReadAll(plaintext.NewReader(in))
				if string(got) != tt.want || err != nil {
					t.Errorf("%s: got %d bytes, %.60q, %v; want %d, %.60q", how, len(got), got, err, len(tt.want), tt.want)
				}
			}
		})
	}
}

func TestDamagedUTF16IsAnError(t *testing.T) {
	t.Parallel()
	for name, file := range map[string]string{
		"half a pair of bytes at the end":    "\xff\xfea\x00b",
		"half a character at the end":        "\xff\xfea\x00\x3d\xd8",
		"half a character before another":    "\xff\xfea\x00\x3d\xd8b\x00",
		"the second half of one by itself":   "\xff\xfea\x00\x42\xdeb\x00",
		"UTF-16 without a mark that is torn": encode(binary.LittleEndian, "a,b,c,d") + "e",
	} {
		if _, err := io.ReadAll(plaintext.NewReader(strings.NewReader(file))); !errors.Is(err, plaintext.ErrDamaged) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestHeadIsTheBeginningOfTheText(t *testing.T) {
	t.Parallel()
	if got := plaintext.Head([]byte("\xff\xfe<\x00M\x00e")); string(got) != "<M" {
		t.Errorf("got %q", got)
	}
}

// FuzzReader holds the reader to what the standard library makes of UTF-16, and to text in which line ends alone are changed.
func FuzzReader(f *testing.F) {
	for _, seed := range []string{"", "a,b\r\n", "\xff\xfea\x00", "\xfe\xff\x00a\x00\r", "\ufeffa\r\rb", "\xff\xfe\x3d\xd8"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		got, err := io.ReadAll(plaintext.NewReader(bytes.NewReader(file)))
		again, errAgain := io.ReadAll(plaintext.NewReader(iotest.OneByteReader(bytes.NewReader(file))))
		if !bytes.Equal(got, again) || !errors.Is(errAgain, err) && (err != nil || errAgain != nil) {
			t.Fatalf("read byte by byte it is another text: %q %v, %q %v", got, err, again, errAgain)
		}
		if bytes.IndexByte(got, '\r') >= 0 {
			t.Error("a carriage return is left")
		}
		if bytes.HasPrefix(file, []byte{0xFF, 0xFE}) && err == nil && !utf8.Valid(got) {
			t.Error("UTF-16 has become what is not UTF-8")
		}
	})
}
