package issuer

import (
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"

	jose "github.com/go-jose/go-jose/v4"
)

// rewrite passes an answer on with a token that says, or is signed, as a test says.
func (i *Issuer) rewrite(w http.ResponseWriter, answer *httptest.ResponseRecorder, does Behaviour) {
	var body map[string]any
	if err := json.Unmarshal(answer.Body.Bytes(), &body); err == nil && body["id_token"] != nil {
		token, _ := body["id_token"].(string)
		said := map[string]any{}
		decoder := json.NewDecoder(base64.NewDecoder(base64.RawURLEncoding, strings.NewReader(strings.Split(token, ".")[1])))
		decoder.UseNumber()
		_ = decoder.Decode(&said)
		if does.Claims != nil {
			does.Claims(said)
		}
		sign := does.Sign
		if sign == nil {
			sign = func(claims []byte) string { return SignedBy(i.key, claims) }
		}
		again, _ := json.Marshal(said)
		body["id_token"] = sign(again)
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(answer.Code)
	_ = json.NewEncoder(w).Encode(body)
}

// SignedBy gives a token that is signed with a key under the name of the provider's own; blank where it cannot be.
func SignedBy(key *rsa.PrivateKey, claims []byte) string {
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.RS256, Key: jose.JSONWebKey{Key: key, KeyID: keyID}}, nil)
	if err != nil {
		return ""
	}
	object, err := signer.Sign(claims)
	if err != nil {
		return ""
	}
	text, _ := object.CompactSerialize()
	return text
}

// Unsigned gives a token that says of itself that it needs no signature.
func Unsigned(claims []byte) string {
	part := base64.RawURLEncoding.EncodeToString
	return part([]byte(`{"alg":"none"}`)) + "." + part(claims) + "."
}
