package io.mastiff.bench;

import io.mastiff.bench.Runs.Case;
import java.util.ArrayList;
import java.util.List;

/** What is measured, in order. */
final class Cases {
  private static final String HERE = "io.mastiff.bench.";
  private static final int MILLION = 1_000_000;

  private Cases() {}

  static List<Case> all() {
    List<Case> cases = new ArrayList<>();
    for (int size : new int[] {1, 10_000, 100_000, MILLION}) {
      decision(cases, size, 1, "uniform");
    }
    decision(cases, MILLION, 1, "zipf");
    decision(cases, MILLION, 2, "uniform");
    for (int size : new int[] {1, 10_000, 100_000, MILLION}) {
      peers(cases, size, 1);
    }
    peers(cases, MILLION, 2);
    for (int size : new int[] {1, 10_000, 100_000, MILLION}) {
      cases.add(of("limit", "mastiff", "LimitBenchmark.mastiff", size, 1, ""));
      cases.add(of("limit", "bucket4j", "LimitBenchmark.bucket4j", size, 1, ""));
    }
    cases.add(of("limit", "mastiff", "LimitBenchmark.mastiff", MILLION, 2, ""));
    cases.add(of("limit", "bucket4j", "LimitBenchmark.bucket4j", MILLION, 2, ""));
    for (int size : new int[] {10_000, 100_000, MILLION}) {
      cases.add(of("list-v4", "mastiff", "ListBenchmark.mastiff", size, 1, "v4"));
      cases.add(of("list-v6", "mastiff", "ListBenchmark.mastiff", size, 1, "v6"));
    }
    cases.add(of("list-v4", "hash-set-of-texts", "ListBenchmark.hashSet", MILLION, 1, "v4"));
    for (String step :
        List.of("headers", "cookie", "shape", "claim", "route", "network", "event")) {
      String name = step.equals("event") ? "event" : "step-" + step;
      cases.add(of(name, "mastiff", "StepsBenchmark." + step, 100_000, 1, ""));
    }
    return cases;
  }

  private static void decision(List<Case> cases, int size, int threads, String order) {
    cases.add(
        of("decision-" + order, "mastiff", "DecisionBenchmark.decision", size, threads, order));
  }

  private static void peers(List<Case> cases, int size, int threads) {
    cases.add(
        of(
            "decision-uniform",
            "tomcat-rate-limit-filter",
            "PeersBenchmark.tomcatRateLimitFilter",
            size,
            threads,
            "uniform"));
    if (size == 1) {
      return;
    }
    cases.add(
        of(
            "decision-uniform",
            "jetty-dos-filter",
            "PeersBenchmark.jettyDosFilter",
            size,
            threads,
            "uniform"));
  }

  private static Case of(
      String name, String who, String method, int size, int threads, String order) {
    return new Case(name, who, HERE + method, size, threads, order);
  }
}
