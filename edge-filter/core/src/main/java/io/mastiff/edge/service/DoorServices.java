package io.mastiff.edge.service;

import io.mastiff.edge.EngineBuilder;
import io.mastiff.edge.crawler.CrawlerCatalogue;
import io.mastiff.edge.crawler.CrawlerReader;
import io.mastiff.edge.crawler.CrawlerVerifier;
import io.mastiff.edge.crawler.dns.ResolverDns;
import io.mastiff.edge.crawler.dns.ReverseDns;
import io.mastiff.edge.crawler.signature.FetchedKeys;
import io.mastiff.edge.crawler.signature.Signatures;
import io.mastiff.edge.network.MaxMindNetworks;
import io.mastiff.edge.policy.Policy;
import io.mastiff.edge.policy.PolicyException;
import io.mastiff.edge.policy.PolicyProblem;
import io.mastiff.event.IpAddress;
import java.io.IOException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Opens what a policy names: databases of networks, crawlers, name servers, keys, the page's
 * template. Two daemon threads ask name servers and fetch keys, with at most {@value #MOST_WAITING}
 * questions waiting; one looks each minute whether a database was replaced.
 */
public final class DoorServices implements AutoCloseable {
  private static final int MOST_WAITING = 1000;
  private static final long LARGEST_TEMPLATE = 256 * 1024;
  private static final long CLOSE_MS = 1_000;

  private final ReverseDns dns;
  private final ThreadPoolExecutor background;
  private final ScheduledExecutorService timer;
  private final MaxMindNetworks networks;
  private final CrawlerCatalogue crawlers;
  private final CrawlerVerifier verifier;
  private final Signatures signatures;
  private final String template;

  private DoorServices(Policy policy) throws PolicyException {
    crawlers =
        policy.crawlers().folder().isEmpty()
            ? CrawlerReader.shipped()
            : CrawlerReader.withFolder(Path.of(policy.crawlers().folder()));
    template = template(policy.template());
    dns = dns(policy);
    background =
        new ThreadPoolExecutor(
            2,
            2,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            daemon("mastiff-ask"));
    background.allowCoreThreadTimeOut(true);
    signatures =
        new Signatures(
            new FetchedKeys(
                hosts(policy, crawlers), DoorServices::http, background, IpAddress::isInside));
    verifier = new CrawlerVerifier(dns, background, signatures);
    networks = new MaxMindNetworks(policy.network());
    timer = Executors.newSingleThreadScheduledExecutor(daemon("mastiff-files"));
    if (!policy.network().isEmpty()) {
      timer.scheduleWithFixedDelay(networks::reload, 60, 60, TimeUnit.SECONDS);
    }
  }

  /** Opens them; what cannot be opened is told like a mistake in the policy. */
  public static DoorServices open(Policy policy) throws PolicyException {
    return new DoorServices(policy);
  }

  /** Gives them to an engine. */
  public EngineBuilder into(EngineBuilder engine) {
    return engine.networks(networks).crawlers(crawlers, verifier, signatures).template(template);
  }

  /** A new one for each fetch, once an hour: it keeps threads only while it is in use. */
  private static HttpClient http() {
    return HttpClient.newBuilder()
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(Duration.ofSeconds(5))
        .build();
  }

  private static ReverseDns dns(Policy policy) throws PolicyException {
    if (!policy.crawlers().dns()) {
      return ReverseDns.none();
    }
    try {
      return ResolverDns.of(policy.crawlers().nameServers());
    } catch (UnknownHostException | NumberFormatException e) {
      throw problem("crawlers.nameServers", e.getMessage() + " is no name server");
    }
  }

  private static Set<String> hosts(Policy policy, CrawlerCatalogue crawlers) {
    Set<String> hosts = new HashSet<>(policy.crawlers().signatureHosts());
    crawlers.all().forEach(crawler -> hosts.add(crawler.signatureAgent()));
    policy.partners().forEach(partner -> hosts.add(partner.signatureAgent()));
    hosts.remove("");
    return hosts;
  }

  private static String template(String file) throws PolicyException {
    if (file.isEmpty()) {
      return "";
    }
    try {
      if (Files.size(Path.of(file)) > LARGEST_TEMPLATE) {
        throw problem("answers.template", "at most " + LARGEST_TEMPLATE + " bytes");
      }
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      throw problem("answers.template", file + " cannot be read as text");
    }
  }

  private static PolicyException problem(String path, String message) {
    return new PolicyException("policy", List.of(new PolicyProblem(path, "", message)));
  }

  private static ThreadFactory daemon(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  /** Ends the threads, and waits for each kind a second at most. */
  @Override
  public void close() {
    background.shutdownNow();
    timer.shutdownNow();
    try {
      background.awaitTermination(CLOSE_MS, TimeUnit.MILLISECONDS);
      timer.awaitTermination(CLOSE_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    dns.close();
  }
}
