package signin

import (
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"strings"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"
)

// ErrNoParty says that passkeys cannot be used under an address.
var ErrNoParty = errors.New("passkeys cannot be used under this address")

// RelyingParty is Heed as authenticators know it (WebAuthn Level 3, 1.2): by the name of its host, which their keys are bound to, and by the one
// origin from which they are asked.
type RelyingParty struct{ webauthn *webauthn.WebAuthn }

// NewRelyingParty gives the relying party of the address under which people reach Heed, such as https://heed.example.gov.uk. It gives [ErrNoParty] with
// the reason where browsers use no passkeys: under an IP address, 127.0.0.1 too, and without HTTPS unless the name is localhost.
func NewRelyingParty(site string) (*RelyingParty, error) {
	at, err := url.Parse(site)
	if err != nil || at.Hostname() == "" || at.Scheme != "https" && at.Scheme != "http" {
		return nil, fmt.Errorf("%w: %q is no address of a server", ErrNoParty, site)
	}
	host := strings.ToLower(at.Hostname())
	if _, err := netip.ParseAddr(host); err == nil {
		return nil, fmt.Errorf("%w: a passkey belongs to a name, and %s is none", ErrNoParty, host)
	}
	if at.Scheme == "http" && host != "localhost" {
		return nil, fmt.Errorf("%w: %s is not served by HTTPS", ErrNoParty, host)
	}
	origin := at.Scheme + "://" + host
	if port := at.Port(); port != "" && port != map[string]string{"https": "443", "http": "80"}[at.Scheme] { // as browsers write it
		origin += ":" + port
	}
	made, err := webauthn.New(&webauthn.Config{
		RPID: host, RPDisplayName: "Heed", RPOrigins: []string{origin}, AttestationPreference: protocol.PreferNoAttestation,
		AuthenticatorSelection: protocol.AuthenticatorSelection{
			ResidentKey: protocol.ResidentKeyRequirementRequired, RequireResidentKey: protocol.ResidentKeyRequired(), UserVerification: protocol.VerificationRequired,
		},
		Timeouts: webauthn.TimeoutsConfig{Login: webauthn.TimeoutConfig{Timeout: ceremonyLasts}, Registration: webauthn.TimeoutConfig{Timeout: ceremonyLasts}},
		// Heed asks for no extension, and some keepers of passwords answer for some unasked: what they say is not read.
		ExtensionsUnsolicitedOutputPolicy: protocol.UnsolicitedOutputPolicyIgnore,
	})
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNoParty, err)
	}
	return &RelyingParty{made}, nil
}
