package io.mastiff.standalone.demo;

import io.mastiff.broker.BrokerException;
import io.mastiff.broker.BrokerProcess;
import io.mastiff.event.Mode;
import io.mastiff.standalone.actor.Cast;
import io.mastiff.standalone.actor.Jar;
import io.mastiff.standalone.actor.Stage;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The demo, phase by phase.
 *
 * <pre>
 * baseline   shoppers alone
 * observe    the same and scrapers; the door notes what it would do
 * enforce    the same actors, an empty list and fresh state; the door acts
 * </pre>
 */
public final class Demo {
  private static final byte[] COOKIE_KEY = new byte[32];

  static {
    new SecureRandom().nextBytes(COOKIE_KEY);
  }

  private final DemoSettings settings;
  private final Path folder;
  private final Consumer<String> progress;
  private final List<Jar> visitors = new ArrayList<>();

  /**
   * @param progress takes a sentence as each part begins
   */
  public Demo(DemoSettings settings, Path folder, Consumer<String> progress) {
    this.settings = settings;
    this.folder = folder;
    this.progress = progress;
  }

  /** Runs it; about two and a half minutes. */
  public DemoResult run() throws BrokerException, IOException, InterruptedException {
    progress.accept("starting the broker");
    EventLoopGroup actors = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    try (BrokerProcess broker = BrokerProcess.start(folder.resolve("broker"), 0)) {
      PhaseResult baseline;
      PhaseResult observe;
      progress.accept("starting stream, store and door");
      try (World world = world("observe", Mode.OBSERVE, broker)) {
        phase("warm-up", actors, world, DemoSettings.WARM_UP_SECONDS, false, null);
        baseline = phase("baseline", actors, world, DemoSettings.BASELINE_SECONDS, false, null);
        observe = phase("observe", actors, world, DemoSettings.OBSERVE_SECONDS, true, null);
      }
      progress.accept("starting anew with an empty list and fresh state");
      try (World world = world("enforce", Mode.ENFORCE, broker)) {
        Killer killer =
            settings.kill() == null
                ? null
                : new Killer(settings.kill(), broker, world.stream(), world.latency());
        PhaseResult enforce =
            phase("enforce", actors, world, settings.enforceSeconds(), true, killer);
        drain(world);
        TopicAudit topics =
            TopicAudit.of(broker.bootstrap(), world.topics(), world.topics().prefix() + "-stream");
        return new DemoResult(
            settings.play(),
            baseline,
            observe,
            enforce,
            world.door().engine().counters(),
            world.denials(),
            world.latency(),
            topics,
            killer == null ? null : killer.recovery());
      }
    } finally {
      actors.shutdownGracefully(0, 2, TimeUnit.SECONDS);
    }
  }

  private World world(String name, Mode mode, BrokerProcess broker)
      throws BrokerException, IOException, InterruptedException {
    return World.build(name, mode, settings, broker, folder, COOKIE_KEY);
  }

  private PhaseResult phase(
      String name,
      EventLoopGroup actors,
      World world,
      int seconds,
      boolean scrapers,
      @Nullable Killer killer)
      throws InterruptedException {
    progress.accept(name + ": " + seconds + " s");
    Stage stage = new Stage(actors.next(), world.address(), seconds * 1000L);
    Cast cast = new Cast(stage, settings.play(), settings.seed(), visitors);
    cast.shoppers(seconds);
    if (scrapers) {
      cast.scrapers(seconds);
    }
    long endMs = System.currentTimeMillis() + seconds * 1000L;
    if (killer != null) {
      killer.run(cast, DemoSettings.KILL_AT_SECONDS, seconds);
    }
    Thread.sleep(Math.max(0, endMs - System.currentTimeMillis()));
    Thread.sleep(2_500);
    visitors.clear();
    visitors.addAll(cast.visited());
    return new PhaseResult(name, cast.tallies(), stage.lagMs(99));
  }

  /** Waits until every event is acknowledged or dropped. */
  private static void drain(World world) throws InterruptedException {
    for (int i = 0; i < 150 && world.door().engine().counters().inFlight() > 0; i++) {
      Thread.sleep(100);
    }
  }
}
