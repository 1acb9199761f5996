package io.mastiff.edge.crawler.signature;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mastiff.edge.EdgeRequest;
import io.mastiff.edge.HeaderNames;
import io.mastiff.edge.RequestText;
import io.mastiff.edge.Requests;
import io.mastiff.edge.crawler.signature.Signatures.Result;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.Map;

/**
 * Fields of Web Bot Auth: a right signature is valid for what it was made for, and for nothing
 * else.
 */
class SignatureFuzzTest {
  private static final String HOST = "bots.example";
  private static final String AGENT = "\"https://bots.example\"";
  private static final long NOW_MS = 1_700_000_000_000L;
  private static final String RAW =
      "(\"@authority\" \"signature-agent\");created=1699999990;expires=1700000060;keyid=\"k\""
          + ";tag=\"web-bot-auth\"";
  private static final KeyPair PAIR = pair();
  private static final String SIGNED = signed();

  @FuzzTest
  void verify(byte[] input) {
    EdgeRequest request = RequestText.parse(input);
    assertThat(check(request)).isNotEqualTo(Result.VALID);
    String field = request.headers().joined(HeaderNames.SIGNATURE_INPUT);
    SignatureFields fields = SignatureFields.parse(field);
    EdgeRequest borrowed =
        Requests.get(
            "203.0.113.7",
            "/",
            "Signature-Agent",
            AGENT,
            "Signature-Input",
            field,
            "Signature",
            (fields == null ? "sig1" : fields.label()) + "=:" + SIGNED + ":");
    Result result = check(borrowed);
    assertThat(result == Result.VALID).isEqualTo(fields != null && fields.raw().equals(RAW));
    if (fields != null) {
      holds(field, fields);
    }
    String host = SignatureFields.agentHost(request.headers().text(HeaderNames.SIGNATURE_AGENT));
    assertThat(host).doesNotContain("/", "\"").hasSizeLessThanOrEqualTo(4096);
  }

  private static void holds(String field, SignatureFields fields) {
    assertThat(field).hasSizeLessThanOrEqualTo(4096).contains(fields.label() + "=" + fields.raw());
    assertThat(fields.components()).hasSizeLessThanOrEqualTo(16);
    assertThat(fields.components()).allMatch(component -> component.startsWith("\""));
    assertThat(fields.parameters()).hasSizeLessThanOrEqualTo(16);
    assertThat(SignatureFields.parse(fields.label() + "=" + fields.raw())).isEqualTo(fields);
  }

  private static Result check(EdgeRequest request) {
    Signatures signatures = new Signatures((host, nowMs) -> Map.of("k", PAIR.getPublic()));
    return signatures.verify(request, HOST, NOW_MS);
  }

  private static KeyPair pair() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String signed() {
    String base =
        "\"@authority\": shop.test\n\"signature-agent\": "
            + AGENT
            + "\n\"@signature-params\": "
            + RAW;
    try {
      Signature signer = Signature.getInstance("Ed25519");
      signer.initSign(PAIR.getPrivate());
      signer.update(base.getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(signer.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
