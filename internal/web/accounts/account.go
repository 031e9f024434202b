package accounts

import (
	"cmp"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"heed/internal/access"
	"heed/internal/account"
	"heed/internal/door"
	"heed/internal/web/kit"
	"heed/internal/words"
)

// accountPage is one account with all that it was, is and will be.
type accountPage struct {
	kit.Frame
	ID, Href, Name, Standing, With string
	Own                            bool
	Now                            []string
	Roles, Actings                 heldView
	Account, Role, Stand           []kit.Input
}

// heldView lists roles, or whom the account acts for. Action is where what is done to one of them is sent.
type heldView struct {
	Caption, Action string
	Rows            []roleView
}

// roleView is a role, or somebody's acting for a colleague, with what can be done to it.
type roleView struct {
	Words, When, Given, Agreed string
	// Role, For and From name it in a form, and Version says as what it was read.
	Role, For, From  string
	Version          int
	MayAgree, MayEnd bool
}

// agreedWords says who agreed to what was given, or that somebody must or had to.
func agreedWords(by string, needs, over bool) string {
	switch {
	case by != "":
		return by
	case needs && over:
		return "Nobody agreed"
	case needs:
		return "Waits for a second person"
	}
	return "No second person needed"
}

func show(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	return showAccount(s, w, r, nil)
}

func showAccount(s *kit.Site, w http.ResponseWriter, r *http.Request, faults kit.Faults) error {
	ctx, k := r.Context(), keeper(s, r)
	d, err := k.Find(ctx, r.PathValue("id"))
	if err != nil {
		return err
	}
	names, err := k.StaffNames(ctx)
	if err != nil {
		return err
	}
	today := k.Day().Format(time.DateOnly)
	page := accountPage{
		Frame: s.Plain(r, d.Name), ID: d.ID, Href: hrefOf(d.ID), Name: d.Name, Standing: words.Capital(string(d.Standing)), Own: d.ID == s.Actor(r).Account,
	}
	page.Crumbs = []kit.Crumb{{Text: "Accounts", Href: "/accounts"}}
	page.Faults = faults
	page.Roles = heldView{Caption: "Roles of " + d.Name, Action: page.Href + "/roles"}
	page.Actings = heldView{Caption: "Whom " + d.Name + " acts for", Action: page.Href + "/acting"}
	for _, who := range d.Now {
		page.Now = append(page.Now, kit.CapacityWords(who))
	}
	if page.With, err = with(s, r, d); err != nil {
		return err
	}
	view := func(text string, g door.Given, needs bool) roleView {
		over := g.Empty() || g.To != "" && g.To < today
		v := roleView{
			Words: text, When: spanWords(g.Span), Given: cmp.Or(names[g.GivenBy], g.GivenBy), Agreed: agreedWords(cmp.Or(names[g.AgreedBy], g.AgreedBy), needs, over),
			Role: string(g.Role), From: g.From, Version: g.Version, MayEnd: !page.Own && !over,
		}
		v.MayAgree = k.Waits(g, needs) && !page.Own && door.PersonOf(g.GivenBy) != door.PersonOf(k.Who.By())
		return v
	}
	for _, one := range d.Roles {
		page.Roles.Rows = append(page.Roles.Rows, view(roleWords(one), one.Given, k.NeedsSecond(one.Role)))
	}
	for _, one := range d.Actings {
		needs, err := k.ActingNeeds(ctx, one)
		if err != nil {
			return err
		}
		v := view(words.Capital(string(one.Role))+", for "+cmp.Or(names[one.For], one.For)+": "+one.Reason, one.Given, needs)
		v.For, v.MayAgree = one.For, v.MayAgree && one.For != s.Actor(r).Account
		page.Actings.Rows = append(page.Actings.Rows, v)
	}
	if err := page.forms(s, r, k, d); err != nil {
		return err
	}
	return s.RenderStatus(w, faults.Status(), "account", page)
}

// forms fills in the forms of the page: with what was sent, or with what stands.
func (p *accountPage) forms(s *kit.Site, r *http.Request, k account.Keeper, d account.Detail) error {
	p.Account, p.Role = fieldsOf(s, r), roleFields(s, r)
	if r.Method != http.MethodPost || r.URL.Path != p.Href { // another form of the page was sent
		for i, value := range []string{d.Name, d.Email, d.WorkerID, "", kit.DayWords(d.To)} {
			p.Account[i].Value = value
		}
		p.Account[3].Choices = s.Codes("agency", d.Agency)
	}
	accounts, err := k.Accounts(r.Context())
	if err != nil {
		return err
	}
	colleagues := []kit.Option{{Label: "Choose"}}
	for _, one := range accounts.All() {
		if one.ID != d.ID {
			colleagues = append(colleagues, kit.Option{Value: one.ID, Label: one.Name, Selected: one.ID == r.PostFormValue("for_account_id")})
		}
	}
	p.Stand = []kit.Input{
		{Name: "for_account_id", Label: "For whom", Choices: colleagues},
		{Name: "stand_role", Label: "In which of the colleague’s roles", Choices: s.Codes("account-role", r.PostFormValue("stand_role"))},
		{Name: "reason", Label: "Why", Hint: "Such as leave, and until when", Value: r.PostFormValue("reason")},
		{Name: "stand_from", Label: "First day", Hint: "For example, 31 March 2026. Today, where it is blank", Short: true, Value: r.PostFormValue("stand_from")},
		{Name: "stand_to", Label: "Last day", Hint: "At most three months after the first", Short: true, Value: r.PostFormValue("stand_to")},
	}
	for _, list := range [][]kit.Input{p.Account, p.Role, p.Stand} {
		p.Faults.Beside(list)
	}
	return nil
}

// with says with what the account signs in.
func with(s *kit.Site, r *http.Request, d account.Detail) (string, error) {
	if s.SignIn == nil {
		return "", nil
	}
	has, err := s.SignIn.Has(r.Context(), d.Key())
	if err != nil {
		return "", err
	}
	var ways []string
	for _, b := range has.Subjects {
		ways = append(ways, words.Either(s.Provider != nil && s.Provider.Issuer() == b.Issuer, s.ProviderName(), b.Issuer)+", since "+kit.MomentDay(b.Since))
	}
	if n := len(has.Passkeys); n > 0 && s.HasPasskeys() {
		ways = append(ways, words.Either(n == 1, "a passkey", words.Count(n, "passkey", "passkeys"))+", since "+kit.MomentDay(has.Passkeys[0].Made))
	}
	if has.Password && !s.NoPasswords {
		ways = append(ways, "a password, chosen on "+kit.MomentDay(has.PasswordSince)+", and codes from an app")
	}
	if len(ways) == 0 {
		return "It has nothing to sign in with yet: make a link.", nil
	}
	return "It signs in with " + strings.Join(ways, "; and with ") + ".", nil
}

func roleWords(one door.AccountRole) string {
	text := words.Capital(string(one.Role))
	if one.TeamID != "" {
		text += ", team " + one.TeamID
	}
	if one.Service != "" {
		text += ", " + one.Service
	}
	return text
}

// spanWords says from when to when.
func spanWords(span door.Span) string {
	if span.Empty() {
		return "Taken back, from " + kit.DayWords(span.From) + " on"
	}
	text := "From " + kit.DayWords(span.From)
	if span.To != "" {
		text += " to " + kit.DayWords(span.To)
	}
	return text
}

func change(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	faults, err := keeper(s, r).Change(r.Context(), r.PathValue("id"), accountFrom(r))
	if err != nil {
		return err
	}
	if len(faults) > 0 {
		return showAccount(s, w, r, kit.FaultsOf(faults, "name"))
	}
	return back(w, r)
}

func giveRole(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	faults, err := keeper(s, r).Give(r.Context(), r.PathValue("id"), roleFrom(r))
	if err != nil {
		return err
	}
	if len(faults) > 0 {
		return showAccount(s, w, r, kit.FaultsOf(faults, "name"))
	}
	return back(w, r)
}

// whichGiven reads which role, or whose absence, a button stands beside, and as what it was read.
func whichGiven(r *http.Request) door.Given {
	version, _ := strconv.Atoi(r.PostFormValue("which_version"))
	return door.Given{Role: access.Role(r.PostFormValue("which_role")), Span: door.Span{From: r.PostFormValue("which_from")}, Version: version}
}

func whichRole(r *http.Request) door.AccountRole {
	return door.AccountRole{Account: r.PathValue("id"), Given: whichGiven(r)}
}

func whichActing(r *http.Request) door.Acting {
	return door.Acting{Account: r.PathValue("id"), For: r.PostFormValue("which_for"), Given: whichGiven(r)}
}

func agreeRole(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	return afterChanging(s, w, r, "roles", keeper(s, r).Agree(r.Context(), whichRole(r)))
}

// afterChanging goes back to the account, or says on its page what cannot be done by whom. field is where on the page.
func afterChanging(s *kit.Site, w http.ResponseWriter, r *http.Request, field string, err error) error {
	switch {
	case errors.Is(err, account.ErrSamePerson):
		return showAccount(s, w, r, kit.Faults{{Field: field, Message: "A second person must agree to this, who is neither the one who gave it nor the one who gets it"}})
	case err != nil:
		return err
	}
	return back(w, r)
}

func endRole(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	k := keeper(s, r)
	return afterChanging(s, w, r, "roles", k.EndRole(r.Context(), whichRole(r), lastDay(k)))
}

// lastDay is the last day of what is ended now: yesterday, so that it holds no more.
func lastDay(k account.Keeper) string { return k.Day().AddDate(0, 0, -1).Format(time.DateOnly) }

func act(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	faults, err := keeper(s, r).ActFor(r.Context(), account.Stand{
		Account: r.PathValue("id"), For: r.PostFormValue("for_account_id"), Role: access.Role(r.PostFormValue("stand_role")),
		Reason: r.PostFormValue("reason"), From: kit.DayFrom(r, "stand_from"), To: kit.DayFrom(r, "stand_to"),
	})
	if err != nil {
		return err
	}
	if len(faults) > 0 {
		return showAccount(s, w, r, kit.FaultsOf(faults, "name"))
	}
	return back(w, r)
}

func agreeActing(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	return afterChanging(s, w, r, "acting", keeper(s, r).AgreeActing(r.Context(), whichActing(r)))
}

func endActing(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	k := keeper(s, r)
	return afterChanging(s, w, r, "acting", k.EndActing(r.Context(), whichActing(r), lastDay(k)))
}
