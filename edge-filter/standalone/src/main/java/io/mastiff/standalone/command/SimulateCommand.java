package io.mastiff.standalone.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mastiff.data.dataset.ParquetDataset;
import io.mastiff.data.simulate.crowd.Arrivals;
import io.mastiff.data.simulate.crowd.Crowd;
import io.mastiff.data.simulate.family.Families;
import io.mastiff.data.simulate.family.Family;
import io.mastiff.data.simulate.family.FamilyException;
import io.mastiff.feature.DatasetFormat;
import io.mastiff.standalone.UserError;
import io.mastiff.standalone.simulate.SimulatedDataset;
import io.mastiff.standalone.simulate.SimulatedLog;
import io.mastiff.standalone.simulate.Splits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mastiff data simulate}. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description = "Simulates sessions of shoppers and of programs.")
public final class SimulateCommand implements Callable<Integer> {
  /** Seed and size of a dataset where none are given. */
  public static final long DEFAULT_SEED = 20_260_101;

  public static final long DEFAULT_SESSIONS = 200_000;

  /** With these options the dataset is made that the default model is trained on. */
  public static final List<String> OF_DEFAULT_MODEL =
      List.of("--sessions", "160000", "--splits", "40/50/10");

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "FOLDER",
      description = "The folder to write.")
  private Path out = Path.of(".");

  @Option(
      names = "--seed",
      defaultValue = "" + DEFAULT_SEED,
      description = "A whole number; the same gives the same bytes.")
  private long seed;

  @Option(
      names = "--sessions",
      defaultValue = "" + DEFAULT_SESSIONS,
      description = "How many. Default: ${DEFAULT-VALUE}.")
  private long sessions;

  @Option(
      names = "--splits",
      defaultValue = "10/24/66",
      paramLabel = "A/B/C",
      description =
          "Of 100 clients, how many train, calibrate and test. Default: ${DEFAULT-VALUE}.")
  private String splits = "10/24/66";

  @Option(
      names = "--families",
      paramLabel = "DIR",
      description = "Family files, *.yaml, added to those that ship or replacing them.")
  private @Nullable Path families;

  @Option(
      names = "--shop-products",
      paramLabel = "N",
      description = "Products of the shop. Default: shops of 300 to 40000.")
  private int products;

  @Option(
      names = "--shape",
      defaultValue = "diurnal",
      description = "A day's traffic: flat, diurnal or sale. Default: diurnal.")
  private Arrivals.Shape shape = Arrivals.Shape.DIURNAL;

  @Option(
      names = "--as",
      defaultValue = "dataset",
      description = "dataset, or log (access log and labels). Default: dataset.")
  private As as = As.DATASET;

  private enum As {
    DATASET,
    LOG
  }

  @Override
  public Integer call() throws IOException {
    check();
    Families known = families();
    Crowd crowd = new Crowd(seed, sessions, known, products, shape);
    int cores = Runtime.getRuntime().availableProcessors();
    ExecutorService threads = Executors.newFixedThreadPool(cores);
    Progress progress = new Progress("simulating");
    try {
      String made =
          as == As.LOG
              ? log(crowd, threads, 2 * cores, progress)
              : dataset(crowd, known, threads, 2 * cores, progress);
      progress.done();
      System.out.println(made);
    } finally {
      threads.shutdownNow();
    }
    return 0;
  }

  private String log(Crowd crowd, ExecutorService threads, int ahead, Progress progress)
      throws IOException {
    long lines =
        new SimulatedLog(crowd, splits())
            .write(out, threads, ahead, done -> progress.at(done, sessions));
    return "%s: %d lines of %d sessions".formatted(out, lines, sessions);
  }

  private String dataset(
      Crowd crowd, Families known, ExecutorService threads, int ahead, Progress progress)
      throws IOException {
    ObjectNode made = ParquetDataset.made("simulated");
    made.put("seed", seed).put("simulated", sessions).put("products", products);
    made.put("splits", splits);
    made.put("shape", shape.name().toLowerCase(Locale.ROOT));
    ObjectNode shares = made.putObject("families");
    known.all().forEach(family -> shares.put(family.name(), family.share()));
    long rows =
        new SimulatedDataset(crowd, splits(), made)
            .write(out, threads, ahead, done -> progress.at(done, sessions));
    return "%s: %d rows of %d sessions".formatted(out, rows, sessions);
  }

  private Families families() throws IOException {
    try {
      Families shipped = Families.shipped();
      Families known = families == null ? shipped : shipped.with(families);
      if (known.all().stream().mapToDouble(Family::share).sum() <= 0) {
        throw new UserError("--families " + families + ": every share is 0; give one more");
      }
      return known;
    } catch (FamilyException e) {
      throw new UserError("--families " + e.getMessage());
    }
  }

  private Splits splits() {
    return Splits.parse(splits)
        .orElseThrow(
            () -> new UserError("--splits " + splits + ": three numbers that make 100, 10/24/66"));
  }

  private void check() {
    splits();
    Path parent = out.toAbsolutePath().normalize().getParent();
    if (parent == null || !Files.isWritable(parent)) {
      throw new UserError("--out " + out + ": its folder does not exist or cannot be written");
    }
    if (Files.exists(out)
        && (as == As.LOG || !Files.exists(out.resolve(DatasetFormat.DESCRIPTION)))) {
      throw new UserError("--out " + out + ": is there already; name another folder");
    }
    if (sessions < 100 || sessions > 100_000_000) {
      throw new UserError("--sessions " + sessions + ": 100 to 100000000");
    }
    if (products != 0 && (products < 20 || products > 10_000_000)) {
      throw new UserError("--shop-products " + products + ": 20 to 10000000");
    }
  }
}
