package io.mastiff.bench.audit;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program to its end and takes its time and memory, read every 10 ms from Linux. */
final class MeasuredProcess {
  private static final long EVERY_MS = 10;
  private static final int LONGEST_COMPLAINT = 400;

  /**
   * What a run took.
   *
   * @param wallNanos from its start to its end
   * @param cpuNanos of all its threads; at most 10 ms of the end are missing
   * @param peakBytes the most memory that was resident; 0 where the system does not tell
   */
  record Cost(long wallNanos, long cpuNanos, long peakBytes) {}

  private MeasuredProcess() {}

  /**
   * Runs a command whose output goes nowhere.
   *
   * @throws IOException also where it ends with another code than 0
   */
  static Cost run(List<String> command, Path folder) throws IOException, InterruptedException {
    File errors = folder.resolve("errors.txt").toFile();
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(errors)
            .start();
    long cpu = 0;
    long peak = 0;
    try {
      do {
        cpu = Math.max(cpu, cpuNanos(process));
        peak = Math.max(peak, peakBytes(process.pid()));
      } while (!process.waitFor(EVERY_MS, TimeUnit.MILLISECONDS));
    } finally {
      process.destroy();
    }
    long wall = System.nanoTime() - start;
    if (process.exitValue() != 0) {
      String why = Files.readString(errors.toPath(), StandardCharsets.ISO_8859_1).strip();
      throw new IOException(
          command.get(0)
              + " ended with code "
              + process.exitValue()
              + ": "
              + why.substring(Math.max(0, why.length() - LONGEST_COMPLAINT)));
    }
    return new Cost(wall, cpu, peak);
  }

  private static long cpuNanos(Process process) {
    return process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
  }

  private static long peakBytes(long pid) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
        if (line.startsWith("VmHWM:")) {
          return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
        }
      }
    } catch (IOException e) {
      return 0;
    }
    return 0;
  }
}
