package io.mastiff.standalone.dataset;

import io.mastiff.data.dataset.EventSorter;
import io.mastiff.data.dataset.EventSorter.Entry;
import io.mastiff.data.label.Label;
import io.mastiff.data.label.LabelVote;
import io.mastiff.data.label.Splits;
import io.mastiff.event.RequestEvent;
import io.mastiff.feature.PageTypes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Picks out of all sessions those of people in the training split, and puts their pages in the
 * order of time. At most the first {@value #MOST_PAGES} pages of a session are taken.
 */
final class BuyersPass implements SessionCutter.Sessions {
  private static final int MOST_PAGES = 2_000;

  private final ImportSettings settings;
  private final LabelPlaces labels;
  private final EventSorter buyers;
  private final LabelVote vote = new LabelVote();
  private final List<RequestEvent> pages = new ArrayList<>();
  private String id = "";
  private String client = "";
  private String claim = "";
  private long firstMs;
  private long lastMs;
  private int seen;
  private int label;

  BuyersPass(ImportSettings settings, LabelPlaces labels, EventSorter buyers) {
    this.settings = settings;
    this.labels = labels;
    this.buyers = buyers;
  }

  @Override
  public void begin(String session, String of, Entry first) {
    pages.clear();
    id = session;
    client = of;
    claim = "";
    firstMs = first.atMs();
    seen = 0;
    label = Entry.NO_LABEL;
  }

  @Override
  public void add(Entry entry, RequestEvent event) {
    lastMs = entry.atMs();
    seen |= entry.seen();
    label = label == Entry.NO_LABEL ? entry.label() : label;
    claim = claim.isEmpty() ? entry.claim() : claim;
    boolean page = PageTypes.isPage(event.getPageType()) && PageTypes.isServed(event);
    if (page && pages.size() < MOST_PAGES) {
      pages.add(event);
    }
  }

  @Override
  public void end() throws IOException {
    if (lastMs > settings.nowMs() || pages.isEmpty() || !isForTraining()) {
      return;
    }
    String inTime = String.format(Locale.ROOT, "%016x|%s", firstMs, id);
    int part = LearnedBaselines.part(client);
    for (RequestEvent page : pages) {
      buyers.add(new Entry(inTime, client, firstMs, part, 0, "", taught(page).toByteArray()));
    }
  }

  /** What a baseline learns of a page, and no more. */
  private static RequestEvent taught(RequestEvent page) {
    RequestEvent.Builder taught =
        RequestEvent.newBuilder()
            .setPageType(page.getPageType())
            .setProduct(page.getProduct())
            .setDecidedAtMs(page.getDecidedAtMs())
            .setAgent(page.getAgent())
            .setAgentMajor(page.getAgentMajor())
            .setHeaderBits(page.getHeaderBits())
            .setShape(page.getShape())
            .setHints(page.getHints())
            .setJa4(page.getJa4());
    if (page.hasLanguage()) {
      taught.setLanguage(page.getLanguage());
    }
    if (page.hasCountry()) {
      taught.setCountry(page.getCountry());
    }
    return taught.build();
  }

  /** Whether its label says that it is a person's, and to learn from. */
  private boolean isForTraining() {
    Label told = labels.get(label);
    if (told == null && settings.isLabelled()) {
      return false;
    }
    Optional<Label> decided = vote.decide(told, seen, claim);
    if (decided.isEmpty() || decided.get().bot()) {
      return false;
    }
    String split = decided.get().split();
    return (split.isEmpty() ? Splits.of(client) : split).equals(Splits.TRAIN);
  }
}
