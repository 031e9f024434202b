package signin

import (
	"context"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/trustelem/zxcvbn"
	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// How long a password may be, in characters (ASVS 2.1.1, 2.1.2).
const (
	shortest = 12
	longest  = 128
)

// How a password's strength is estimated.
const (
	// strongEnough is the score of zxcvbn, 0 to 4, from which a password is taken: at least 10^8 guesses.
	strongEnough = 3
	// estimated is how many characters are looked at, at either end: to look at 128 can take seconds, and at 40 some hundredths of one. A password
	// is at least as hard to guess as a part of it.
	estimated = 40
	// shortestWord is the length from which a word of the account's own may not be in its password.
	shortestWord = 4
)

// WeakError says why a password is not taken, in a sentence for the person who chose it.
type WeakError struct{ Reason string }

// Error gives the reason.
func (e *WeakError) Error() string { return e.Reason }

// Is makes the error an [ErrWeak].
func (*WeakError) Is(target error) bool { return target == ErrWeak }

// normal is a password as it is hashed: in Unicode's form NFKC (NIST SP 800-63B 5.1.1.2), so that the same characters match from any keyboard, and
// with every space kept.
func normal(password string) string { return norm.NFKC.String(password) }

// FoldName gives the form in which names are compared: without the spaces around it, in NFKC, with case folded. Attempts are counted under
// this form, so that whoever looks up an account by what was typed must look it up by this form too.
func FoldName(name string) string {
	return strings.TrimSpace(norm.NFKC.String(cases.Fold().String(norm.NFKC.String(name))))
}

// CheckStrength says whether a password may be chosen by somebody whose own words, such as their name, e-mail address and council, are given. It
// gives a *[WeakError] where it may not: where it is too short or too long, contains one of the words or Heed's name, or is among those that are
// guessed first. There are no rules of composition (ASVS 2.1.1 to 2.1.9, NIST SP 800-63B 5.1.1.2).
func (s *Store) CheckStrength(ctx context.Context, password string, words []string) error {
	if !utf8.ValidString(password) {
		return &WeakError{"Choose a password that can be read as text"}
	}
	if len(password) > 16*longest { // more bytes than the longest can have, so that nothing is worked out for them
		return &WeakError{fmt.Sprintf("Choose a password of %d characters at most", longest)}
	}
	password = normal(password)
	switch n := utf8.RuneCountInString(password); {
	case combined(password) < shortest:
		return &WeakError{fmt.Sprintf("Choose a password of %d characters or more", shortest)}
	case n > longest:
		return &WeakError{fmt.Sprintf("Choose a password of %d characters at most", longest)}
	}
	own := ownWords(words)
	folded := FoldName(password)
	for _, w := range own {
		if strings.Contains(folded, w) {
			return &WeakError{fmt.Sprintf("Choose a password without “%s”: words that have to do with you or your council are guessed first", w)}
		}
	}
	done, err := s.hasher.turn(ctx)
	if err != nil {
		return err
	}
	defer done()
	if !strong(password, own) {
		return &WeakError{"Choose a password that is harder to guess: it is one that many people have, or made of what is tried first, such as repeats, dates or keys in a row. Three or four words that have nothing to do with each other serve well"}
	}
	return nil
}

// combined counts the characters of a password, spaces in a row as one (ASVS 2.1.1).
func combined(password string) (n int) {
	space := false
	for _, r := range password {
		was := space
		if space = unicode.IsSpace(r); !space || !was {
			n++
		}
	}
	return n
}

// strong says whether the beginning or the end of a password is strong enough by itself.
func strong(password string, own []string) bool {
	runes := []rune(password)
	n := min(len(runes), estimated)
	if zxcvbn.PasswordStrength(string(runes[:n]), own).Score >= strongEnough {
		return true
	}
	return len(runes) > n && zxcvbn.PasswordStrength(string(runes[len(runes)-n:]), own).Score >= strongEnough
}

// ownWords gives the words that a password may not contain: Heed's name, and the parts of what is given that are long enough to be meant.
func ownWords(words []string) []string {
	own := []string{"heed"}
	for _, w := range words {
		for part := range strings.FieldsFuncSeq(FoldName(w), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) }) {
			if utf8.RuneCountInString(part) >= shortestWord {
				own = append(own, part)
			}
		}
	}
	return own
}
