package io.mastiff.standalone.command;

import io.mastiff.broker.BrokerException;
import io.mastiff.standalone.bouncer.BannedNetwork;
import io.mastiff.standalone.bouncer.ExportFormat;
import io.mastiff.standalone.operator.OperatorDesk;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code mastiff blocklist export}. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Writes the blocked addresses and networks for other programs: nginx-map (its",
      "geo block), haproxy-map (map_ip), ipset (ipset restore -exist; entries expire",
      "by themselves), cidr. Entries on sessions, shapes and cohorts cannot be said",
      "in these, nor can hashed addresses."
    })
public final class BlocklistExportCommand implements Callable<Integer> {
  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Option(
      names = "--format",
      required = true,
      converter = FormatConverter.class,
      description = "nginx-map, haproxy-map, ipset or cidr.")
  private ExportFormat format = ExportFormat.CIDR;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Replaced as a whole. Default: standard output.")
  private @Nullable String output;

  @Override
  public Integer call() throws BrokerException {
    if (output != null) {
      Output.checkFile("--output", output);
    }
    kafka.require();
    try (OperatorDesk desk = new OperatorDesk(kafka.bootstrap, kafka.topics())) {
      String text = format.write(BannedNetwork.of(desk.inForce()), System.currentTimeMillis());
      if (output == null) {
        System.out.print(text);
      } else {
        Output.writeFile("--output", output, text);
      }
    }
    return 0;
  }

  /** Reads a format as people write it. */
  static final class FormatConverter implements ITypeConverter<ExportFormat> {
    @Override
    public ExportFormat convert(String text) {
      for (ExportFormat format : ExportFormat.values()) {
        if (format.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(text)) {
          return format;
        }
      }
      throw new TypeConversionException("nginx-map, haproxy-map, ipset or cidr");
    }
  }
}
