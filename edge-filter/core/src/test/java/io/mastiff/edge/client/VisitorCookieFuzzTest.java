package io.mastiff.edge.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mastiff.edge.Headers;
import io.mastiff.edge.RequestText;
import io.mastiff.event.IpNetwork;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Cookie fields in which {@code {cookie}} stands for one that was issued: only that one is ever
 * returned, to the byte.
 */
class VisitorCookieFuzzTest {
  private static final String ISSUED = "{cookie}";
  private static final VisitorCookies COOKIES =
      new VisitorCookies(
          CookieKeys.of(
              List.of(new byte[32], "another key of the shop".getBytes(StandardCharsets.UTF_8))),
          () -> new byte[12]);
  private static final VisitorCookies.Issued COOKIE =
      COOKIES.issue(IpNetwork.parse("203.0.113.0/24").orElseThrow(), 1_700_000_000_000L);

  @FuzzTest
  void read(byte[] input) {
    String field = RequestText.decoded(input).replace(ISSUED, COOKIE.value());
    Visitor visitor = read(field);
    assertThat(visitor.returned() && !field.contains("mastiff=" + COOKIE.value())).isFalse();
    assertThat(visitor.id()).isEqualTo(visitor.returned() ? COOKIE.id() : "");
    assertThat(visitor.home()).isEqualTo(visitor.returned() ? "203.0.113.0/24" : "");
    String found = CookieText.find(Headers.builder().add("Cookie", field).build(), "mastiff");
    assertThat(visitor.returned()).isEqualTo(found.equals(COOKIE.value()));
    for (int i = 0; i + 1 < input.length && i < 16; i += 2) {
      String changed = changed(COOKIE.value(), input[i] & 0xff, (char) (input[i + 1] & 0xff));
      assertThat(read("mastiff=" + changed).returned()).isEqualTo(changed.equals(COOKIE.value()));
    }
  }

  private static Visitor read(String field) {
    return COOKIES.read(Headers.builder().add("Cookie", field).build());
  }

  private static String changed(String text, int at, char to) {
    int place = at % text.length();
    String plain = to == ';' || to <= ' ' ? "A" : String.valueOf(to);
    return text.substring(0, place) + plain + text.substring(place + 1);
  }
}
