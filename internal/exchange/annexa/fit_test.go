package annexa_test

import (
	"strings"
	"testing"
)

func TestARowOfAFileThatDoesNotFitItsHeadingIsKeptOut(t *testing.T) {
	t.Parallel()
	sink, parts := lists(t, may, "Child Unique ID,Gender,Ethnicity,Date of Contact,Contact Source\n"+
		"C1,Male,WBRI,01/02/2024,6\nC2,WBRI,02/02/2024,6\nC3,Male,of mixed descent,WBRI,03/02/2024,6\nC4,Female,WBRI,04/02/2024,6,,\nTotal: 4\n")
	want := "Contacts:3  |  | row | fewer values than the heading has columns | row kept out\n" +
		"Contacts:4  |  | row | more values than the heading has columns | row kept out\n"
	if got := sink.Lines(); !strings.HasPrefix(got, want) || !strings.Contains(got, "Contacts:6  | Child Unique ID | row | a total") {
		t.Errorf("the faults are %s", got)
	}
	if sink.Count("contact") != 2 || sink.Count("child") != 2 || sink.Rows != 5 || parts[0].Rows != 5 {
		t.Errorf("%d rows, parts %+v: %s", sink.Rows, parts, sink.Bodies())
	}
}
