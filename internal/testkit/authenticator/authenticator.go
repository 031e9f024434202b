// Package authenticator is a software authenticator with its browser, for tests: it makes passkeys and signs with them as WebAuthn Level 3 says, or wrongly
// where a test says how.
package authenticator

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"slices"
	"testing"
)

// Key is a passkey that the authenticator holds. Count is how often it says that it has signed; each signature adds one.
type Key struct {
	ID, Handle []byte
	Count      uint32

	private *ecdsa.PrivateKey
}

// Public gives the x coordinate of the public half.
func (k *Key) Public(t *testing.T) []byte {
	t.Helper()
	point, err := k.private.PublicKey.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return point[1:33]
}

// Authenticator holds passkeys, the latest last.
type Authenticator struct {
	// Origin is where the browser says that it was asked, and Host what the keys are bound to.
	Origin, Host string
	// Unverified says that it does not verify its person, and Synced that it keeps copies of its keys elsewhere.
	Unverified, Synced bool
	Keys               []*Key
}

// New makes an authenticator that is asked by an origin, whose host is given too.
func New(origin, host string) *Authenticator {
	return &Authenticator{Origin: origin, Host: host}
}

// asked is what it reads of the options for either ceremony.
type asked struct {
	Challenge string
	User      struct{ ID string }
	RPID      string `json:"rpId"`
	RP        struct{ ID string }

	AllowCredentials, ExcludeCredentials []struct{ ID string }
}

func read(t *testing.T, options string) asked {
	t.Helper()
	var a asked
	if err := json.Unmarshal([]byte(options), &a); err != nil {
		t.Fatalf("the options %q: %v", options, err)
	}
	return a
}

// Excludes says whether the options ask it not to make a second passkey, as it holds one already.
func (a *Authenticator) Excludes(t *testing.T, options string) bool {
	t.Helper()
	for _, one := range read(t, options).ExcludeCredentials {
		if a.find(one.ID) != nil {
			return true
		}
	}
	return false
}

func (a *Authenticator) find(id string) *Key {
	for _, k := range a.Keys {
		if text(k.ID) == id {
			return k
		}
	}
	return nil
}

// Make makes a passkey, which takes the place of one of the same account, and gives the answer as toJSON gives it.
func (a *Authenticator) Make(t *testing.T, options string) string {
	t.Helper()
	o := read(t, options)
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	handle, err := base64.RawURLEncoding.DecodeString(o.User.ID)
	if err != nil {
		t.Fatal(err)
	}
	k := &Key{ID: []byte(rand.Text()), Handle: handle, private: private}
	a.Keys = slices.DeleteFunc(a.Keys, func(old *Key) bool { return bytes.Equal(old.Handle, handle) })
	a.Keys = append(a.Keys, k)
	point, err := private.PublicKey.Bytes() // 4, x and y
	if err != nil {
		t.Fatal(err)
	}
	data := slices.Concat(a.data(k, 0x40), make([]byte, 16), binary.BigEndian.AppendUint16(nil, uint16(len(k.ID))), k.ID,
		[]byte{0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32}, point[1:33], []byte{0x22, 0x58, 32}, point[33:]) // a COSE key, for ES256
	object := slices.Concat([]byte("\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58"), []byte{byte(len(data))}, data)
	return answer(t, k, map[string]any{"clientDataJSON": text(a.client(t, "webauthn.create", o)), "attestationObject": text(object), "transports": []string{"internal"}})
}

// Sign signs with the first passkey that the options list, or with the latest where they list none, and gives the answer as toJSON gives it.
func (a *Authenticator) Sign(t *testing.T, options string) string {
	t.Helper()
	for _, one := range read(t, options).AllowCredentials {
		if k := a.find(one.ID); k != nil {
			return a.SignWith(t, k, options)
		}
	}
	if len(a.Keys) == 0 {
		t.Fatal("the authenticator has no passkey")
	}
	return a.SignWith(t, a.Keys[len(a.Keys)-1], options)
}

// SignWith signs with a passkey, whatever the options list.
func (a *Authenticator) SignWith(t *testing.T, k *Key, options string) string {
	t.Helper()
	k.Count++
	data, client := a.data(k, 0), a.client(t, "webauthn.get", read(t, options))
	sum := sha256.Sum256(client)
	hash := sha256.Sum256(append(slices.Clone(data), sum[:]...))
	signature, err := ecdsa.SignASN1(rand.Reader, k.private, hash[:])
	if err != nil {
		t.Fatal(err)
	}
	return answer(t, k, map[string]any{
		"clientDataJSON": text(client), "authenticatorData": text(data), "signature": text(signature), "userHandle": text(k.Handle),
	})
}

// data is what an authenticator says of itself (6.1): the host's hash, its flags and its count.
func (a *Authenticator) data(k *Key, flags byte) []byte {
	const present, verified, synced = 0x01, 0x04, 0x18
	if flags |= present; !a.Unverified {
		flags |= verified
	}
	if a.Synced {
		flags |= synced
	}
	host := sha256.Sum256([]byte(a.Host))
	return binary.BigEndian.AppendUint32(append(host[:], flags), k.Count)
}

// client is what a browser says of what it was asked (5.8.1).
func (a *Authenticator) client(t *testing.T, kind string, o asked) []byte {
	t.Helper()
	data, err := json.Marshal(map[string]any{"type": kind, "challenge": o.Challenge, "origin": a.Origin, "crossOrigin": false})
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func answer(t *testing.T, k *Key, response map[string]any) string {
	t.Helper()
	data, err := json.Marshal(map[string]any{
		"id": text(k.ID), "rawId": text(k.ID), "type": "public-key", "authenticatorAttachment": "platform", "clientExtensionResults": map[string]any{}, "response": response,
	})
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func text(data []byte) string { return base64.RawURLEncoding.EncodeToString(data) }
