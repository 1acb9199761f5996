package io.mastiff.edge.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.mastiff.edge.Decision;
import io.mastiff.edge.DecisionEngine;
import io.mastiff.edge.Requests;
import io.mastiff.edge.blocklist.BlockList;
import io.mastiff.edge.policy.Policy;
import io.mastiff.edge.policy.Privacy;
import io.mastiff.event.Action;
import io.mastiff.event.BlocklistEntry;
import io.mastiff.event.Mode;
import io.mastiff.event.Source;
import org.junit.jupiter.api.Test;

class DecisionLogTest {
  private static Decision denied(String agent, String target) {
    return denied(Privacy.DEFAULT, agent, target);
  }

  private static Decision denied(Privacy privacy, String agent, String target) {
    BlockList list = new BlockList();
    list.put(
        BlocklistEntry.newBuilder()
            .setKey("address:203.0.113.7")
            .setAction(Action.BLOCK)
            .setSource(Source.OPERATOR)
            .setNote("took \"everything\"\nand more")
            .setExpiresAtMs(System.currentTimeMillis() + 60_000)
            .build());
    DecisionEngine engine =
        DecisionEngine.builder()
            .policy(Policy.DEFAULT.toBuilder().mode(Mode.ENFORCE, 100).privacy(privacy).build())
            .blockList(list)
            .build();
    return engine.decide(Requests.as(agent, "203.0.113.7", target));
  }

  private static String line(Privacy privacy, Decision decision) {
    return DecisionLog.line(privacy.country(), decision.sighting(), decision, 403, 3);
  }

  @Test
  void theFieldsAndTheirOrderArePartOfTheContract() {
    String line = line(Privacy.DEFAULT, denied("Mozilla/5.0", "/p/1?secret=x"));

    assertThat(line)
        .matches(
            "action=block enforced=true rule=list.operator status=403 method=GET host=shop.test"
                + " route=/p/\\{product} path=/p/1 address=203.0.113.7 asn=0 country=\"\""
                + " cookie=absent session=\"\" shape=[0-9a-f]{16} crawler=none agent=Mozilla/5.0"
                + " reference=[0-9A-Z]+ reasons=\"took .*and more\" left-out=3")
        .doesNotContain("secret");
  }

  @Test
  void hostileValuesStayInTheirQuotesAndOnTheirLine() {
    String line =
        line(
            Privacy.DEFAULT,
            denied("x\" action=allow \\\u0007\u0085" + "y".repeat(400), "/a\u00e9%0Ab?q"));

    assertThat(line.lines()).hasSize(1);
    assertThat(line).contains("agent=\"x\\\" action=allow \\\\??yyy").hasSizeLessThan(1_200);
    assertThat(line.chars().allMatch(c -> c >= ' ' && c < 127)).isTrue();
  }

  @Test
  void addressesLeaveAsThePrivacySettingSays() {
    Privacy hashed = new Privacy(Privacy.Addresses.HASHED, "a-secret-of-16-chars", true, true);
    Privacy truncated = new Privacy(Privacy.Addresses.TRUNCATED, "", true, true);

    assertThat(line(hashed, denied(hashed, "Mozilla/5.0", "/")))
        .contains("address=h:")
        .doesNotContain("203.0.113");
    assertThat(line(truncated, denied(truncated, "Mozilla/5.0", "/")))
        .contains("address=203.0.113.0 ");
  }
}
