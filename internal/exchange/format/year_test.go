package format

import (
	"testing"
	"time"
)

func TestANameTellsTheYearToMarchItIsOf(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]int{
		"2023-24": 2024, "2023-2024": 2024, "2023/24": 2024, "SSDA903 2022": 2022, "cin_2021.xml": 2021, "1999-00": 2000,
		"ssda903": 0, "123456": 0, "": 0, "v3.1": 0, "2021-2022 final": 2022, "2023 – 24": 2024, "2023 to 2024": 2024,
		// The habits of councils' exports.
		"SSDA903_2024_episodes.csv": 2024, "2017-episodes.csv": 2017, "903 2122 header.csv": 2022, "oc3_2324.csv": 2024, "ssda9032122.csv": 2022,
		"1920": 2020, "2122": 2022, "2021": 2021, "SSDA903 2223": 2023, "903 1920": 2020, "0910": 2010, "9900": 2000, "8990": 1990,
		"FY19-20": 2020, "20-21": 2021, "19/20": 2020, "19_20": 2020, "201920": 2020, "20192020": 2020, "2019 2020": 2020, "201112": 2012,
		"2024-25 (1)": 2025, "submission 1 2024-25": 2025, "2024-25 extracted 2025-06-30": 2025, "SSDA903 2025 of 20250630": 2025,
		// Numbers that are no year, or may be several.
		"part 12": 0, "1234": 0, "E10000001": 0, "2018 2020": 0, "2023-24 and 2024-25": 0, "2024 of 20250630": 0, "208": 0, "3-4": 0,
		// Years that no return is of are given, to be refused.
		"1985-86": 1986, "1975": 1975, "2060": 2060,
	} {
		if got, _ := yearIn(name); got != want {
			t.Errorf("yearIn(%q) = %d, want %d", name, got, want)
		}
	}
}

func TestANameTellsTheDayOfAnExport(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"Extract 31032024": "2024-03-31", "2024-07-01": "2024-07-01", "20240331": "2024-03-31", "31-03-2024": "2024-03-31", "31.03.2024": "2024-03-31",
		"31 March 2024": "2024-03-31", "31st Mar 2024": "2024-03-31", "March 2024": "2024-03-01",
		"202403": "2024-03-01", "episodes_20240331_1415.csv": "2024-03-31", "2011-12-25": "2011-12-25",
		"2023-24": "", "2024": "", "230324": "", "310324": "", "31-03-24": "", "30-11-12": "", "31022024": "", "20240101 to 20240331": "", "123456": "",
	} {
		got := ""
		if _, day := yearIn(name); !day.IsZero() {
			got = day.Format(time.DateOnly)
		}
		if got != want {
			t.Errorf("the day in %q is %q, want %q", name, got, want)
		}
	}
}

func TestTheNearestNameTellsTheYearOfAFileAndAYearBeforeADay(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		root, name string
		want       int
	}{
		{"/home/x", "2021/22/header.csv", 2022},
		{"/home/x/2021", "22/header.csv", 2022},
		{"/home/x", "2021/2022/header.csv", 2022},
		{"/home/x", "21/22/header.csv", 2022},
		{"/home/x", "2023-24/header.csv", 2024},
		{"/home/x", "2023-24/header_2025.csv", 2025},
		{"/home/x", "2023-24/header_20250115.csv", 2024},
		{"/home/x", "Extract 31032024/oc2.csv", 2024},
		{"/home/x", "2024-07-01/oc2.csv", 2024},
		{"/home/x", "2024-11-01/oc2.csv", 0},
		{"/home/x", "1975/oc2.csv", 1975},
		{"/home/1975/x", "mine/oc2.csv", 0},
		{"/home/2019-20.zip", "old/oc2.csv", 2020},
	} {
		f := &File{Root: tt.root, Name: tt.name, Shown: tt.name}
		if got := f.NamedYear(); got.Year != tt.want {
			t.Errorf("%s of %s is of %+v, want %d", tt.name, tt.root, got, tt.want)
		}
	}
}
