package io.mastiff.training.judge;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** An evaluation as JSON: the stable form that dashboards read. */
final class EvaluationJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Evaluation evaluation;
  private final String dataHash;

  private EvaluationJson(Evaluation evaluation, String dataHash) {
    this.evaluation = evaluation;
    this.dataHash = dataHash;
  }

  /**
   * The JSON.
   *
   * @param dataHash tells the dataset from others; with the model's hash it ties the figures to
   *     what they are of
   */
  static ObjectNode of(Evaluation evaluation, String dataHash) {
    return new EvaluationJson(evaluation, dataHash).json();
  }

  private ObjectNode json() {
    ObjectNode out = MAPPER.createObjectNode();
    head(out);
    calls(out, evaluation.half());
    calls(out.putObject("wholeSession"), evaluation.whole());
    ObjectNode pooled = figures(out.putObject("pooled"), evaluation.pooled());
    numbers(pooled.putObject("prAucAtPrevalence"), evaluation.prAucAt());
    pooled.put("hitPer100kHigh", evaluation.harm().high());
    pooled.set("calibration", calibration());
    interval(out.withObject("/intervals").putObject("auc"), evaluation.pooled().standing().auc());
    ObjectNode families = out.putObject("families");
    evaluation.families().forEach((name, f) -> figures(families.putObject(name), f));
    ObjectNode people = out.putObject("people");
    evaluation.people().forEach((name, harm) -> harm(people.putObject(name), harm));
    ObjectNode slices = out.putObject("slices");
    evaluation.slices().forEach((sees, slice) -> slice(slices.putObject(sees.label()), slice));
    trials(out);
    ArrayNode notes = out.putArray("notes");
    evaluation.notes().forEach(notes::add);
    return out;
  }

  private void head(ObjectNode out) {
    Evaluation.Subject subject = evaluation.subject();
    out.put("data", subject.data()).put("kind", subject.kind()).put("schema", subject.schema());
    out.put("dataHash", dataHash);
    out.put("model", subject.model()).put("split", subject.split());
    out.put("blockThreshold", subject.blockThreshold());
    out.put("throttleThreshold", subject.throttleThreshold());
    out.put("seed", subject.seed()).put("resamples", subject.resamples());
    out.put("humans", evaluation.humans()).put("bots", evaluation.bots());
  }

  private void calls(ObjectNode out, Called called) {
    out.put("accuracy", called.accuracy().value()).put("f1", called.f1().value());
    out.put("precision", called.precision().value()).put("recall", called.recall().value());
    ObjectNode intervals = out.putObject("intervals");
    interval(intervals.putObject("accuracy"), called.accuracy());
    interval(intervals.putObject("f1"), called.f1());
    interval(intervals.putObject("precision"), called.precision());
    interval(intervals.putObject("recall"), called.recall());
  }

  private ObjectNode figures(ObjectNode out, FamilyFigures figures) {
    standing(out, figures.standing());
    estimates(out.putObject("realisedFpr"), evaluation.realised());
    Effect effect = figures.effect();
    out.putObject("pagesToDecision").put("p50", effect.p50()).put("p90", effect.p90());
    out.put("caughtShare", effect.caught()).put("servedShare", effect.served());
    out.put("productsObtainedShare", effect.obtained());
    out.put("hitPer100k", evaluation.harm().per100k());
    return out;
  }

  private static ObjectNode standing(ObjectNode out, Standing standing) {
    out.put("sessions", standing.sessions());
    out.put("auc", standing.auc().value());
    interval(out.putObject("aucInterval"), standing.auc());
    out.put("prAuc", standing.prAuc());
    estimates(out.putObject("recallAtFpr"), standing.recall());
    return out;
  }

  private ObjectNode calibration() {
    Calibration calibration = evaluation.calibration();
    ObjectNode out = MAPPER.createObjectNode().put("ece", calibration.ece());
    bin(out.putObject("top1Percent"), calibration.top());
    ArrayNode bins = out.putArray("bins");
    calibration.bins().forEach(b -> bin(bins.addObject(), b));
    return out;
  }

  private void trials(ObjectNode out) {
    named(out.putArray("baselines"), Contender.Role.BASELINE);
    if (evaluation.contenders(Contender.Role.REFERENCE).isEmpty()) {
      return;
    }
    ObjectNode full = out.putObject("full");
    named(full.putArray("sample"), Contender.Role.REFERENCE);
    named(full.putArray("ablations"), Contender.Role.ABLATION);
    ObjectNode tells = full.putObject("singleFeature");
    evaluation
        .tells()
        .forEach((f, t) -> tells.putObject(f).put("feature", t.column()).put("auc", t.auc()));
    LeftOut leftOut = evaluation.leftOut();
    if (leftOut != null) {
      ObjectNode node = full.putObject("leftOut");
      standing(node.putObject("pooled"), leftOut.pooled());
      ObjectNode families = node.putObject("families");
      leftOut.families().forEach((name, s) -> standing(families.putObject(name), s));
    }
  }

  private void named(ArrayNode out, Contender.Role role) {
    for (Judged judged : evaluation.contenders(role)) {
      ObjectNode node = out.addObject().put("name", judged.contender().name());
      node.put("what", judged.contender().what());
      standing(node, judged.standing());
    }
  }

  private static void harm(ObjectNode out, Harm harm) {
    out.put("sessions", harm.sessions()).put("hit", harm.hit());
    out.put("hitPer100k", harm.per100k()).put("hitPer100kHigh", harm.high());
  }

  private static void slice(ObjectNode out, Slice slice) {
    out.put("people", slice.people()).put("bots", slice.bots()).put("auc", slice.auc());
    numbers(out.putObject("recallAtFpr"), slice.recall());
  }

  private static void bin(ObjectNode out, Calibration.Bin bin) {
    out.put("sessions", bin.sessions());
    out.put("predicted", bin.predicted()).put("observed", bin.observed());
  }

  private static void numbers(ObjectNode out, Map<String, Double> numbers) {
    numbers.forEach(out::put);
  }

  static void estimates(ObjectNode out, Map<String, Estimate> estimates) {
    estimates.forEach((name, e) -> estimate(out.putObject(name), e));
  }

  static void estimate(ObjectNode out, Estimate estimate) {
    out.put("value", estimate.value());
    interval(out, estimate);
    if (estimate.note() != null) {
      out.put("note", estimate.note());
    }
  }

  private static void interval(ObjectNode out, Estimate estimate) {
    out.put("low", estimate.low()).put("high", estimate.high());
  }
}
