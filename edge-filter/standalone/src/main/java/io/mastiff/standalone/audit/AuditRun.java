package io.mastiff.standalone.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mastiff.classifier.Classifier;
import io.mastiff.edge.crawler.CrawlerCatalogue;
import io.mastiff.edge.crawler.CrawlerReader;
import io.mastiff.edge.policy.Policy;
import io.mastiff.edge.policy.PolicyException;
import io.mastiff.standalone.Reasons;
import io.mastiff.standalone.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** An audit from its files to its report. */
public final class AuditRun {
  private final AuditReport report;

  private AuditRun(AuditReport report) {
    this.report = report;
  }

  /**
   * Replays the files.
   *
   * @param policy its routes are used, and its privacy setting says how addresses are told
   * @param sessions file for one row a session; null for none
   * @param byUser whether the log's user field names the sessions
   */
  public static AuditRun of(
      List<Path> files,
      Classifier model,
      Policy policy,
      boolean byUser,
      @Nullable Path sessions,
      LongConsumer progress)
      throws InterruptedException, PolicyException {
    List<LogSource> sources = LogInput.sources(files);
    try (SessionCsv csv = sessions == null ? null : new SessionCsv(sessions)) {
      SessionSink sink = csv == null ? session -> {} : csv;
      Audit audit = new Audit(model, policy, crawlers(policy), byUser, workers(), sink);
      long start = System.nanoTime();
      AuditTotals totals = audit.run(sources, progress);
      double seconds = (System.nanoTime() - start) / 1e9;
      if (totals.parsed == 0) {
        throw LogInput.unreadable(sources.get(0), audit.bad());
      }
      if (csv != null) {
        csv.complete();
      }
      Findings findings = new Findings(totals, policy.partners());
      return new AuditRun(new AuditReport(sources, findings, audit.bad(), seconds));
    } catch (UncheckedIOException e) {
      throw new UserError("the log or the sessions file: " + e.getMessage());
    } catch (IOException e) {
      throw new UserError("the log or the sessions file: " + Reasons.of(e));
    }
  }

  static int workers() {
    return Math.max(1, Math.min(8, Runtime.getRuntime().availableProcessors()));
  }

  /** The crawlers of the policy's folder beside those that ship. */
  static CrawlerCatalogue crawlers(Policy policy) throws PolicyException {
    String folder = policy.crawlers().folder();
    return folder.isEmpty() ? CrawlerReader.shipped() : CrawlerReader.withFolder(Path.of(folder));
  }

  /**
   * In short, for a terminal.
   *
   * @param wholeAddresses whether clients are told by their addresses instead of their networks
   */
  public String text(boolean wholeAddresses) {
    return new AuditText(report, wholeAddresses).text();
  }

  /**
   * One page that opens offline.
   *
   * @param wholeAddresses whether clients are told by their addresses instead of their networks
   */
  public String html(boolean wholeAddresses) {
    return new AuditPage(report, wholeAddresses).html();
  }

  /** All figures, with addresses as the policy lets them be told. */
  public ObjectNode json(ObjectMapper mapper) {
    return new AuditJson(report).root(mapper);
  }
}
