package imports_test

import (
	"errors"
	"testing"

	"heed/internal/imports"
	"heed/internal/testkit"
)

// What a file says of whose it is stands in another place in each format.
func TestAnotherAuthoritysFileIsRefusedInEveryFormatThatSaysWhoseItIs(t *testing.T) {
	t.Parallel()
	h := testkit.OpenCold(t)
	s := h.Session(system)
	before := lastSeq(t, h)
	for name, files := range map[string]map[string]string{
		"SSDA903 in CSV": {"header.csv": "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB,LEA\n1,1,01/05/2010,WBRI,,,,208\n", "episodes.csv": "CHILD,DECOM,RNE,LS,CIN,PLACE,DEC,REC\n1,01/06/2024,S,C2,N1,U4,01/09/2024,E4A\n"},
		"SSDA903 in XML": {"r.xml": "<EXPSSDA903><LEA>208</LEA><CHILD><HEADER><CHILDID>1</CHILDID></HEADER><EPISODE><DECOM>01/06/2024</DECOM><DEC>01/09/2024</DEC><REC>E4A</REC></EPISODE></CHILD></EXPSSDA903>"},
		"the dataset":    {"ssd_person.csv": "pers_person_id,pers_dob,la_code\n1,2012-01-01,208\n"},
		"a list":         {"allocation.csv": "child_id,role,worker_id,started_on,la_code\n1,social worker,W1,2024-01-01,208\n"},
		"two at once":    {"ssd_person.csv": "pers_person_id,pers_dob,la_code\n1,2012-01-01," + testkit.Authority + "\n2,2012-01-01,208\n"},
	} {
		_, err := imports.Import(t.Context(), s, imports.Request{Paths: []string{testkit.Lists(t, files)}}, nil)
		if o, ok := errors.AsType[*imports.ObjectionError](err); !ok || o.Kind != imports.AnotherAuthority {
			t.Errorf("%s: %v, want it refused", name, err)
		}
	}
	if lastSeq(t, h) != before {
		t.Error("something was recorded")
	}
}
