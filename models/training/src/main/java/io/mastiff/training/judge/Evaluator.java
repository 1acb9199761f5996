package io.mastiff.training.judge;

import io.mastiff.classifier.Classifier;
import io.mastiff.feature.FeatureSchema;
import io.mastiff.training.TrainingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Judges one model on one split: reads each split once, trains what it is compared with on the
 * training split.
 *
 * @param executor does the scoring, training and resampling; the figures do not depend on it
 * @param progress takes lines that say how far the work is
 */
record Evaluator(
    DatasetFolder data,
    Classifier model,
    String split,
    boolean full,
    long seed,
    ExecutorService executor,
    Consumer<String> progress) {
  private static final String TRAIN = "train";
  private static final String CALIBRATE = "calibrate";

  Evaluation run() throws TrainingException {
    try (EvaluationReader reader = new EvaluationReader(data)) {
      List<String> families = SplitCheck.botFamilies(reader, data, split);
      List<String> notes = new ArrayList<>();
      SortedMap<String, SingleFeature> tells = new TreeMap<>();
      List<Contender> contenders = train(reader, families, tells, notes);
      double[] calibration = calibrationPeople(reader);
      Decisions decisions = new Decisions(model);
      List<Margins> margins = contenders.stream().map(Contender::margins).toList();
      progress.accept("scoring the split " + split + " with " + (1 + margins.size()) + " models");
      SessionTable table = score(reader, decisions, margins);
      progress.accept("resampling");
      List<Judged> judged = judged(table, contenders, margins);
      return figures(table, decisions, judged, tells, calibration, notes);
    }
  }

  private List<Contender> train(
      EvaluationReader reader,
      List<String> families,
      SortedMap<String, SingleFeature> tells,
      List<String> notes)
      throws TrainingException {
    TrainingSample sample = TrainingSample.draw(reader, TRAIN, TrainingSample.MOST_ROWS, seed);
    if (!sample.hasBothClasses()) {
      notes.add("no baselines: the split " + TRAIN + " does not hold people and bots");
      return List.of();
    }
    Contenders contenders = new Contenders(sample, seed);
    List<Callable<Contender>> work = new ArrayList<>(contenders.baselines());
    if (full) {
      work.addAll(contenders.trials(families));
      tells.putAll(SingleFeature.byFamily(sample.rows()));
    }
    notes.add(
        String.format(
            java.util.Locale.ROOT,
            "baselines and trials learned from a sample of %,d rows (at most %,d) that holds people"
                + " and bots in equal numbers, and families in equal numbers, as far as the split"
                + " has them",
            sample.rows().size(),
            TrainingSample.MOST_ROWS));
    progress.accept("training " + work.size() + " models on " + sample.rows().size() + " rows");
    return SessionScoring.all(executor, counted(work));
  }

  private List<Callable<Contender>> counted(List<Callable<Contender>> work) {
    AtomicInteger done = new AtomicInteger();
    List<Callable<Contender>> counted = new ArrayList<>();
    for (Callable<Contender> piece : work) {
      counted.add(
          () -> {
            Contender contender = piece.call();
            progress.accept(
                "trained " + done.incrementAndGet() + "/" + work.size() + ": " + contender.name());
            return contender;
          });
    }
    return counted;
  }

  private double[] calibrationPeople(EvaluationReader reader) throws TrainingException {
    Margins margins = Margins.highest(x -> model.score(x).margin());
    SessionScoring scoring = new SessionScoring(List.of(margins), executor);
    reader.readPeople(CALIBRATE, scoring);
    int people = scoring.finish().size();
    return Arrays.copyOf(margins.scores(), people);
  }

  private SessionTable score(EvaluationReader reader, Decisions decisions, List<Margins> margins)
      throws TrainingException {
    List<SessionScoring.Column> columns = new ArrayList<>(margins);
    columns.add(decisions);
    SessionScoring scoring = new SessionScoring(columns, executor);
    reader.read(split, scoring);
    return scoring.finish();
  }

  private List<Judged> judged(SessionTable table, List<Contender> contenders, List<Margins> margins)
      throws TrainingException {
    List<Judged> judged = new ArrayList<>();
    for (int i = 0; i < contenders.size(); i++) {
      judged.add(Judged.of(contenders.get(i), margins.get(i), table, resamples(table), executor));
    }
    return judged;
  }

  private Resamples resamples(SessionTable table) {
    return new Resamples(table.clients(), Resamples.DEFAULT_COUNT, seed);
  }

  private Evaluation figures(
      SessionTable table,
      Decisions decisions,
      List<Judged> judged,
      SortedMap<String, SingleFeature> tells,
      double[] calibration,
      List<String> notes)
      throws TrainingException {
    Resamples resamples = resamples(table);
    Ranking ranking = new Ranking(decisions.margins(), table.size());
    Ranked ranked = new Ranked(table, ranking, resamples, executor);
    SortedMap<String, FamilyFigures> families = families(table, ranked, decisions);
    int pool = table.botFamilies().size();
    return new Evaluation(
        subject(resamples),
        table.humans(),
        table.size() - table.humans(),
        Called.of(table, s -> decisions.probability(s) >= 0.5, resamples, executor),
        Called.of(table, s -> decisions.whole(s) >= 0.5, resamples, executor),
        family(table, ranked, decisions, pool),
        families,
        prAucAt(Curve.of(table, ranking, pool)),
        FrozenRates.of(calibration, table, decisions),
        Harm.of(table, decisions, -1),
        people(table, decisions),
        Calibration.of(table, decisions),
        Slice.all(table, ranking),
        judged,
        LeftOut.of(table, judged, resamples, executor),
        tells,
        Shapes.of(table, ranking, decisions, families),
        notes);
  }

  private Evaluation.Subject subject(Resamples resamples) {
    return new Evaluation.Subject(
        String.valueOf(data.folder().getFileName()),
        data.kind(),
        FeatureSchema.hash(),
        model.hash(),
        model.blockThreshold(),
        model.throttleThreshold(),
        split,
        seed,
        resamples.count());
  }

  private static SortedMap<String, FamilyFigures> families(
      SessionTable table, Ranked ranked, Decisions decisions) {
    SortedMap<String, FamilyFigures> families = new TreeMap<>();
    for (int i = 0; i < table.botFamilies().size(); i++) {
      families.put(table.botFamilies().get(i), family(table, ranked, decisions, i));
    }
    return families;
  }

  private static FamilyFigures family(
      SessionTable table, Ranked ranked, Decisions decisions, int number) {
    return new FamilyFigures(
        Standing.of(table, ranked, number), Effect.of(table, decisions, number));
  }

  private static SortedMap<String, Harm> people(SessionTable table, Decisions decisions) {
    SortedMap<String, Harm> people = new TreeMap<>();
    for (int i = 0; i < table.peopleFamilies().size(); i++) {
      people.put(table.peopleFamilies().get(i), Harm.of(table, decisions, i));
    }
    return people;
  }

  private static Map<String, Double> prAucAt(Curve curve) {
    Map<String, Double> at = new LinkedHashMap<>();
    at.put("0.01", curve.averagePrecision(0.01));
    at.put("0.05", curve.averagePrecision(0.05));
    return at;
  }
}
