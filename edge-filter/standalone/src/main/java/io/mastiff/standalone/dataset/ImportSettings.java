package io.mastiff.standalone.dataset;

import io.mastiff.data.label.Label;
import io.mastiff.data.label.LabelKey;
import io.mastiff.edge.crawler.CrawlerCatalogue;
import io.mastiff.edge.policy.Policy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How logs become a dataset.
 *
 * @param folder the dataset's
 * @param policy its routes, and how addresses are told
 * @param crawlers those that name themselves, and their networks
 * @param session what a session's lines have in common
 * @param labels a person's labels by their keys; empty for those that the logs give by themselves
 * @param labelKey what their keys name
 * @param traps paths that no person finds; a last {@code *} stands for any rest
 * @param origins what is masked, of {@link io.mastiff.feature.FeatureSchema#ORIGINS}
 * @param made fingerprint of whatever else the events of a log follow from: a run that was
 *     interrupted goes on only under the same
 * @param nowMs lines after it are in the future
 */
public record ImportSettings(
    Path folder,
    Policy policy,
    CrawlerCatalogue crawlers,
    SessionField session,
    Map<String, Label> labels,
    LabelKey labelKey,
    Set<String> traps,
    List<String> origins,
    String made,
    long nowMs) {

  /** What a session's lines have in common. */
  public enum SessionField {
    /** The address's network and the user agent, as at the door. */
    CLIENT,
    /** The log's user field, which holds a session's id. */
    USER,
    /** The address alone. */
    ADDRESS
  }

  /** Whether a person's file gives the labels. */
  boolean isLabelled() {
    return !labels.isEmpty();
  }

  /** Folder beside the dataset where events are sorted. */
  Path sorting() {
    return sorting(folder);
  }

  /** The same for any dataset. */
  static Path sorting(Path folder) {
    Path whole = folder.toAbsolutePath();
    return whole.resolveSibling(whole.getFileName() + ".sorting");
  }
}
