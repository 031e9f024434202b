package kit

import "testing"

func TestAColumnInWhichEveryRowIsEmptyIsNotFilled(t *testing.T) {
	t.Parallel()
	type row struct {
		Team string
		N    int
	}
	for _, one := range []struct {
		name   string
		rows   any
		column string
		want   bool
		fails  bool
	}{
		{"one row has it", []row{{}, {Team: "Assessment"}}, "Team", true, false},
		{"no row has it", []row{{N: 1}, {N: 2}}, "Team", false, false},
		{"a number", []row{{N: 2}}, "N", true, false},
		{"rows by pointer", []*row{{Team: "Assessment"}}, "Team", true, false},
		{"no rows", []row{}, "Team", false, false},
		{"no such column", []row{{}}, "Owner", false, true},
		{"no list", row{}, "Team", false, true},
	} {
		got, err := Filled(one.rows, one.column)
		if got != one.want || (err != nil) != one.fails {
			t.Errorf("%s: %t, %v", one.name, got, err)
		}
	}
}
