package format

import "testing"

func TestYearIn(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]int{
		"2023-24": 2024, "2023-2024": 2024, "2023/24": 2024, "SSDA903 2022": 2022, "cin_2021.xml": 2021, "1999-00": 2000,
		"2024-03-31": 2024, "ssda903": 0, "123456": 0, "": 0, "v3.1": 0,
	} {
		if got := yearIn(name); got != want {
			t.Errorf("yearIn(%q) = %d, want %d", name, got, want)
		}
	}
}
