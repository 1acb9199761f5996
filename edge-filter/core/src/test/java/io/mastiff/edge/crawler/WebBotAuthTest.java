package io.mastiff.edge.crawler;

import static org.assertj.core.api.Assertions.assertThat;

import io.mastiff.edge.EdgeRequest;
import io.mastiff.edge.Requests;
import io.mastiff.edge.crawler.signature.KeyDirectory;
import io.mastiff.edge.crawler.signature.Signatures;
import io.mastiff.edge.crawler.signature.Signatures.Result;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests are signed here with the JDK's Ed25519, as RFC 9421 section 3.1 says. */
class WebBotAuthTest {
  private static final String HOST = "bots.example";
  private static final String KEY_ID = "poqkLGiymh_W0uP6PZFw-dvez3QJT5SolqXBCW38r0U";
  private static final long NOW = 1_700_000_000L;
  private static final String DICTIONARY = "sig1=\"https://bots.example\"";

  private KeyPair pair;
  private Signatures signatures;

  @BeforeEach
  void keys() throws GeneralSecurityException {
    pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    KeyDirectory directory =
        (host, nowMs) -> host.equals(HOST) ? Map.of(KEY_ID, pair.getPublic()) : Map.of();
    signatures = new Signatures(directory);
  }

  private Result verify(EdgeRequest request) {
    return signatures.verify(request, HOST, NOW * 1000);
  }

  private static String parameters(long created, long expires, String more) {
    return ";created=" + created + ";expires=" + expires + ";keyid=\"" + KEY_ID + "\"" + more;
  }

  private EdgeRequest signed(String components, String parameters, String agent)
      throws GeneralSecurityException {
    String raw = "(" + components + ")" + parameters + ";tag=\"web-bot-auth\"";
    StringBuilder base = new StringBuilder();
    for (String component : components.split(" (?=\")", -1)) {
      base.append(component).append(": ").append(value(component, agent)).append('\n');
    }
    base.append("\"@signature-params\": ").append(raw);
    Signature signer = Signature.getInstance("Ed25519");
    signer.initSign(pair.getPrivate());
    signer.update(base.toString().getBytes(StandardCharsets.US_ASCII));
    String signature = Base64.getEncoder().encodeToString(signer.sign());
    return Requests.get(
        "203.0.113.7",
        "/p/1",
        "Signature-Agent",
        agent,
        "Signature-Input",
        "sig1=" + raw,
        "Signature",
        "sig1=:" + signature + ":");
  }

  private static String value(String component, String agent) {
    if (component.startsWith("\"@authority\"")) {
      return "shop.test";
    }
    if (component.startsWith("\"@target-uri\"")) {
      return "https://shop.test/p/1";
    }
    return component.contains(";key=") ? "\"https://bots.example\"" : agent;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"@authority\" \"signature-agent\"",
        "\"@authority\" \"signature-agent\";key=\"sig1\"",
        "\"@target-uri\" \"signature-agent\""
      })
  void aRightSignatureIsValid(String components) throws GeneralSecurityException {
    String parameters = parameters(NOW - 10, NOW + 60, "");
    assertThat(verify(signed(components, parameters, DICTIONARY))).isEqualTo(Result.VALID);
  }

  @Test
  void theOlderBareFormIsReadToo() throws GeneralSecurityException {
    String components = "\"@authority\" \"signature-agent\"";
    EdgeRequest request =
        signed(components, parameters(NOW - 10, NOW + 60, ""), "\"https://bots.example\"");
    assertThat(verify(request)).isEqualTo(Result.VALID);
  }

  @Test
  void timeIsChecked() throws GeneralSecurityException {
    String components = "\"@authority\" \"signature-agent\"";
    assertThat(verify(signed(components, parameters(NOW - 90, NOW - 1, ""), DICTIONARY)))
        .isEqualTo(Result.EXPIRED);
    assertThat(verify(signed(components, parameters(NOW + 5, NOW + 60, ""), DICTIONARY)))
        .isEqualTo(Result.FUTURE);
    assertThat(verify(signed(components, parameters(NOW - 5, NOW + 90_000, ""), DICTIONARY)))
        .as("good for more than a day")
        .isEqualTo(Result.MALFORMED);
  }

  @Test
  void anotherKeyAndAChangedRequestAreWrong() throws GeneralSecurityException {
    EdgeRequest request =
        signed(
            "\"@authority\" \"signature-agent\"", parameters(NOW - 10, NOW + 60, ""), DICTIONARY);
    KeyPair other = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    Signatures theirs = new Signatures((host, now) -> Map.of(KEY_ID, other.getPublic()));
    assertThat(theirs.verify(request, HOST, NOW * 1000)).isEqualTo(Result.WRONG);
    EdgeRequest moved =
        new EdgeRequest(
            "GET", "/p/1", "other.test", request.peer(), "https", "HTTP/1.1", request.headers());
    assertThat(verify(moved)).isEqualTo(Result.WRONG);
    Signatures unknown = new Signatures((host, now) -> Map.of());
    assertThat(unknown.verify(request, HOST, NOW * 1000)).isEqualTo(Result.UNKNOWN_KEY);
  }

  @Test
  void aNonceIsGoodOnce() throws GeneralSecurityException {
    EdgeRequest request =
        signed(
            "\"@authority\" \"signature-agent\"",
            parameters(NOW - 10, NOW + 60, ";nonce=\"n1\""),
            DICTIONARY);
    assertThat(verify(request)).isEqualTo(Result.VALID);
    assertThat(verify(request)).isEqualTo(Result.REPLAYED);
  }

  @Test
  void whatDoesNotCoverTheHostOrTheAgentIsMalformed() throws GeneralSecurityException {
    String parameters = parameters(NOW - 10, NOW + 60, "");
    assertThat(verify(signed("\"signature-agent\"", parameters, DICTIONARY)))
        .isEqualTo(Result.MALFORMED);
    assertThat(verify(signed("\"@authority\"", parameters, DICTIONARY)))
        .isEqualTo(Result.MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "sig1=",
        "sig1=(",
        "sig1=(\"a\"",
        "sig1=()",
        "sig1=();tag=\"web-bot-auth",
        "sig1=(\"a\\",
        "sig1=(\"\");tag=\"web-bot-auth\";created=99999999999999;expires=1",
        "=();;;;",
        "sig1=(\"@authority\");tag=\"web-bot-auth\";created=-1;expires=5"
      })
  void garbageIsMalformed(String input) {
    EdgeRequest request =
        Requests.get(
            "203.0.113.7",
            "/",
            "Signature-Input",
            input,
            "Signature-Agent",
            DICTIONARY,
            "Signature",
            "sig1=:AAAA:");
    assertThat(verify(request)).isEqualTo(Result.MALFORMED);
  }

  @Test
  void aFloodOfSignaturesIsPendingBeyondTheBudget() throws GeneralSecurityException {
    EdgeRequest request =
        signed(
            "\"@authority\" \"signature-agent\"", parameters(NOW - 10, NOW + 60, ""), DICTIONARY);
    int pending = 0;
    for (int i = 0; i < 250; i++) {
      pending += verify(request) == Result.PENDING ? 1 : 0;
    }
    assertThat(pending).isEqualTo(50);
  }
}
