package io.mastiff.standalone.dataset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.InvalidProtocolBufferException;
import io.mastiff.data.archive.ArchiveException;
import io.mastiff.data.archive.ArchiveReader;
import io.mastiff.data.archive.ArchiveReader.Found;
import io.mastiff.data.dataset.EventSorter;
import io.mastiff.data.dataset.EventSorter.Entry;
import io.mastiff.event.ChallengeState;
import io.mastiff.event.EntryKey;
import io.mastiff.event.RequestEvent;
import io.mastiff.feature.DatasetFormat;
import io.mastiff.feature.PageTypes;
import io.mastiff.standalone.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * Reads an archive: sessions as the stream makes them, by the visitor cookie, else by network and
 * client shape. The page on which a cookie was set begins the session that the cookie carries on,
 * where it came back.
 */
final class ArchiveFeed implements EventFeed {
  private static final String SESSION = "s:";

  private final ImportSettings settings;
  private final Path archive;
  private final String shop;
  private final LabelPlaces labels;
  private final ArchiveEvidence evidence;
  private final ArchiveReader reader;
  private final ArchiveReader.Size size;
  private final Map<ChallengeState, Long> challenges = new EnumMap<>(ChallengeState.class);
  private long read;

  /**
   * @param shop its id; empty for all
   */
  ArchiveFeed(ImportSettings settings, Path archive, String shop, LabelPlaces labels)
      throws IOException {
    this.settings = settings;
    this.archive = archive;
    this.shop = shop;
    this.labels = labels;
    this.evidence = new ArchiveEvidence(new Traps(settings.traps()));
    this.reader = new ArchiveReader(archive, settings.sorting().resolve("spill"));
    this.size = reader.size(shop);
    if (size.requests() == 0) {
      throw new UserError(archive + ": no requests of the shop " + shop);
    }
  }

  @Override
  public int kept() {
    return 0;
  }

  @Override
  public void read(EventSorter sorter, Telling progress) throws IOException {
    reader.read(
        shop,
        found -> {
          add(found, sorter);
          progress.at(++read, size.requests());
        });
  }

  private void add(Found found, EventSorter sorter) throws IOException {
    RequestEvent event = event(found);
    challenges.merge(event.getChallengeState(), 1L, Long::sum);
    sorter.add(entry(event.getClient(), event, found));
    if (found.promised() && PageTypes.isServed(event)) {
      sorter.add(entry(SESSION + event.getCookieIssued(), event, found));
    }
  }

  private RequestEvent event(Found found) throws ArchiveException {
    try {
      return RequestEvent.parseFrom(found.event());
    } catch (InvalidProtocolBufferException e) {
      throw new ArchiveException(archive + ": a request cannot be read (" + e.getMessage() + ")");
    }
  }

  private Entry entry(String session, RequestEvent event, Found found) {
    String name = session.startsWith(SESSION) ? session.substring(SESSION.length()) : "-";
    return new Entry(
        shop.isEmpty() && size.shops().size() > 1 ? session + "@" + event.getShop() : session,
        event.getNetwork() + "|" + EntryKey.hex(event.getClientShape()),
        event.getDecidedAtMs(),
        labels.of(name, event.getAddress(), ""),
        evidence.seen(event, found),
        event.getCrawler(),
        found.event());
  }

  @Override
  public void describe(ObjectNode made) {
    made.put("source", DatasetFormat.ARCHIVE);
    figures(made);
  }

  @Override
  public void figures(ObjectNode root) {
    root.put("requests", size.requests()).put("outcomes", size.outcomes()).put("days", size.days());
    size.shops().forEach(root.putArray("shops")::add);
    ObjectNode rates = root.putObject("challenges");
    challenges.forEach(
        (state, n) -> {
          if (state != ChallengeState.CHALLENGE_NONE) {
            rates.put(state.name().toLowerCase(Locale.ROOT).substring(10), n);
          }
        });
  }

  @Override
  public String text(long withoutLabel) {
    return String.format(
        Locale.ROOT,
        "Archive    %d requests on %d days, %d without a label%n"
            + "Outcomes   %d%n"
            + "Challenges %d served, %d passed, %d failed%n",
        size.requests(),
        size.days(),
        withoutLabel,
        size.outcomes(),
        challenges.getOrDefault(ChallengeState.CHALLENGE_SERVED, 0L),
        challenges.getOrDefault(ChallengeState.CHALLENGE_PASSED, 0L),
        challenges.getOrDefault(ChallengeState.CHALLENGE_FAILED, 0L));
  }

  @Override
  public String whyEmpty() {
    return settings.isLabelled()
        ? "none of " + settings.labels().size() + " labels names anything in the archive"
        : "the archive labels no session by itself: no order, no trap hit, no crawler's name; give"
            + " --labels FILE";
  }
}
