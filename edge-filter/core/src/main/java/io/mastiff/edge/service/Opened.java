package io.mastiff.edge.service;

import io.mastiff.edge.Content;
import io.mastiff.edge.crawler.CrawlerCatalogue;
import io.mastiff.edge.crawler.CrawlerReader;
import io.mastiff.edge.crawler.CrawlerVerifier;
import io.mastiff.edge.crawler.dns.ResolverDns;
import io.mastiff.edge.crawler.dns.ReverseDns;
import io.mastiff.edge.crawler.signature.FetchedKeys;
import io.mastiff.edge.crawler.signature.Signatures;
import io.mastiff.edge.network.MaxMindNetworks;
import io.mastiff.edge.policy.CrawlerPolicy;
import io.mastiff.edge.policy.Policy;
import io.mastiff.edge.policy.PolicyException;
import io.mastiff.edge.policy.PolicyProblem;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The files and name servers that policies name, opened; each is opened anew when its settings or
 * its files are others. Used by one thread at a time.
 */
final class Opened {
  private static final long LARGEST_TEMPLATE = 256 * 1024;

  private final Executor background;
  private final FetchedKeys keys;
  private final Signatures signatures;
  private final Kept<MaxMindNetworks> networks = new Kept<>("databases of networks");
  private final Kept<CrawlerCatalogue> crawlers = new Kept<>("crawlers");
  private final Kept<ReverseDns> dns = new Kept<>("name servers");
  private final Kept<CrawlerVerifier> verifier = new Kept<>("checks of crawlers");
  private final Kept<String> template = new Kept<>("answers");
  private volatile @Nullable MaxMindNetworks databases;

  /**
   * @param background runs what asks name servers
   */
  Opened(Executor background, FetchedKeys keys) {
    this.background = background;
    this.keys = keys;
    this.signatures = new Signatures(keys);
  }

  /**
   * What {@code policy} names; the same objects as the last time for what did not change.
   *
   * @throws PolicyException the first time, when something cannot be opened; later the old one
   *     stays, which is told once
   */
  Content take(Policy policy) throws PolicyException {
    CrawlerCatalogue known = crawlers(policy.crawlers());
    ReverseDns names = dns(policy.crawlers());
    CrawlerVerifier check =
        verifier.of(
            List.of(known, names), old -> new CrawlerVerifier(names, background, signatures));
    String page = template(policy.template());
    MaxMindNetworks found = networks(policy);
    keys.ask(hosts(policy, known));
    return new Content(found, known, check, signatures, page);
  }

  /** Takes in databases that were replaced on disk. */
  void reloadDatabases() {
    MaxMindNetworks now = databases;
    if (now != null) {
      now.reload();
    }
  }

  private MaxMindNetworks networks(Policy policy) throws PolicyException {
    MaxMindNetworks now =
        networks.of(
            policy.network(),
            old ->
                old == null
                    ? new MaxMindNetworks(policy.network())
                    : new MaxMindNetworks(policy.network(), old));
    databases = now;
    return now;
  }

  private CrawlerCatalogue crawlers(CrawlerPolicy policy) throws PolicyException {
    if (policy.folder().isEmpty()) {
      return crawlers.of("", old -> CrawlerReader.shipped());
    }
    Path folder = path("crawlers.folder", policy.folder());
    return crawlers.of(
        List.of(folder, FileStamp.in(folder, CrawlerReader.ENDINGS)),
        old -> CrawlerReader.withFolder(folder));
  }

  private ReverseDns dns(CrawlerPolicy policy) throws PolicyException {
    return dns.of(
        List.of(policy.dns(), policy.nameServers()),
        old -> policy.dns() ? resolver(policy.nameServers()) : ReverseDns.none());
  }

  private static ReverseDns resolver(List<String> nameServers) throws PolicyException {
    try {
      return ResolverDns.of(nameServers);
    } catch (UnknownHostException | NumberFormatException e) {
      throw problem("crawlers.nameServers", e.getMessage() + " is no name server");
    }
  }

  private String template(String file) throws PolicyException {
    if (file.isEmpty()) {
      return template.of("", old -> "");
    }
    Path page = path("answers.template", file);
    return template.of(FileStamp.of(page), old -> page(page));
  }

  private static String page(Path file) throws PolicyException {
    try {
      if (Files.size(file) > LARGEST_TEMPLATE) {
        throw problem("answers.template", "at most " + LARGEST_TEMPLATE + " bytes");
      }
      return Files.readString(file);
    } catch (IOException e) {
      throw problem("answers.template", file + " cannot be read as text");
    }
  }

  private static Path path(String setting, String file) throws PolicyException {
    try {
      return Path.of(file);
    } catch (InvalidPathException e) {
      throw problem(setting, "no name of a file: " + e.getReason());
    }
  }

  private static Set<String> hosts(Policy policy, CrawlerCatalogue crawlers) {
    Set<String> hosts = new HashSet<>(policy.crawlers().signatureHosts());
    crawlers.all().forEach(crawler -> hosts.add(crawler.signatureAgent()));
    policy.partners().forEach(partner -> hosts.add(partner.signatureAgent()));
    hosts.remove("");
    return hosts;
  }

  private static PolicyException problem(String path, String message) {
    return new PolicyException("policy", List.of(new PolicyProblem(path, "", message)));
  }
}
