package io.mastiff.standalone.simulate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mastiff.data.dataset.ParquetDataset;
import io.mastiff.data.simulate.crowd.Crowd;
import io.mastiff.data.simulate.person.Parameters;
import io.mastiff.feature.DatasetRow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.function.LongConsumer;

/** Writes the sessions of a crowd as a dataset; the same crowd gives the same rows. */
public final class SimulatedDataset {
  private final Crowd crowd;
  private final Splits splits;
  private final ObjectNode made;

  /**
   * @param made what the crowd was made from, for the dataset's description
   */
  public SimulatedDataset(Crowd crowd, Splits splits, ObjectNode made) {
    this.crowd = crowd;
    this.splits = splits;
    this.made = made;
  }

  /**
   * Writes the folder; returns how many rows it has.
   *
   * @param ahead how many blocks may be in memory
   * @param progress is told the sessions that are done
   */
  public long write(Path folder, ExecutorService threads, int ahead, LongConsumer progress)
      throws IOException {
    describe();
    try (ParquetDataset dataset = new ParquetDataset(folder, Set.of(), made)) {
      InOrder.run(
          crowd.blocks(),
          ahead,
          threads,
          block -> new DayRows(crowd, block, splits).rows(),
          (block, rows) -> {
            add(dataset, rows);
            progress.accept(Math.min(crowd.sessions(), (block + 1) * Crowd.BLOCK));
          });
      long rows = dataset.rows();
      dataset.finish();
      return rows;
    }
  }

  private static void add(ParquetDataset dataset, List<DatasetRow> rows) throws IOException {
    for (DatasetRow row : rows) {
      dataset.add(row);
    }
  }

  private void describe() {
    ObjectNode fitted = made.putObject("fitted");
    Parameters.fitted().forEach(fitted::put);
    ObjectNode invented = made.putObject("invented");
    Parameters.invented().forEach(invented::put);
    ObjectNode resemblance = made.putObject("resemblance");
    Parameters.resemblance().forEach(resemblance::put);
  }
}
