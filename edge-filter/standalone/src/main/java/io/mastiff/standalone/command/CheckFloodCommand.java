package io.mastiff.standalone.command;

import io.mastiff.standalone.UserError;
import io.mastiff.standalone.soak.AddressFlood;
import io.mastiff.standalone.soak.FloodResult;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mastiff check flood}. */
@Command(
    name = "flood",
    mixinStandardHelpOptions = true,
    description = {
      "Proves that a flood of addresses does not fill the heap.",
      "Sends requests that have an address each, IPv4 and IPv6, and every fourth a user agent of",
      "its own, through one door: its heap may not grow beyond its stated tables, and it may not",
      "slow down."
    })
public final class CheckFloodCommand implements Callable<Integer> {
  private static final long FEWEST = 20_000;

  @Option(
      names = "--addresses",
      description = "How many (default: ${DEFAULT-VALUE}).",
      defaultValue = "20000000")
  private long addresses;

  @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures; - prints them.")
  private @Nullable String json;

  @Override
  public Integer call() {
    if (addresses < FEWEST) {
      throw new UserError("--addresses " + addresses + ": give at least " + FEWEST);
    }
    if (json != null) {
      Output.check(json);
    }
    Progress progress = new Progress("flooding");
    FloodResult result = AddressFlood.run(addresses, sent -> progress.at(sent, addresses));
    progress.done();
    if (json == null || !Output.isStandardOutput(json)) {
      System.out.print(result.text());
    }
    if (json != null) {
      Output.write(json, result.json(Output.json()));
    }
    return result.failures().isEmpty() ? 0 : 1;
  }
}
