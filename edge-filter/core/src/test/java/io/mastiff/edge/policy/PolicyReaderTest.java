package io.mastiff.edge.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mastiff.edge.limit.Limits;
import io.mastiff.edge.route.RouteClass;
import io.mastiff.event.Mode;
import io.mastiff.event.PageType;
import io.mastiff.event.Sight;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyReaderTest {
  @Test
  void anEmptyFileIsTheDefault() throws PolicyException {
    assertThat(PolicyReader.parse("p", "")).isEqualTo(Policy.DEFAULT);
    assertThat(PolicyReader.parse("p", "# nothing yet\n")).isEqualTo(Policy.DEFAULT);
  }

  @Test
  void everySectionIsRead() throws PolicyException {
    Policy policy =
        PolicyReader.parse(
            "p",
            """
            mode: enforce
            percent: 25
            shop: de
            trust: {proxies: ["10.0.0.0/8", "2001:db8::1"], source: x-forwarded-for}
            routes:
              - {path: "/artikel/{product}", type: product, cost: 20}
              - {path: "/zahlung/*", type: machine}
            limits:
              session: {perSecond: 5, burst: 50}
            cookie: {enabled: false, days: 7}
            front: {sees: [response, cookies]}
            """);

    assertThat(policy.mode()).isEqualTo(Mode.ENFORCE);
    assertThat(policy.percent()).isEqualTo(25);
    assertThat(policy.trust().proxies().networks()).hasSize(2);
    assertThat(policy.routes().get(0).pageType()).isEqualTo(PageType.PRODUCT);
    assertThat(policy.routes().get(1).routeClass()).isEqualTo(RouteClass.MACHINE);
    assertThat(policy.limits().session()).isEqualTo(new Limits.Rate(5, 50));
    assertThat(policy.limits().network()).isEqualTo(Limits.DEFAULT.network());
    assertThat(policy.cookie().enabled()).isFalse();
    assertThat(policy.sight()).isEqualTo(Sight.RESPONSE.bit() | Sight.COOKIES.bit());
  }

  @Test
  void allMistakesAreReportedAtOnce() {
    PolicyException e =
        catchThrowableOfType(
            PolicyException.class,
            () ->
                PolicyReader.parse(
                    "p",
                    """
                    mode: attack
                    percent: 130
                    trust: {proxies: ["10.0.0.0/99"], sauce: x}
                    routes: [{type: product}]
                    limits: {session: {perSecond: 10, burst: 5}}
                    cookie: {days: ever}
                    colour: red
                    """));

    assertThat(e.problems())
        .extracting(PolicyProblem::path)
        .containsExactlyInAnyOrder(
            "mode",
            "percent",
            "trust.proxies",
            "trust.sauce",
            "routes[0].path",
            "limits.session.burst",
            "cookie.days",
            "colour");
  }

  @ParameterizedTest
  @CsvSource({
    "'',ALWAYS",
    "'cookie: {when: always}',ALWAYS",
    "'cookie: {when: after-consent, consent: agreed}',AFTER_CONSENT",
    "'cookie: {consent: agreed}',AFTER_CONSENT",
    "'cookie: {when: never}',NEVER",
    "'cookie: {enabled: false}',NEVER"
  })
  void theCookieIsSetAlwaysAfterConsentOrNever(String yaml, CookiePolicy.When when)
      throws PolicyException {
    assertThat(PolicyReader.parse("p", yaml).cookie().when()).isEqualTo(when);
  }

  @Test
  void theAddressKeyComesFromItsFileOrTheEnvironmentAndIsNeverShown() throws Exception {
    Policy policy = PolicyReader.read(Path.of("src/test/resources/policies/good/hashed.yaml"));
    assertThat(policy.privacy().hashKey()).isEqualTo("0123456789abcdef0123456789abcdef");
    assertThat(policy.toString()).doesNotContain("0123456789abcdef");

    Fields none = new Fields(Trees.yaml("privacy: {hashKey: from-the-policy-itself}"));
    assertThat(AddressKeys.of(none, true, "from-the-environment"))
        .isEqualTo("from-the-environment");
    assertThat(AddressKeys.of(none, true, null)).isEqualTo("from-the-policy-itself");
    assertThat(AddressKeys.of(none, true, "short")).isEmpty();
    assertThat(none.problems().toString()).contains("MASTIFF_ADDRESS_KEY").doesNotContain("short");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mode: [",
        "\tmode: x",
        "- a\n- b",
        "just text",
        "mode: {a: b}",
        "routes: 7",
        "trust: 5",
        "!!javax.script.ScriptEngineManager [x]",
        "limits: {session: many}"
      })
  void brokenFilesAreOneClearException(String yaml) {
    assertThatThrownBy(() -> PolicyReader.parse("p", yaml))
        .isInstanceOf(PolicyException.class)
        .hasMessageStartingWith("p: ");
  }

  @Test
  void aBillionLaughsIsRefused() {
    String bomb =
        "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\n"
            + "c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nmode: [*c,*c,*c,*c,*c,*c,*c,*c]\n";

    assertThatThrownBy(() -> PolicyReader.parse("p", bomb)).isInstanceOf(PolicyException.class);
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatThrownBy(() -> PolicyReader.read(Path.of("no-such.yaml")))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining("no-such.yaml: file: no such file");
  }
}
