package canonical_test

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"heed/catalogue/canonical"
)

// RFC 8785, section 3.2.2: the sample, and its bytes as section 3.2.4 gives them.
func TestTheSampleOfTheRFCHasTheBytesOfTheRFC(t *testing.T) {
	t.Parallel()
	sample := `{
     "numbers": [333333333.33333329, 1E30, 4.50,
                 2e-3, 0.000000000000000000000000001],
     "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
     "literals": [null, true, false]
   }`
	want := `{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`
	wantBytes := "7b 22 6c 69 74 65 72 61 6c 73 22 3a 5b 6e 75 6c 6c 2c 74 72 75 65 2c 66 61 6c 73 65 5d 2c 22 6e 75 6d 62 65 72 73 " +
		"22 3a 5b 33 33 33 33 33 33 33 33 33 2e 33 33 33 33 33 33 33 2c 31 65 2b 33 30 2c 34 2e 35 2c 30 2e 30 30 32 2c 31 65 2d " +
		"32 37 5d 2c 22 73 74 72 69 6e 67 22 3a 22 e2 82 ac 24 5c 75 30 30 30 66 5c 6e 41 27 42 5c 22 5c 5c 5c 5c 5c 22 2f 22 7d"
	got, err := canonical.Transform([]byte(sample))
	if err != nil || string(got) != want {
		t.Errorf("got %s, %v; want %s", got, err, want)
	}
	if got := hex.EncodeToString(got); got != strings.ReplaceAll(wantBytes, " ", "") {
		t.Errorf("the bytes are %s", got)
	}
}

// RFC 8785, section 3.2.3: the emoji is beyond the Hebrew letter as a code point and before it in UTF-16.
func TestMembersAreSortedByTheUTF16CodeUnitsOfTheirNames(t *testing.T) {
	t.Parallel()
	got, err := canonical.Transform([]byte(`{
     "\u20ac": "Euro Sign",
     "\r": "Carriage Return",
     "\ufb33": "Hebrew Letter Dalet With Dagesh",
     "1": "One",
     "\ud83d\ude00": "Emoji: Grinning Face",
     "\u0080": "Control",
     "\u00f6": "Latin Small Letter O With Diaeresis"
   }`))
	want := `{"\r":"Carriage Return","1":"One","` + "\u0080" + `":"Control","ö":"Latin Small Letter O With Diaeresis",` +
		`"€":"Euro Sign","😀":"Emoji: Grinning Face","` + "\ufb33" + `":"Hebrew Letter Dalet With Dagesh"}`
	if err != nil || string(got) != want {
		t.Errorf("got %s, %v; want %s", got, err, want)
	}
}

// RFC 8785, section 3.2.2.2.
func TestOnlyQuotesBackslashesAndControlCharactersAreEscaped(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"\b\t\n\f\r": `"\b\t\n\f\r"`,
		"\x00\x01\x02\x03\x04\x05\x06\x07\x0b\x0e\x0f": `"\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u000b\u000e\u000f"`,
		"\x10\x1a\x1f":                           `"\u0010\u001a\u001f"`,
		`"\/<>&'`:                                `"\"\\/<>&'"`,
		"\x7f\u0080\u2028\u2029\ufeff\ufffd€":    "\"\x7f\u0080\u2028\u2029\ufeff\ufffd€\"",
		"\U00010000\U0001F600\U0010FFFF":         "\"\U00010000\U0001F600\U0010FFFF\"",
		"a\xffb\xc3":                             "\"a\ufffdb\ufffd\"",
		"\xed\xa0\x80":                           "\"\ufffd\ufffd\ufffd\"",
		"plain, then \" and é, then plain again": `"plain, then \" and é, then plain again"`,
	} {
		if got := string(canonical.AppendString(nil, text)); got != want {
			t.Errorf("%q is written %s, want %s", text, got, want)
		}
	}
}

// RFC 8785, appendix B.
func TestNumbersAreWrittenAsAppendixBSays(t *testing.T) {
	t.Parallel()
	for bits, want := range map[uint64]string{
		0x0000000000000000: "0",
		0x8000000000000000: "0",
		0x0000000000000001: "5e-324",
		0x8000000000000001: "-5e-324",
		0x7fefffffffffffff: "1.7976931348623157e+308",
		0xffefffffffffffff: "-1.7976931348623157e+308",
		0x4340000000000000: "9007199254740992",
		0xc340000000000000: "-9007199254740992",
		0x4430000000000000: "295147905179352830000",
		0x44b52d02c7e14af5: "9.999999999999997e+22",
		0x44b52d02c7e14af6: "1e+23",
		0x44b52d02c7e14af7: "1.0000000000000001e+23",
		0x444b1ae4d6e2ef4e: "999999999999999700000",
		0x444b1ae4d6e2ef4f: "999999999999999900000",
		0x444b1ae4d6e2ef50: "1e+21",
		0x3eb0c6f7a0b5ed8c: "9.999999999999997e-7",
		0x3eb0c6f7a0b5ed8d: "0.000001",
		0x41b3de4355555553: "333333333.3333332",
		0x41b3de4355555554: "333333333.33333325",
		0x41b3de4355555555: "333333333.3333333",
		0x41b3de4355555556: "333333333.3333334",
		0x41b3de4355555557: "333333333.33333343",
		0xbecbf647612f3696: "-0.0000033333333333333333",
		0x43143ff3c1cb0959: "1424953923781206.2",
	} {
		got, err := canonical.AppendNumber(nil, math.Float64frombits(bits))
		if err != nil || string(got) != want {
			t.Errorf("%x is written %s, %v; want %s", bits, got, err, want)
		}
	}
	for _, bits := range []uint64{0x7fffffffffffffff, 0x7ff0000000000000, 0xfff0000000000000} {
		if got, err := canonical.AppendNumber(nil, math.Float64frombits(bits)); !errors.Is(err, canonical.ErrInvalid) {
			t.Errorf("%x is written %s, %v", bits, got, err)
		}
	}
}

func TestWhatHasNoCanonicalFormIsRefusedWithoutRepeatingIt(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"nothing": "", "space": " ", "two values": `1 2`, "a comma alone": `,`, "a word": `secret`,
		"an array cut short": `["secret"`, "an array with a comma too many": `["secret",]`, "an array of nothing and a comma": `[,]`,
		"an object cut short": `{"secret":1`, "an object with a comma too many": `{"secret":1,}`, "a name without a value": `{"secret":}`,
		"a name that is no string": `{1:"secret"}`, "no colon": `{"secret"1}`, "a name given twice": `{"secret":1,"\u0073ecret":2}`,
		"a string cut short": `"secret`, "an escape cut short": `"secret\`, "an escape that is none": `"secret\x"`,
		"a bare line end": "\"secret\n\"", "a byte that is not UTF-8": "\"secret\xff\"", "a surrogate in UTF-8": "\"secret\xed\xa0\x80\"",
		"half of a pair": `"secret\ud83d"`, "two high halves": `"\ud83d\ud83d"`, "a low half first": `"\ude00\ud83d"`,
		"a short \\u": `"\u12"`, "a \\u that is not hexadecimal": `"\u12g4"`, "a signed \\u": `"\u+123"`,
		"noughts before a number": `007`, "a plus": `+1`, "a point alone": `.5`, "nothing after a point": `5.`, "no exponent": `1e`,
		"a minus alone": `-`, "a hexadecimal number": `0x1`, "infinity": `Infinity`, "beyond a double": `1e400`,
		"part of a literal": `nul`, "a literal and more": `nulls`, "a null byte": "\x00",
		"deeper than the stack allows": strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000),
	} {
		got, err := canonical.Transform([]byte(text))
		if !errors.Is(err, canonical.ErrInvalid) {
			t.Errorf("%s gives %s, %v", name, got, err)
		} else if strings.Contains(err.Error(), "secret") {
			t.Errorf("%s is repeated: %v", name, err)
		}
	}
}

// anyJSON draws a value of JSON, which encoding/json then writes in its own form.
func anyJSON(depth int) *rapid.Generator[any] {
	leaves := []*rapid.Generator[any]{
		rapid.Just[any](nil), rapid.Bool().AsAny(), rapid.String().AsAny(), rapid.Float64().AsAny(),
		rapid.Map(rapid.Int64Range(-1<<53, 1<<53), func(n int64) any { return float64(n) }),
	}
	if depth == 0 {
		return rapid.OneOf(leaves...)
	}
	inner := anyJSON(depth - 1)
	return rapid.OneOf(append(leaves, rapid.SliceOfN(inner, 0, 4).AsAny(), rapid.MapOfN(rapid.String(), inner, 0, 4).AsAny())...)
}

// However a value is written, its canonical form is the same, stands for the same value, and is its own canonical form.
func TestAnyWayOfWritingAValueHasOneCanonicalForm(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		value := anyJSON(3).Draw(t, "value")
		compact, err := json.Marshal(value)
		if err != nil {
			t.Fatal(err)
		}
		var indented bytes.Buffer
		if err := json.Indent(&indented, compact, " ", "\t"); err != nil {
			t.Fatal(err)
		}
		form, err := canonical.Transform(compact)
		if err != nil {
			t.Fatal(err)
		}
		checkForm(t, compact, form)
		if other, err := canonical.Transform(indented.Bytes()); err != nil || string(other) != string(form) {
			t.Fatalf("indented it is %s, %v; compact %s", other, err, form)
		}
	})
}

// checkForm holds a form to what Transform promises of the form of any text.
func checkForm(t interface{ Fatalf(string, ...any) }, text, form []byte) {
	var was, is any
	if err := json.Unmarshal(text, &was); err != nil {
		t.Fatalf("%q was taken for JSON: %v", text, err)
	}
	if err := json.Unmarshal(form, &is); err != nil {
		t.Fatalf("the form of %q is no JSON: %q", text, form)
	}
	if diff := cmp.Diff(was, is); diff != "" {
		t.Fatalf("the form of %q is of another value (-text +form):\n%s", text, diff)
	}
	if again, err := canonical.Transform(form); err != nil || string(again) != string(form) {
		t.Fatalf("the form of the form %q is %q, %v", form, again, err)
	}
}

// What has a canonical form is valid, and what is valid and has none gives a name twice or a number beyond a double.
func TestValidAcceptsWhatHasAFormAndNoOtherFault(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		`{"a":1,"a":2}`: true, `1e400`: true, ` [ {} , [ ] , "é\u00e9" , -0.5E+3 , null , true , false ] `: true,
		"\"\xff\"": false, `"\ud83d"`: false, `{"a":}`: false, `{"a":nul}`: false, `[1,]`: false, `01`: false, `{} {}`: false, ``: false,
	} {
		if got := canonical.Valid([]byte(text)); got != want {
			t.Errorf("%q: valid %v", text, got)
		}
	}
}

func FuzzTransform(f *testing.F) {
	for _, seed := range []string{
		`{"b":[1.50,-0,1E3],"a":{"\u00e9":null,"":true}}`, `"\ud83d\ude00\/\b"`, `{"a":1,"a":2}`, `[[],{}]`, "\"\xff\"", `1e400`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		form, err := canonical.Transform(text)
		valid := canonical.Valid(text)
		if valid && !json.Valid(text) {
			t.Fatalf("%q was taken for JSON", text)
		}
		if err == nil {
			checkForm(t, text, form)
			if !valid {
				t.Fatalf("%q has a form and is not valid", text)
			}
		}
	})
}

func BenchmarkValid(b *testing.B) {
	text := []byte(`{"child":"500001","ended_on":"2020-03-31","home_postcode":"ZZ99 3CZ","legal_status":"C2","local_authority":"990",` +
		`"need":"N1","placement_postcode":"ZZ99 3CZ","placement_type":"U4","provider":"PR1","reason_ended":"X1",` +
		`"reason_started":"S","started_on":"2019-04-01","urn":"SC1234567","number":12,"plan":"long term foster care"}`)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if !canonical.Valid(text) {
			b.Fatal("not valid")
		}
	}
}
