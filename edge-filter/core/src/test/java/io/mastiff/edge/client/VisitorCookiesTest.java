package io.mastiff.edge.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mastiff.edge.Headers;
import io.mastiff.event.CookieState;
import io.mastiff.event.IpNetwork;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class VisitorCookiesTest {
  private static final long T = 1_700_000_000_000L;
  private final VisitorCookies cookies = cookies(1);

  private static VisitorCookies cookies(long seed) {
    byte[] key = new byte[32];
    new Random(seed).nextBytes(key);
    Random ids = new Random(seed);
    return new VisitorCookies(
        CookieKeys.of(List.of(key)),
        () -> {
          byte[] id = new byte[12];
          ids.nextBytes(id);
          return id;
        });
  }

  private static Headers headers(String cookie) {
    return Headers.builder().add("Cookie", cookie).build();
  }

  private String issued(String home) {
    return "mastiff=" + cookies.issue(IpNetwork.parse(home).orElseThrow(), T).value();
  }

  @Test
  void whatWasIssuedIsReadBack() {
    for (String home : new String[] {"203.0.113.0/24", "2001:db8:1::/56"}) {
      VisitorCookies.Issued cookie = cookies.issue(IpNetwork.parse(home).orElseThrow(), T);

      Visitor visitor = cookies.read(headers("a=b; mastiff=" + cookie.value() + "; c=d"));

      assertThat(visitor.state()).isEqualTo(CookieState.COOKIE_RETURNED);
      assertThat(visitor.id()).isEqualTo(cookie.id());
      assertThat(visitor.firstSeenMs()).isEqualTo(T);
      assertThat(visitor.home()).isEqualTo(home);
    }
  }

  @Test
  void everyChangedCharacterIsForgedOrUnknown() {
    String cookie = issued("203.0.113.0/24");
    for (int i = 0; i < 3; i++) {
      assertThat(cookies.read(headers(cookie)).returned()).as("kept from the second on").isTrue();
    }
    SplittableRandom random = new SplittableRandom(3);
    for (int i = "mastiff=".length(); i < cookie.length() - 1; i++) {
      char other = (char) ('A' + random.nextInt(26));
      String changed = cookie.substring(0, i) + other + cookie.substring(i + 1);
      if (!changed.equals(cookie)) {
        assertThat(cookies.read(headers(changed)).returned()).as("at " + i).isFalse();
      }
    }
  }

  @Test
  void aCookieOfAnotherKeyIsUnknownNotForged() {
    String theirs =
        "mastiff=" + cookies(99).issue(IpNetwork.parse("203.0.113.0/24").orElseThrow(), T).value();

    assertThat(cookies.read(headers(theirs)).state()).isEqualTo(CookieState.COOKIE_UNKNOWN_KEY);
  }

  @Test
  void garbageIsUnknownAndNothingIsAbsent() {
    assertThat(cookies.read(headers("mastiff=x")).state())
        .isEqualTo(CookieState.COOKIE_UNKNOWN_KEY);
    assertThat(cookies.read(headers("mastiff=" + "%".repeat(74))).state())
        .isEqualTo(CookieState.COOKIE_UNKNOWN_KEY);
    assertThat(cookies.read(headers("mastiffx=1; xmastiff=2")).state())
        .isEqualTo(CookieState.COOKIE_ABSENT);
    assertThat(cookies.read(headers("")).state()).isEqualTo(CookieState.COOKIE_ABSENT);
    assertThat(cookies.read(Headers.builder().build()).state())
        .isEqualTo(CookieState.COOKIE_ABSENT);
  }

  @Test
  void aMonstrousHeaderIsNotSearched() {
    String bomb = "a=b; ".repeat(10_000) + issued("203.0.113.0/24");

    assertThat(cookies.read(headers(bomb)).state()).isEqualTo(CookieState.COOKIE_ABSENT);
  }

  @Test
  void theHeaderIsHttpOnlyLaxAndSecureWhenTheOuterSchemeIs() {
    VisitorCookies.Issued cookie =
        cookies.issue(IpNetwork.parse("203.0.113.0/24").orElseThrow(), T);

    assertThat(cookie.header(true, 60, ""))
        .isEqualTo(
            "mastiff=" + cookie.value() + "; Path=/; Max-Age=60; HttpOnly; SameSite=Lax; Secure");
    assertThat(cookie.header(false, 60, "")).doesNotContain("Secure");
  }

  @Test
  void aShortKeyIsRefused() {
    assertThatThrownBy(() -> CookieKeys.of(List.of(new byte[8])))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
