package hostile

import (
	"fmt"
	"io"
)

const census = "<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>2026</Year><ReferenceDate>2026-03-31</ReferenceDate></CollectionDetails></Header><Children><Child>"

// texts are files of CSV and XML.
func texts() []File {
	return []File{
		{Says: "10 million columns", Name: "child.csv", Want: "a line of more than a megabyte", write: repeat("child_id", ",", 10_000_000, "\n")},
		{Says: "half a million columns", Name: "child.csv", Want: "a row of more than 16,384 cells", write: repeat("child_id", ",", 500_000, "\n")},
		{Says: "one cell of 200 megabytes", Name: "child.csv", Want: "a line of more than a megabyte", Slow: true, write: repeat("child_id,born_on\n1,", "x", 200<<20, "\n")},
		{Says: "a quoted cell of 8 megabytes over many lines", Name: "child.csv", Want: "more than 1,000,000 faults", Slow: true, write: repeat("child_id,born_on\n1,\"", "x\n", 4_000_000, "\"\n")},
		{Says: "quotes that are never closed", Name: "child.csv", write: repeat("child_id,born_on\n", "1,\"x\n\n2,x\n", 50_000, "")},
		{Says: "no end of a line", Name: "child.csv", Want: "a line of more than a megabyte", write: repeat("child_id,born_on", "1,2,", 10_000_000, "")},
		{Says: "too many lines", Name: "child.csv", Want: "more than 5,000,000 lines", Slow: true, write: repeat("child_id,born_on\n", "\n", 6_000_000, "")},
		{Says: "endless faults", Name: "child.csv", Want: "more than 1,000,000 faults", Slow: true, write: repeat("child_id,born_on\n", ",x\n", 3_900_000, "")},
		{Says: "200,000 faults", Name: "child.csv", write: repeat("child_id,born_on\n", ",x\n", 200_000, "")},
		{Says: "faults with long texts", Name: "child.csv", write: repeat("child_id,born_on", ",a column that nobody knows and that is fifty bytes", 16_000, "\n")},
		{Says: "UTF-16", Name: "child.csv", Want: "a line of more than a megabyte", write: repeat("\xff\xfe", "a\x00", 20_000_000, "")},
		{Says: "nothing but noughts", Name: "child.csv", Want: "binary data", write: repeat("", "\x00", 50_000_000, "")},
		{Says: "more rows than can be held", Name: "episodes.csv", Want: "more than 400 megabytes", Slow: true, write: episodes},
		{Says: "elements a million deep", Name: "cin.xml", Want: "elements more than 64 deep", write: repeat(census, "<a>", 1_000_000, "")},
		{Says: "an attribute of 50 megabytes", Name: "cin.xml", Want: "more than a megabyte without a tag", write: repeat(census+`<a b="`, "x", 50_000_000, `"/>`)},
		{Says: "a text of 200 megabytes", Name: "cin.xml", Want: "more than a megabyte without a tag", Slow: true, write: repeat(census+"<a>", "x", 200<<20, "</a>")},
		{Says: "one child with a million assessments", Name: "cin.xml", Want: "more than 100,000 records of one child", write: repeat(census+"<CINdetails>", "<Assessments><AssessmentActualStartDate>2026-01-01</AssessmentActualStartDate></Assessments>", 1_000_000, "")},
		{Says: "one child with a million episodes", Name: "903.xml", Want: "more than 100,000 records of one child", write: repeat("<EXPSSDA903><CHILD><HEADER><CHILDID>1</CHILDID></HEADER>", "<EPISODE><DECOM>2025-05-01</DECOM></EPISODE>", 1_000_000, "</CHILD></EXPSSDA903>")},
		{Says: "entities of entities", Name: "cin.xml", Want: "never expanded", write: repeat(`<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb">`, `<!ENTITY c "&b;&b;&b;">`, 1000, "]><Message>&c;</Message>")},
		{Says: "two million unknown elements", Name: "cin.xml", Want: "more than 1,000,000 faults", Slow: true, write: repeat(census, "<a/>", 2_000_000, "</Child></Children></Message>")},
	}
}

// episodes are rows of the looked-after return, each of another child, all of which wait for the last.
func episodes(w io.Writer) error {
	if _, err := io.WriteString(w, "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"); err != nil {
		return err
	}
	for i := range 1_000_000 {
		if _, err := fmt.Fprintf(w, "%d,01/05/2025,P,C2,N1,U4,PR1,01/06/2025,X1,CARPL,EH1 7CD,WW2 1JV,3674288\n", i); err != nil {
			return err
		}
	}
	return nil
}
