package exchange

import (
	"strings"
	"testing"
)

// readCase reads a folder of the files that went wrong, which are not part of the project, and gives what was recorded and told.
func TestTheCasesOfCodesAndFormerNamesAreRead(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		bodies []string // pieces that what is recorded has
		never  []string // pieces that what is told has not
	}{
		{"22-new-codes", []string{`"placement_type":"K3"`, `"placement_type":"Z11"`, `"placement_type":"Z14"`, `"end_reason":"E43"`}, []string{"code"}},
		{
			"06-mosaic-ssd/a",
			[]string{
				`cin_visit 9001/2025-03-10 `, `cp_visit 9001/2025-05-08 `, `allocation 9001/social worker/P1/2025-02-04 `, `immunisation_status 9002/2025-07-28 `,
				`"placement_type":"U4"`, `cp_review 9001/2025-05-01/2025-07-28 `,
			},
			[]string{"not a column", "no such column"},
		},
		{"25-ssd-old-names", []string{`"ended_on":"2025-02-01"`, `"end_reason":"E4A"`, `"primary_need":"N1"`}, []string{"not a column", "can be seen to leave"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			sink := readCase(t, tt.name)
			for _, piece := range tt.bodies {
				if !strings.Contains(sink.Bodies(), piece) {
					t.Errorf("nothing recorded has %s: %s", piece, sink.Bodies())
				}
			}
			for _, piece := range tt.never {
				if strings.Contains(sink.Lines(), piece) {
					t.Errorf("told: %s", sink.Lines())
				}
			}
		})
	}
}
