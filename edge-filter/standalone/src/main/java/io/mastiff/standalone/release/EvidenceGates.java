package io.mastiff.standalone.release;

import io.mastiff.feature.FeatureSchema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The gates that files beside a model open: it was judged, on the data that it was compared on, is
 * no worse than the champion, holds the harm budget and has not learned its labels.
 *
 * @param model hash of the model
 * @param champion hash of the one in charge
 * @param folder where the model lies, for what to do
 */
public record EvidenceGates(
    Evidence evidence, String model, String champion, Path folder, GateBounds bounds) {

  private static final String JUDGED = "test";

  public List<Gate> all() {
    List<Gate> gates = new ArrayList<>();
    gates.add(evaluated());
    gates.add(compared());
    evidence.evaluated().filter(e -> e.model().equals(model)).ifPresent(e -> figures(e, gates));
    return gates;
  }

  private Gate evaluated() {
    return evidence
        .evaluated()
        .map(this::evaluated)
        .orElseGet(() -> Gate.shut("evaluated", "no " + Evaluated.FILE, evaluate()));
  }

  private Gate evaluated(Evaluated e) {
    String name = "evaluated";
    if (!e.model().equals(model)) {
      return Gate.shut(name, "that of model " + e.model() + ", not of this one", evaluate());
    }
    if (!e.schema().equals(FeatureSchema.hash())) {
      return Gate.shut(name, "on features " + e.schema() + ", not on this version's", evaluate());
    }
    if (!e.split().equals(JUDGED)) {
      return Gate.shut(
          name, "on split " + Figures.shown(e.split()) + ", not on " + JUDGED, evaluate());
    }
    return Gate.open(
        name,
        String.format(
            Locale.ROOT,
            "%s (%s), split %s: %,d people, %,d bots",
            e.data(),
            e.kind(),
            e.split(),
            e.humans(),
            e.bots()));
  }

  private Gate compared() {
    return evidence
        .compared()
        .map(this::compared)
        .orElseGet(() -> Gate.shut("no worse", "no " + Compared.FILE, compare()));
  }

  private Gate compared(Compared c) {
    String name = "no worse";
    if (!c.challenger().equals(model)) {
      return Gate.shut(name, "that of model " + c.challenger() + ", not of this one", compare());
    }
    if (!c.champion().equals(champion)) {
      return Gate.shut(
          name, "beside model " + c.champion() + "; in charge is " + champion, compare());
    }
    if (!c.split().equals(JUDGED)) {
      return Gate.shut(
          name, "on split " + Figures.shown(c.split()) + ", not on " + JUDGED, compare());
    }
    boolean same =
        evidence
            .evaluated()
            .map(e -> e.dataHash().equals(c.dataHash()) && e.split().equals(c.split()))
            .orElse(false);
    if (!same) {
      return Gate.shut(name, "compared on other data than it was evaluated on", compare());
    }
    return c.isWorse()
        ? Gate.shut(name, c.verdict() + ": " + String.join("; ", c.worse()), "train on more data")
        : Gate.open(name, c.verdict() + " than " + champion);
  }

  private void figures(Evaluated e, List<Gate> gates) {
    gates.add(harm(e));
    gates.add(leak(e));
  }

  private Gate harm(Evaluated e) {
    if (e.humans() < GateBounds.LEAST_PEOPLE) {
      return Gate.shut(
          "harm",
          String.format(
              Locale.ROOT,
              "%,d people judged, at least %,d say something: %,.1f of 100,000 hit (up to %,.1f)",
              e.humans(),
              GateBounds.LEAST_PEOPLE,
              e.hit(),
              e.hitHigh()),
          "evaluate on a dataset with more people");
    }
    String figure =
        String.format(
            Locale.ROOT,
            "%,.1f of 100,000 people's sessions hit (up to %,.1f); budget %.0f",
            e.hit(),
            e.hitHigh(),
            bounds.harmBudget());
    return e.hit() <= bounds.harmBudget()
        ? Gate.open("harm", figure)
        : Gate.shut("harm", figure, "look at who is hit (evaluate --report), and train anew");
  }

  private Gate leak(Evaluated e) {
    if (e.single().isEmpty()) {
      return Gate.shut(
          "leak", "no single feature was judged", "evaluate on data with a train split");
    }
    Evaluated.Single single = e.single().get();
    String figure =
        String.format(
            Locale.ROOT,
            "%s alone: AUC %.3f; alarm from %.2f",
            single.what(),
            single.auc(),
            GateBounds.LEAK_AUC);
    return single.auc() < GateBounds.LEAK_AUC
        ? Gate.open("leak", figure)
        : Gate.shut("leak", figure, "it may be measured from what made the label: --mask it");
  }

  private String evaluate() {
    return "mastiff model evaluate DATASET --model %s --json %s"
        .formatted(folder, folder.resolve(Evaluated.FILE));
  }

  private String compare() {
    return ("mastiff model show --kafka HOST:PORT --save champion.mastiff;"
            + " mastiff model compare champion.mastiff %s DATASET --json %s")
        .formatted(folder, folder.resolve(Compared.FILE));
  }
}
