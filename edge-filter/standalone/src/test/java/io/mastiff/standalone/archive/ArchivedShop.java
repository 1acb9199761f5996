package io.mastiff.standalone.archive;

import io.mastiff.data.archive.ArchiveBatch;
import io.mastiff.data.archive.ArchiveBatch.Place;
import io.mastiff.data.archive.ArchiveFolder;
import io.mastiff.event.Action;
import io.mastiff.event.ClientKind;
import io.mastiff.event.CookieState;
import io.mastiff.event.Outcome;
import io.mastiff.event.PageType;
import io.mastiff.event.RefererKind;
import io.mastiff.event.RequestEvent;
import io.mastiff.event.Sight;
import io.mastiff.event.Verdict;
import io.mastiff.feature.FeatureSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** An archive as a door's events, the stream's verdicts and outcomes make it. */
public final class ArchivedShop implements AutoCloseable {
  public static final String TRAP = "/hidden";
  private static final long START_MS = 1_700_000_000_000L;

  private final ArchiveFolder folder;
  private final ArchiveBatch batch;
  private long records;

  public ArchivedShop(Path path) throws IOException {
    folder = ArchiveFolder.open(path, "whole", "");
    batch = new ArchiveBatch(folder);
  }

  private Place place() {
    return new Place(0, records++, START_MS + records);
  }

  /** A page as a door that sees everything publishes it; a second after the one before. */
  public static RequestEvent.Builder page(int visitor, int number, PageType type, String path) {
    return RequestEvent.newBuilder()
        .setFormat(1)
        .setShop("default")
        .setDoor("door")
        .setSight(Sight.everything())
        .setDecidedAtMs(START_MS + visitor * 7_000_000L % 900_000_000L + number * 1_000L)
        .setNetwork("10." + visitor / 250 + "." + visitor % 250 + ".0/24")
        .setAddress("10." + visitor / 250 + "." + visitor % 250 + ".7")
        .setHome("10." + visitor / 250 + "." + visitor % 250 + ".0/24")
        .setMethod("GET")
        .setPageType(type)
        .setPath(path)
        .setProduct(type == PageType.PRODUCT ? path.substring(3) : "")
        .setStatus(200)
        .setReferer(RefererKind.REFERER_NONE)
        .setHeaderBits(0x7f7)
        .setLanguage("de")
        .setEncodings("gzip, br")
        .setAction(Action.ALLOW);
  }

  /** Marks an event as that of a holder of a cookie. */
  public static RequestEvent.Builder with(RequestEvent.Builder event, String cookie) {
    return event
        .setClient("s:" + cookie)
        .setClientKind(ClientKind.SESSION)
        .setCookieState(CookieState.COOKIE_RETURNED);
  }

  /** Marks an event as that of nobody in particular. */
  public static RequestEvent.Builder without(RequestEvent.Builder event) {
    return event
        .setClient("a:" + event.getNetwork() + "|0000000000000000")
        .setClientKind(ClientKind.AGGREGATE)
        .setCookieState(CookieState.COOKIE_ABSENT);
  }

  public void add(RequestEvent.Builder event) throws IOException {
    batch.add(place(), event.build());
  }

  /** A visitor whose first page sets the cookie that the others bring back. */
  public void visit(int visitor, String cookie, int pages) throws IOException {
    add(without(page(visitor, 0, PageType.HOME, "/")).setCookieIssued(cookie));
    for (int i = 1; i < pages; i++) {
      add(with(page(visitor, i * i, PageType.PRODUCT, "/p/" + (visitor + i * 3) % 40), cookie));
    }
  }

  /** A program without a cookie that ends in the trap. */
  public void walk(int visitor, int pages) throws IOException {
    for (int i = 0; i < pages; i++) {
      add(without(page(visitor, i, PageType.PRODUCT, "/p/" + i)));
    }
    add(without(page(visitor, pages, PageType.OTHER, TRAP)));
  }

  /** What came of an order of a client, some seconds after its first page. */
  public void outcome(int visitor, String client, String kind, int second, long cents)
      throws IOException {
    outcome(visitor, client, kind, second, cents, 0);
  }

  /** The same under an id. */
  public void outcome(int visitor, String client, String kind, int second, long cents, long id)
      throws IOException {
    batch.add(
        place(),
        Outcome.newBuilder()
            .setFormat(1)
            .setShop("default")
            .setReference(client)
            .setKind(kind)
            .setValueCents(cents)
            .setId(id)
            .setAtMs(page(visitor, second, PageType.HOME, "/").getDecidedAtMs())
            .build());
  }

  /** A verdict of a client, some seconds after its first page. */
  public void verdict(int visitor, String client, String verdict, int second) throws IOException {
    batch.add(
        place(),
        Verdict.newBuilder()
            .setFormat(1)
            .setShop("default")
            .setSubject(client)
            .setVerdict(verdict)
            .setPages(8)
            .setEntryKey(verdict.equals("scraper") ? keyOf(client) : "")
            .setAtMs(page(visitor, second, PageType.HOME, "/").getDecidedAtMs())
            .build());
  }

  private static String keyOf(String client) {
    int bar = client.indexOf('|');
    return bar < 0
        ? "session:" + client.substring(2)
        : "cohort:" + client.substring(2, bar) + client.substring(bar);
  }

  /** A verdict as the stream gives it where no entry may follow, with what was measured. */
  public void unlisted(int visitor, String client, int pages, double[] features)
      throws IOException {
    Verdict.Builder verdict =
        Verdict.newBuilder()
            .setFormat(1)
            .setShop("default")
            .setSubject(client)
            .setVerdict("scraper")
            .setPages(pages)
            .setSchema(FeatureSchema.hash())
            .setAtMs(page(visitor, pages, PageType.HOME, "/").getDecidedAtMs());
    for (double value : features) {
      verdict.addFeatures(value);
    }
    batch.add(place(), verdict.build());
  }

  @Override
  public void close() throws IOException {
    batch.commit(Map.of(), 0, 0);
    batch.close();
    folder.close();
  }
}
