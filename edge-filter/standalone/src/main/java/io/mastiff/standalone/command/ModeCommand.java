package io.mastiff.standalone.command;

import io.mastiff.broker.BrokerException;
import io.mastiff.event.Mode;
import io.mastiff.standalone.UserError;
import io.mastiff.standalone.operator.OperatorDesk;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mastiff mode}. */
@Command(
    name = "mode",
    mixinStandardHelpOptions = true,
    description = {
      "Sets what doors do: off, observe or enforce; follow goes back to each door's policy.",
      "--all asks every door through Kafka and waits until each has confirmed;",
      "--admin HOST:PORT asks one door directly and needs no Kafka."
    })
public final class ModeCommand implements Callable<Integer> {
  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Parameters(paramLabel = "off|observe|enforce|follow")
  private String mode = "";

  @Option(names = "--all", description = "All doors, through Kafka.")
  private boolean all;

  @Option(names = "--admin", paramLabel = "HOST:PORT", description = "One door's admin port.")
  private @Nullable String admin;

  @Option(
      names = "--percent",
      defaultValue = "100",
      description = "Share of clients that enforce acts on. Default: ${DEFAULT-VALUE}.")
  private int percent;

  @Override
  public Integer call() throws BrokerException, InterruptedException {
    if (mode.equals("follow")) {
      return follow();
    }
    Mode wanted =
        Mode.parse(mode)
            .orElseThrow(
                () -> new UserError(mode + ": a mode is off, observe or enforce; or follow"));
    if (percent < 0 || percent > 100) {
      throw new UserError("--percent is 0 to 100, not " + percent);
    }
    if (admin != null) {
      if (all) {
        throw new UserError("--all and --admin exclude each other");
      }
      return direct(admin, wanted, percent);
    }
    if (!all) {
      throw new UserError("say which doors: --all, or --admin HOST:PORT for one");
    }
    kafka.require();
    try (OperatorDesk desk = new OperatorDesk(kafka.bootstrap, kafka.topics())) {
      return Confirmations.print(
          "mode " + wanted.text(), desk.mode(wanted, percent, Confirmations.author()));
    }
  }

  /** Every door goes back to the mode of its own policy. */
  private int follow() throws BrokerException {
    if (!all) {
      throw new UserError("say which doors: --all");
    }
    kafka.require();
    try (OperatorDesk desk = new OperatorDesk(kafka.bootstrap, kafka.topics())) {
      return Confirmations.print("mode of each policy", desk.follow(Confirmations.author()));
    }
  }

  private static int direct(String address, Mode wanted, int percent) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + address + "/mode"))
            .timeout(Duration.ofSeconds(5))
            .POST(HttpRequest.BodyPublishers.ofString(wanted.text() + " " + percent))
            .build();
    try {
      HttpResponse<String> answer =
          HttpClient.newBuilder()
              .connectTimeout(Duration.ofSeconds(3))
              .build()
              .send(request, HttpResponse.BodyHandlers.ofString());
      System.out.print(answer.body());
      return answer.statusCode() == 200 ? 0 : 2;
    } catch (IOException e) {
      throw new UserError("--admin " + address + ": no door answers there");
    }
  }
}
