package catalogue_test

import (
	"testing"
	"time"

	"heed/catalogue"
)

func TestDatesAreReadInTheFormsPeopleType(t *testing.T) {
	t.Parallel()
	want := time.Date(2026, time.October, 1, 0, 0, 0, 0, time.UTC)
	for _, s := range []string{
		"2026-10-01", "01/10/2026", "1/10/2026", "1 October 2026", "01 October 2026",
		"1 Oct 2026", " 1  october 2026 ", "1 OCT 2026",
	} {
		if got, err := catalogue.ParseDate(s); err != nil || !got.Equal(want) {
			t.Errorf("ParseDate(%q) = %v, %v", s, got, err)
		}
	}
}

func TestWhatIsNoDateIsRefusedWithoutRepeatingIt(t *testing.T) {
	t.Parallel()
	for _, s := range []string{
		"", "tomorrow", "31/02/2026", "2026-02-30", "10/31/2026", "31/10/26", "2026-10", "2026-10-31T00:00:00Z",
		"31 Octember 2026", "1 January 1899", "2101-01-01",
	} {
		_, err := catalogue.ParseDate(s)
		if err == nil || err.Error() != "not a date in the calendar" {
			t.Errorf("ParseDate(%q): error %v", s, err)
		}
	}
}

func TestEveryDayOfTwoCenturiesIsADateAndNoOther(t *testing.T) {
	t.Parallel()
	ty := fixture(t).Type("referral")
	values := row(t, ty, sound())
	on := ty.Index("see_again_on")
	for year := 1899; year <= 2101; year++ {
		for month := 1; month <= 12; month++ {
			for day := 1; day <= 31; day++ {
				d := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
				exists := d.Day() == day && year >= 1900 && year <= 2100
				values[on] = time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC).Format("2006") + twoDigits(month) + twoDigits(day)
				if _, faults, _ := ty.Canonical(values); exists == (len(faults) > 0) {
					t.Fatalf("%s: exists %v, faults %v", values[on], exists, faults)
				}
			}
		}
	}
}

func twoDigits(n int) string {
	return "-" + string([]byte{'0' + byte(n/10), '0' + byte(n%10)})
}
