package exchange_test

import (
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"heed/internal/exchange"
	"heed/internal/exchange/intake/intaketest"
)

// smallCensus has one child with pre-proceedings.
const smallCensus = `<Message><Header><CollectionDetails><Collection>CIN</Collection><ReferenceDate>2026-03-31</ReferenceDate></CollectionDetails></Header>` +
	`<Children><Child><ChildIdentifiers><LAchildID>1</LAchildID></ChildIdentifiers><CINdetails><CINreferralDate>2025-05-01</CINreferralDate>` +
	`<PreProceedingsandFGDM><PPStartDate>2025-06-01</PPStartDate></PreProceedingsandFGDM></CINdetails></Child></Children></Message>`

// recogniseText recognises one file.
func recogniseText(t *testing.T, name, text string) ([]exchange.Return, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	cat, _ := intaketest.Catalogue(t)
	return exchange.Recognise(t.Context(), cat, []string{path}, importedAs)
}

func TestACensusInUTF16ThatIsCutOffIsRefused(t *testing.T) {
	t.Parallel()
	f := &file{of: asXML, text: strings.ReplaceAll(strings.ReplaceAll(smallCensus, "PreProceedingsandFGDM>", "CINPlanDates>"), "PPStartDate", "CINPlanStartDate")}
	d := &drawn{file: f}
	in16(binary.LittleEndian, "\xFF\xFE")(d)
	whole := string(f.bytes(t))
	if _, err := recogniseText(t, "cin.xml", whole); err != nil {
		t.Fatal(err)
	}
	if _, err := recogniseText(t, "cin.xml", whole[:len(whole)-1]); !errors.Is(err, exchange.ErrRefused) {
		t.Errorf("got %v, want a refusal", err)
	}
}

func TestACensusWithAPrefixHoldsItsPreProceedings(t *testing.T) {
	t.Parallel()
	prefixed := tag.ReplaceAllString(smallCensus, "<${1}c:$2")
	for _, text := range []string{smallCensus, prefixed} {
		returns, err := recogniseText(t, "cin.xml", text)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Contains(returns[0].Types, "pre_proceedings") {
			t.Errorf("the census holds %v", returns[0].Types)
		}
	}
}
