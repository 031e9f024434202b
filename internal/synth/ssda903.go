package synth

import "strconv"

// write903 writes what one SSDA903 return holds of a child, and says whether it
// holds anything.
func (y *yearFiles) write903(c *child) error {
	var wroteAny bool
	dob := y.cal.slashedDate(c.born)
	for _, k := range c.cares {
		wrote, err := y.writeCare(c, k, dob)
		if err != nil {
			return err
		}
		wroteAny = wroteAny || wrote
	}
	for i := range c.missings {
		m := &c.missings[i]
		if m.fromHome || !y.spans(m.started, m.ended) {
			continue
		}
		wroteAny = true
		what := "M"
		if m.away {
			what = "A"
		}
		if err := y.files[fileMissing].put(c.id, dob, what, y.cal.slashedDate(m.started.on), y.cal.slashedDate(y.ended(m.ended))); err != nil {
			return err
		}
	}
	wrote, err := y.writeAnnual(c, dob)
	if err != nil || (!wroteAny && !wrote) {
		return err
	}
	return y.writeHeader(c, dob)
}

func (y *yearFiles) writeHeader(c *child, dob string) error {
	mother, own := "", ""
	if !c.male {
		mother = digit(c.motherOn <= y.cut)
		if c.motherOn <= y.cut {
			own = y.cal.slashedDate(c.motherOn)
		}
	}
	return y.files[fileHeader].put(c.id, sexCode(c.male), dob, y.ethnicity(c), y.upn(c), mother, own)
}

func (y *yearFiles) ethnicity(c *child) string {
	if c.ethnicityKnown > y.seen {
		return "NOBT"
	}
	return c.ethnicity
}

// upn gives the pupil number, or why there is none.
func (y *yearFiles) upn(c *child) string {
	switch {
	case c.age(y.cut) < 4:
		return "UN1"
	case c.upnKnown > y.seen:
		return "UN4"
	}
	return c.upn
}

// writeCare writes one period of care.
func (y *yearFiles) writeCare(c *child, k *care, dob string) (wroteAny bool, err error) {
	for i := range k.episodes {
		e := &k.episodes[i]
		corrected := e.fixed > y.before && e.fixed <= y.seen
		if !y.holds(e.started) || !corrected && !y.spans(e.started, e.ended) {
			continue
		}
		wroteAny = true
		if err := y.writeEpisode(c, k, e); err != nil {
			return wroteAny, err
		}
	}
	for _, r := range k.reviews {
		if y.isNews(r.fact) {
			wroteAny = true
			if err := y.files[fileReviews].put(c.id, dob, y.cal.slashedDate(r.on), r.participation); err != nil {
				return wroteAny, err
			}
		}
	}
	if !wroteAny {
		return false, nil
	}
	if c.unaccompanied {
		if err := y.files[fileUASC].put(c.id, sexCode(c.male), dob, y.cal.slashedDate(c.born.birthday(18))); err != nil {
			return wroteAny, err
		}
	}
	if err := y.writePermanence(c, k, dob); err != nil {
		return wroteAny, err
	}
	return wroteAny, y.writeSocialWorkers(c, k, dob)
}

func (y *yearFiles) writeEpisode(c *child, k *care, e *episode) error {
	provider := e.provider
	if e.wrongProvider != "" && e.fixed > y.seen {
		provider = e.wrongProvider
	}
	end, why, change := y.ended(e.ended), "", ""
	if end != never {
		why, change = e.endReason, e.change
	}
	return y.files[fileEpisodes].put(c.id, y.cal.slashedDate(e.started.on), e.startReason, e.legal, k.need, codeOf(placementEditions, e.place, y.ending), provider,
		y.cal.slashedDate(end), why, change, c.home, e.post, e.urn)
}

// writePermanence writes what came before care, for those who came into it this
// year, and the road to adoption.
func (y *yearFiles) writePermanence(c *child, k *care, dob string) error {
	if k.from >= y.from && c.cameIntoCare(y.view) == k {
		by, on := "", ""
		if c.previousPermanence != "Z1" {
			by, on = Code, "zz/zz/"+strconv.Itoa(c.born.birthday(2).time().Year())
		}
		if err := y.files[filePermanence].put(c.id, dob, c.previousPermanence, by, on); err != nil {
			return err
		}
	}
	a := k.adoption
	if a == nil || a.decided > y.cut {
		return nil
	}
	reversed, why := "", ""
	if a.reversed <= y.cut && a.reversed < k.ended.on {
		reversed, why = y.cal.slashedDate(a.reversed), a.reversedReason
	}
	if err := y.files[filePlaced].put(c.id, dob, y.cal.slashedDate(a.decided), reversed, why); err != nil {
		return err
	}
	if a.adopted != k.ended.on || !y.isNews(k.ended) {
		return nil
	}
	return y.files[fileAD1].put(c.id, dob, y.cal.slashedDate(a.decided), y.cal.slashedDate(a.matched), digit(a.fosterCarer),
		strconv.Itoa(a.count), a.adopters, a.status)
}

// cameIntoCare gives the first period of care that began in the year. The return has
// one row of earlier permanence for a child, however often they came in.
func (c *child) cameIntoCare(v view) *care {
	for _, k := range c.cares {
		if k.from >= v.from && k.from <= v.cut {
			return k
		}
	}
	return nil
}

// writeSocialWorkers writes who was the social worker while the child was looked after.
func (y *yearFiles) writeSocialWorkers(c *child, k *care, dob string) error {
	for _, a := range c.allocations {
		if a.role != roleSocialWorker || a.ended.on <= k.from || a.started.on >= k.ended.on || !y.spans(a.started, a.ended) {
			continue
		}
		err := y.files[fileSocialWorkers].put(c.id, dob, y.staff.workers[a.worker].id, y.cal.slashedDate(max(a.started.on, c.born)),
			y.cal.slashedDate(y.ended(a.ended)), a.reason)
		if err != nil {
			return err
		}
	}
	return nil
}

// writeAnnual writes the year's health and care leaver items.
func (y *yearFiles) writeAnnual(c *child, dob string) (wroteAny bool, err error) {
	for _, a := range c.annuals {
		if a.ending != y.ending {
			continue
		}
		score, developed := "", ""
		if a.score >= 0 {
			score = strconv.Itoa(a.score)
		}
		if a.underFive {
			developed = digit(a.developed)
		}
		wroteAny = true
		err := y.files[fileOC2].put(c.id, dob, score, a.reason, digit(a.convicted), developed, digit(a.immunised), digit(a.dental),
			digit(a.assessed), digit(a.substance), digit(a.received), digit(a.offered))
		if err != nil {
			return wroteAny, err
		}
	}
	for _, l := range c.leavings {
		if l.ending == y.ending {
			wroteAny = true
			if err := y.files[fileOC3].put(c.id, dob, l.touch, l.activity, l.home); err != nil {
				return wroteAny, err
			}
		}
	}
	return wroteAny, nil
}
