package accounts

import (
	"cmp"
	"errors"
	"net/http"
	"strings"
	"time"

	"heed/internal/access"
	"heed/internal/account"
	"heed/internal/door"
	"heed/internal/signin"
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
	// Role, For and From name it in a form.
	Role, For, From string
	Waits, MayAgree bool
	MayEnd          bool
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
		page.Now = append(page.Now, capacity(who))
	}
	if page.With, err = with(s, r, d); err != nil {
		return err
	}
	may := func(needs bool, given, agreed string, span door.Span, v *roleView) {
		v.When, v.Given, v.Agreed = spanWords(span), cmp.Or(names[given], given), cmp.Or(names[agreed], agreed)
		over := span.To != "" && span.To < today
		v.Waits = needs && agreed == "" && !over
		v.MayAgree = v.Waits && !page.Own && door.PersonOf(given) != door.PersonOf(k.Who.By())
		v.MayEnd = !page.Own && !over && span.To != today
	}
	for _, one := range d.Roles {
		v := roleView{Words: roleWords(one), Role: string(one.Role), From: one.From}
		may(k.NeedsSecond(one.Role), one.GivenBy, one.AgreedBy, one.Span, &v)
		page.Roles.Rows = append(page.Roles.Rows, v)
	}
	for _, one := range d.Actings {
		v := roleView{Words: words.Capital(string(one.Role)) + ", for " + cmp.Or(names[one.For], one.For) + ": " + one.Reason, Role: string(one.Role), For: one.For, From: one.From}
		may(k.NeedsSecond(one.Role), one.GivenBy, one.AgreedBy, one.Span, &v)
		page.Actings.Rows = append(page.Actings.Rows, v)
	}
	if err := page.forms(s, r, k, d); err != nil {
		return err
	}
	return s.RenderStatus(w, statusOf(faults), "account", page)
}

// forms fills in the forms of the page: with what was sent, or with what stands.
func (p *accountPage) forms(s *kit.Site, r *http.Request, k account.Keeper, d account.Detail) error {
	sent := r.Method == http.MethodPost
	p.Account, p.Role = fieldsOf(s, r), roleFields(s, r)
	if !sent || r.PostFormValue("name") == "" {
		for i, value := range []string{d.Name, d.Email, d.WorkerID, "", civil(d.To)} {
			p.Account[i].Value = value
		}
		p.Account[3].Choices = codes(s, "agency", d.Agency)
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
		{Name: "stand_role", Label: "In which of the colleague’s roles", Choices: codes(s, "account-role", r.PostFormValue("stand_role"))},
		{Name: "reason", Label: "Why", Hint: "Such as leave, and until when", Value: r.PostFormValue("reason")},
		{Name: "stand_from", Label: "First day", Hint: "For example, 31 March 2026. Today, where it is blank", Short: true, Value: r.PostFormValue("stand_from")},
		{Name: "stand_to", Label: "Last day", Hint: "At most three months after the first", Short: true, Value: r.PostFormValue("stand_to")},
	}
	for _, list := range [][]kit.Input{p.Account, p.Role, p.Stand} {
		for i := range list {
			list[i] = list[i].At(p.Faults)
		}
	}
	return nil
}

// with says with what the account signs in.
func with(s *kit.Site, r *http.Request, d account.Detail) (string, error) {
	if s.SignIn == nil {
		return "", nil
	}
	has, err := s.SignIn.Has(r.Context(), signInAccount(d.Account))
	if err != nil || !has.Any() {
		return "It has nothing to sign in with yet: make a link.", err
	}
	var ways []string
	for _, b := range has.Subjects {
		ways = append(ways, words.Either(s.Provider != nil && s.Provider.Issuer() == b.Issuer, s.ProviderName(), b.Issuer)+", since "+words.LongDate(door.Civil(b.Since, true)))
	}
	if has.Password {
		ways = append(ways, "a password, chosen on "+words.LongDate(door.Civil(has.PasswordSince, true))+", and codes from an app")
	}
	return "It signs in with " + strings.Join(ways, "; and with ") + ".", nil
}

// capacity says as what somebody may sign in.
func capacity(who door.Actor) string {
	text := words.Capital(string(who.Role))
	switch {
	case who.Role == access.HeadOfService && who.Service != "":
		text += ", " + who.Service
	case who.Team != "":
		text += ", " + who.Team
	}
	if who.For != "" {
		text += ", for " + who.ForName
	}
	return text
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
	text := "From " + civil(span.From)
	if span.To != "" {
		text += " to " + civil(span.To)
	}
	return text
}

func civil(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return words.LongDate(t)
}

func change(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	faults, err := keeper(s, r).Change(r.Context(), r.PathValue("id"), accountFrom(r))
	if err != nil {
		return err
	}
	if len(faults) > 0 {
		return showAccount(s, w, r, faultsOf(faults, nil))
	}
	return back(w, r)
}

func giveRole(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	faults, err := keeper(s, r).Give(r.Context(), r.PathValue("id"), roleFrom(r))
	if err != nil {
		return err
	}
	if len(faults) > 0 {
		return showAccount(s, w, r, faultsOf(faults, roleNames))
	}
	return back(w, r)
}

func agreeRole(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	err := keeper(s, r).Agree(r.Context(), r.PathValue("id"), access.Role(r.PostFormValue("which_role")), r.PostFormValue("which_from"))
	return afterAgreeing(s, w, r, err)
}

// afterAgreeing says on the page what cannot be agreed to.
func afterAgreeing(s *kit.Site, w http.ResponseWriter, r *http.Request, err error) error {
	if errors.Is(err, account.ErrSamePerson) {
		return showAccount(s, w, r, kit.Faults{{Field: "role", Message: "A second person must agree to this, who is neither the one who gave it nor the one who gets it"}})
	}
	if err != nil {
		return err
	}
	return back(w, r)
}

func endRole(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	k := keeper(s, r)
	err := k.EndRole(r.Context(), r.PathValue("id"), access.Role(r.PostFormValue("which_role")), r.PostFormValue("which_from"), lastDay(k))
	if err != nil {
		return err
	}
	return back(w, r)
}

// lastDay is the last day of what is ended now: yesterday, so that it holds no more.
func lastDay(k account.Keeper) string { return k.Day().AddDate(0, 0, -1).Format(time.DateOnly) }

func act(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	faults, err := keeper(s, r).ActFor(r.Context(), account.Stand{
		Account: r.PathValue("id"), For: r.PostFormValue("for_account_id"), Role: access.Role(r.PostFormValue("stand_role")),
		Reason: r.PostFormValue("reason"), From: dayFrom(r, "stand_from"), To: dayFrom(r, "stand_to"),
	})
	if err != nil {
		return err
	}
	if len(faults) > 0 {
		return showAccount(s, w, r, faultsOf(faults, map[string]string{"role": "stand_role", "started_on": "stand_from", "last_on": "stand_to"}))
	}
	return back(w, r)
}

func which(r *http.Request) door.Acting {
	return door.Acting{
		Account: r.PathValue("id"), For: r.PostFormValue("which_for"), Role: access.Role(r.PostFormValue("which_role")), Span: door.Span{From: r.PostFormValue("which_from")},
	}
}

func agreeActing(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	return afterAgreeing(s, w, r, keeper(s, r).AgreeActing(r.Context(), which(r)))
}

func endActing(s *kit.Site, w http.ResponseWriter, r *http.Request) error {
	k := keeper(s, r)
	if err := k.EndActing(r.Context(), which(r), lastDay(k)); err != nil {
		return err
	}
	return back(w, r)
}

func signInAccount(one door.Account) signin.Account {
	return signin.Account{Authority: one.Authority, ID: one.ID}
}
