package io.mastiff.standalone.command;

import io.mastiff.broker.BrokerException;
import io.mastiff.classifier.ModelException;
import io.mastiff.classifier.ModelReader;
import io.mastiff.event.ModelPointer;
import io.mastiff.standalone.UserError;
import io.mastiff.standalone.operator.Money;
import io.mastiff.standalone.release.Evidence;
import io.mastiff.standalone.release.EvidenceGates;
import io.mastiff.standalone.release.FreezeGate;
import io.mastiff.standalone.release.Gate;
import io.mastiff.standalone.release.GateBounds;
import io.mastiff.standalone.release.InShadow;
import io.mastiff.standalone.release.ShadowGates;
import io.mastiff.standalone.release.ShadowWords;
import io.mastiff.stream.ModelChange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mastiff model promote}: into shadow, and from there in charge, where the gates hold. */
@Command(
    name = "promote",
    mixinStandardHelpOptions = true,
    description = {
      "Puts a model in the champion's shadow, and from there in charge.",
      "In shadow it judges the same sessions and acts on none; one that is there is replaced. With",
      "--charge the model in shadow takes charge. Gates have to hold: judged, no worse than the",
      "champion, harm budget, no leak, no freeze; in charge also time in shadow.",
      "Exit code 1 when one does not hold."
    })
public final class ModelPromoteCommand implements Callable<Integer> {
  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Mixin private ModelKeyOptions key = new ModelKeyOptions();

  @Mixin private ForceOptions force = new ForceOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = "FOLDER_OR_FILE",
      description =
          "The model; evaluation.json and comparison.json are read beside it. With --charge it may "
              + "be left out: the one in shadow.")
  private @Nullable Path source;

  @Option(names = "--charge", description = "Puts it in charge instead of in shadow.")
  private boolean charge;

  @Option(
      names = "--harm-budget",
      defaultValue = "50",
      description = "People's sessions that may be hit, of 100,000. Default: ${DEFAULT-VALUE}.")
  private double harmBudget;

  @Option(
      names = "--shadow-for",
      defaultValue = "24h",
      description = "Least time in shadow. Default: ${DEFAULT-VALUE}.")
  private String shadowFor = "";

  @Option(
      names = "--shadow-sessions",
      defaultValue = "1000",
      description = "Least number of sessions judged in shadow. Default: ${DEFAULT-VALUE}.")
  private long shadowSessions;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Writes the gates as JSON as well, to a file.")
  private @Nullable String json;

  @Override
  public Integer call() throws BrokerException, ModelException, IOException, InterruptedException {
    force.check();
    GateBounds bounds = bounds();
    if (json != null) {
      Output.check(json);
    }
    if (source == null && !charge) {
      throw new UserError("name a model, or --charge for the one in shadow");
    }
    byte @Nullable [] file = source == null ? null : read(Evidence.model(source));
    ModelDesk desk = new ModelDesk(kafka, key, Clock.systemUTC());
    ModelPointer now = desk.inForce();
    String model = file == null ? now.getChallenger() : ModelReader.hash(file);
    if (model.isEmpty()) {
      throw new UserError("no model is in shadow; name one");
    }
    System.out.println("model " + model + (charge ? ": to take charge" : ": to run in shadow"));
    return charge ? charge(desk, now, model, file, bounds) : shadow(desk, now, model, file, bounds);
  }

  private GateBounds bounds() {
    if (!(harmBudget >= 0 && harmBudget <= 100_000)) {
      throw new UserError("--harm-budget: 0 to 100000, not " + harmBudget);
    }
    if (shadowSessions < 1) {
      throw new UserError("--shadow-sessions: at least 1, not " + shadowSessions);
    }
    return new GateBounds(harmBudget, Durations.parse("--shadow-for", shadowFor), shadowSessions);
  }

  private static byte[] read(Path file) throws ModelException, IOException {
    ModelReader.read(file);
    return Files.readAllBytes(file);
  }

  private int shadow(
      ModelDesk desk, ModelPointer now, String model, byte @Nullable [] file, GateBounds bounds)
      throws ModelException, IOException, InterruptedException {
    if (file == null || source == null) {
      throw new UserError("name a model");
    }
    Evidence evidence = Evidence.beside(source);
    List<Gate> gates = new ArrayList<>();
    gates.addAll(
        new EvidenceGates(evidence, model, now.getChampion(), Evidence.folder(source), bounds)
            .all());
    gates.add(FreezeGate.of(now, desk.nowMs()));
    bounds.loosened().ifPresent(gates::add);
    if (!isOpen(gates)) {
      return 1;
    }
    ModelChange change = force.change(evidence.words() + bounds.kept());
    desk.change(publisher -> publisher.shadow(file, change));
    if (!now.getChallenger().isEmpty() && !now.getChallenger().equals(model)) {
      System.out.println("model " + now.getChallenger() + ": out of shadow, replaced");
    }
    System.out.println("model " + model + ": in shadow" + desk.signed());
    return 0;
  }

  private int charge(
      ModelDesk desk, ModelPointer now, String model, byte @Nullable [] file, GateBounds bounds)
      throws ModelException, IOException, InterruptedException {
    InShadow counts = InShadow.read(desk.bootstrap(), desk.topics(), now);
    List<Gate> gates = new ArrayList<>();
    gates.addAll(new ShadowGates(now, counts, model, desk.nowMs(), bounds).all());
    gates.add(FreezeGate.of(now, desk.nowMs()));
    bounds.loosened().ifPresent(gates::add);
    String harm = harm(desk, counts, now, model);
    if (!isOpen(gates)) {
      return 1;
    }
    ModelChange change = force.change(harm + bounds.kept());
    desk.change(
        publisher ->
            file == null
                ? publisher.promoteChallenger(model, change)
                : publisher.promote(file, change));
    System.out.println("model " + model + ": champion" + desk.signed());
    return 0;
  }

  /**
   * Says whom it would have touched, where it was in shadow; the words are kept with the change.
   */
  private static String harm(ModelDesk desk, InShadow counts, ModelPointer now, String model) {
    if (!now.getChallenger().equals(model)) {
      System.out.println("it was not in shadow: nobody knows whom it would touch");
      return "never in shadow";
    }
    Money money = Money.read(desk.bootstrap(), desk.topics(), Set.of());
    for (String line : ShadowWords.of(counts, money)) {
      Wrapped.of("", 2, line).forEach(System.out::println);
    }
    return "%,d sessions in shadow: %s"
        .formatted(counts.sessions(), ShadowWords.harm(counts, money));
  }

  /** Prints the gates; false where one fails and nothing forces it. */
  private boolean isOpen(List<Gate> gates) {
    GateLines.of(gates).forEach(System.out::println);
    if (json != null) {
      Output.write(json, GateLines.json(gates));
    }
    long failed = gates.stream().filter(gate -> !gate.holds()).count();
    if (failed == 0) {
      return true;
    }
    if (force.isForced()) {
      System.out.println("forced past " + failed + (failed == 1 ? " gate" : " gates"));
      return true;
    }
    System.err.println(
        "mastiff model promote: refused, since "
            + failed
            + (failed == 1 ? " gate fails" : " gates fail")
            + "; --force --why TEXT goes on");
    return false;
  }
}
