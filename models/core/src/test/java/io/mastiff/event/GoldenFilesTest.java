package io.mastiff.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes of every format that was ever written stay readable, and are still written so. */
class GoldenFilesTest {
  private static final RequestEvent EVENT =
      RequestEvent.newBuilder()
          .setFormat(1)
          .setShop("default")
          .setDoor("door-1")
          .setSequence(42)
          .setDecidedAtMs(1_700_000_000_123L)
          .setHome("203.0.113.0/24")
          .setClient("s:abc")
          .setClientKind(ClientKind.SESSION)
          .setAddress("203.0.113.7")
          .setRoute("/p/{product}")
          .setPageType(PageType.PRODUCT)
          .addFacets("colour")
          .setStatus(200)
          .setShape(0x9f3cL)
          .setCookieState(CookieState.COOKIE_RETURNED)
          .setAction(Action.ALLOW)
          .setSight(Sight.everything())
          .build();

  private static final BlocklistEntry ENTRY =
      BlocklistEntry.newBuilder()
          .setFormat(1)
          .setKey("address:203.0.113.7")
          .setAction(Action.BLOCK)
          .setSource(Source.CLASSIFIER)
          .addReasons(Reason.newBuilder().setName("max_barrage").setValue(8).setText("pages: 8"))
          .setExpiresAtMs(1_700_000_600_000L)
          .setScore(0.999)
          .build();

  private static final Map<String, com.google.protobuf.Message> MESSAGES =
      Map.of(
          "request-event.1", EVENT,
          "blocklist-entry.1", ENTRY,
          "operator-record.1", OperatorRecord.newBuilder().setFormat(1).setEntry(ENTRY).build(),
          "model-record.1",
              ModelRecord.newBuilder()
                  .setFormat(1)
                  .setRelease(
                      ModelRelease.newBuilder()
                          .setFormat(1)
                          .setHash("00ff")
                          .setFile(ByteString.copyFromUtf8("model")))
                  .build(),
          "door-status.1",
              DoorStatus.newBuilder()
                  .setFormat(1)
                  .setDoor("door-1")
                  .setMode("enforce")
                  .setBlocklistOffset(7)
                  .setOperatorOffset(9)
                  .build(),
          "audit-record.1",
              AuditRecord.newBuilder()
                  .setFormat(1)
                  .setAct("added")
                  .setAuthor("somebody")
                  .setKey("address:203.0.113.7")
                  .setAction(Action.BLOCK)
                  .setExpiresAtMs(1_700_000_600_000L)
                  .setNote("a reason")
                  .build());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "request-event.1",
        "blocklist-entry.1",
        "operator-record.1",
        "model-record.1",
        "door-status.1",
        "audit-record.1"
      })
  void oldBytesMeanWhatTheyMeant(String name) throws Exception {
    byte[] golden = golden(name);
    com.google.protobuf.Message expected = MESSAGES.get(name);

    assertThat(expected.getParserForType().parseFrom(golden)).isEqualTo(expected);
    assertThat(HexFormat.of().formatHex(expected.toByteArray()))
        .isEqualTo(HexFormat.of().formatHex(golden));
  }

  @Test
  void aLaterFormatIsRefusedByName() {
    byte[] later = EVENT.toBuilder().setFormat(2).build().toByteArray();

    assertThatThrownBy(() -> Topics.defaults().requests().value().decode(later))
        .isInstanceOf(UnreadableRecordException.class)
        .hasMessageContaining("RequestEvent has format 2");
  }

  @Test
  void garbageIsRefused() {
    byte[] garbage = "GET / HTTP/1.1".getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> Topics.defaults().requests().value().decode(garbage))
        .isInstanceOf(UnreadableRecordException.class);
  }

  private static byte[] golden(String name) throws Exception {
    try (InputStream in = GoldenFilesTest.class.getResourceAsStream("/golden/" + name + ".hex")) {
      return HexFormat.of()
          .parseHex(new String(in.readAllBytes(), StandardCharsets.US_ASCII).trim());
    }
  }
}
