package synth

// reviewCare holds the reviews of a period of care: the first within 20 working
// days, the second within three months and the rest within six.
func (j *journey) reviewCare(k *care) {
	on := k.from
	for i := 0; ; i++ {
		var due day
		switch i {
		case 0:
			due = j.w.cal.after(on, 20)
		case 1:
			due = on.months(3)
		default:
			due = on.months(6)
		}
		late := 0.045
		if i == 0 {
			late = 0.06
		}
		next := due - day(j.between(0, 14))
		if j.chance(late) {
			next = due + day(j.between(2, 40))
		}
		next = max(j.w.cal.onOrBefore(next), on+1)
		if next >= k.ended.on || next > j.w.until {
			return
		}
		on = next
		part := j.pick(participations)
		if j.age(on) < 4 {
			part = "PN0"
		}
		k.reviews = append(k.reviews, review{fact: j.record(on), participation: part})
	}
}
