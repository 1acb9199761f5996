package io.mastiff.standalone.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.mastiff.classifier.Classifier;
import io.mastiff.classifier.ModelReader;
import io.mastiff.data.accesslog.CombinedParser;
import io.mastiff.data.accesslog.LogLine;
import io.mastiff.edge.policy.Policy;
import io.mastiff.edge.route.RouteTable;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The open sessions of a log, whoever wrote it. */
class SessionBookTest {
  private static final long NOON = 1_730_000_000_000L;

  private final List<LogSession> closed = new ArrayList<>();

  private SessionBook book(Classifier model, int mostOpen) {
    return new SessionBook(model, mostOpen, closed::add, session -> {});
  }

  private static LogLine line(
      String address, String user, long second, String referer, String agent) {
    return new LogLine(
        address,
        user,
        NOON + second * 1_000,
        "GET",
        "/p/" + second,
        "HTTP/1.1",
        200,
        9_000,
        referer,
        agent,
        false);
  }

  private static LogEvents events(boolean byUser) {
    return new LogEvents(Policy.DEFAULT, new RouteTable(Policy.DEFAULT.routes()), true, byUser);
  }

  private void read(SessionBook book, boolean byUser, List<LogLine> lines) {
    LogEvents events = events(byUser);
    lines.forEach(line -> book.add(line, events.event(line)));
    book.finish();
  }

  @Test
  void whatAStrangerWritesAtLengthIsCutAndClientsStayApart() throws Exception {
    String agent = "Mozilla/5.0 " + "x".repeat(8_000);
    String referer = "https://" + "y".repeat(8_000) + "/";
    List<LogLine> lines = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      lines.add(line("203.0.113.7", "-", i, referer, agent + i));
    }
    read(book(ModelReader.defaultModel(), 10), false, lines);

    assertThat(closed).hasSize(3);
    assertThat(closed).extracting(session -> session.agentHash).doesNotHaveDuplicates();
    assertThat(closed)
        .allSatisfy(
            session -> {
              assertThat(session.agent).isEqualTo(agent.substring(0, 512));
              assertThat(session.visit.referer).hasSize(256);
              assertThat(ReviewPick.key(session)).isEmpty();
            });
  }

  @Test
  void longNamesAndHostsAreCutToo() throws Exception {
    String name = "u".repeat(9_000);
    List<LogLine> lines = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      lines.add(line("h".repeat(9_000), name + i, i, "-", "curl/8"));
    }
    read(book(ModelReader.defaultModel(), 10), true, lines);

    assertThat(closed).hasSize(2);
    assertThat(closed)
        .allSatisfy(
            session -> {
              assertThat(session.key).hasSizeLessThan(300).startsWith("u:uuu");
              assertThat(session.client()).hasSizeLessThan(300);
              assertThat(ReviewPick.key(session)).isEmpty();
            });
  }

  @Test
  void ordinaryNamesStayWhole() throws Exception {
    LogLine ordinary = line("203.0.113.7", "-", 0, "https://a.example/b", ShopLog.CHROME);
    read(book(ModelReader.defaultModel(), 10), false, List.of(ordinary));

    assertThat(closed.get(0).agent).isSameAs(ordinary.userAgent());
    assertThat(closed.get(0).visit.referer).isSameAs(ordinary.referer());
    assertThat(ReviewPick.key(closed.get(0))).isEqualTo("203.0.113.7|" + ShopLog.CHROME);
  }

  @Test
  void whereTooManyAreOpenTheOneThatAskedLongestAgoEnds() throws Exception {
    List<LogLine> lines = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      lines.add(line("203.0.113.7", "user-" + i, i, "-", "curl/8"));
    }
    lines.add(line("203.0.113.7", "user-0", 20, "-", "curl/8"));
    for (int i = 10; i < 25; i++) {
      lines.add(line("203.0.113.7", "user-" + i, 20 + i, "-", "curl/8"));
    }
    SessionBook book = book(ModelReader.defaultModel(), 10);
    read(book, true, lines);

    assertThat(book.closedEarly()).isEqualTo(15);
    assertThat(closed).hasSize(25);
    assertThat(closed.subList(0, 10))
        .extracting(session -> session.key)
        .containsExactly(
            "u:user-1",
            "u:user-2",
            "u:user-3",
            "u:user-4",
            "u:user-5",
            "u:user-6",
            "u:user-7",
            "u:user-8",
            "u:user-9",
            "u:user-0");
    assertThat(closed.get(9).requests).isEqualTo(2);
    assertThat(closed).allMatch(session -> session.judgedAt == session.requests);
  }

  @Test
  void aModelThatSlowsDownEarlyCountsTheSameSessionsAsStopped() throws Exception {
    List<LogLine> people = new ArrayList<>();
    CombinedParser parser = new CombinedParser();
    for (String text : new ShopLog(5).people(400, true).lines()) {
      people.add(parser.parse(text).orElseThrow());
    }
    Classifier shipped = ModelReader.defaultModel();
    read(book(shipped, 10_000), false, people);
    double low = closed.stream().mapToDouble(s -> s.score).filter(s -> s < 0.2).max().orElseThrow();

    closed.clear();
    Classifier early = slowingFrom(shipped, low);
    read(book(early, 10_000), false, people);
    WhatIf whatIf = new WhatIf(early);
    closed.forEach(session -> whatIf.add(session, false));
    long stopped = closed.stream().filter(s -> !s.verdict.equals(Verdicts.UNSUSPECTED)).count();

    assertThat(stopped).isPositive();
    assertThat(whatIf.levels().get(0).score).isEqualTo(low);
    assertThat(whatIf.levels().get(0).sessions).isEqualTo(stopped);
  }

  private static Classifier slowingFrom(Classifier model, double throttle) {
    return new Classifier(
        model.hash(),
        model.ensemble(),
        model.scale(),
        model.slope(),
        model.offset(),
        model.blockThreshold(),
        throttle,
        model.cardJson(),
        model.baseline());
  }
}
