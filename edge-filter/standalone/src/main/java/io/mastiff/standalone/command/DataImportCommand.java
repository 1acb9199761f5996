package io.mastiff.standalone.command;

import io.mastiff.data.archive.ArchiveException;
import io.mastiff.data.label.Label;
import io.mastiff.data.label.LabelException;
import io.mastiff.data.label.LabelFile;
import io.mastiff.data.label.LabelKey;
import io.mastiff.data.label.LabelNames;
import io.mastiff.edge.client.AddressKey;
import io.mastiff.edge.crawler.CrawlerCatalogue;
import io.mastiff.edge.crawler.CrawlerReader;
import io.mastiff.edge.policy.Policy;
import io.mastiff.edge.policy.PolicyException;
import io.mastiff.edge.policy.PolicyReader;
import io.mastiff.edge.policy.Privacy;
import io.mastiff.feature.DatasetFormat;
import io.mastiff.feature.FeatureSchema;
import io.mastiff.standalone.Reasons;
import io.mastiff.standalone.UserError;
import io.mastiff.standalone.audit.LogInput;
import io.mastiff.standalone.audit.LogSource;
import io.mastiff.standalone.dataset.DatasetImport;
import io.mastiff.standalone.dataset.EventFeed.Telling;
import io.mastiff.standalone.dataset.ImportReport;
import io.mastiff.standalone.dataset.ImportSettings;
import io.mastiff.standalone.dataset.ImportSettings.SessionField;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mastiff data import}. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = {
      "Makes a dataset of an archive or of access logs.",
      "An archive is what data archive keeps. Labels come from a",
      "file (key,label[,split] a line), or from the traffic: orders, --trap hits, crawlers that",
      "say so, false crawlers. Interrupted, it goes on with the first log that was not read whole."
    })
public final class DataImportCommand implements Callable<Integer> {
  /** What the file of labels has as keys. */
  private static final Map<String, LabelKey> KEYS =
      Map.of(
          "session", LabelKey.SESSION,
          "address", LabelKey.ADDRESS,
          "address+agent", LabelKey.ADDRESS_AGENT);

  @Parameters(
      arity = "1..*",
      paramLabel = "LOG",
      description = "Access logs or globs, any order; or one archive.")
  private List<Path> logs = List.of();

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "FOLDER",
      description = "The dataset; one that is there is replaced.")
  private Path out = Path.of("");

  @Option(names = "--labels", paramLabel = "FILE", description = "Only its sessions are written.")
  private @Nullable Path labels;

  @Option(
      names = "--label-key",
      paramLabel = "KEY",
      description = "session, address, or address+agent (joined by |) in the file of labels.")
  private @Nullable String labelKey;

  @Option(
      names = "--session-field",
      paramLabel = "FIELD",
      description = "user or address: what names a session. Default: network and user agent.")
  private @Nullable String sessionField;

  @Option(names = "--human", paramLabel = "NAMES", description = "Labels of people: a,b,c.")
  private String human = "";

  @Option(names = "--bot", paramLabel = "NAMES", description = "Labels of bots, each a family.")
  private String bot = "";

  @Option(names = "--trap", paramLabel = "PATH", description = "Who asks for it is a bot.")
  private Set<String> traps = new LinkedHashSet<>();

  @Option(
      names = "--mask",
      split = ",",
      paramLabel = "ORIGIN",
      description = "Leaves out what is measured from user-agent, time, address, …")
  private Set<String> masks = new LinkedHashSet<>();

  @Option(names = "--shop", paramLabel = "ID", description = "Of an archive this shop only.")
  private String shop = "";

  @Option(
      names = "--hash-addresses",
      paramLabel = "FILE",
      description = "Key that addresses are hashed with.")
  private @Nullable Path hashKey;

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "Its routes and crawlers are used.")
  private @Nullable Path policy;

  @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures; - prints them.")
  private @Nullable String json;

  @Override
  public Integer call() throws PolicyException, IOException {
    checkTargets();
    ImportReport report = isArchive() ? ofArchive() : ofLogs();
    if (json == null || !Output.isStandardOutput(json)) {
      System.out.print(report.text());
    }
    if (json != null) {
      Output.write(json, report.json(Output.json()));
    }
    return 0;
  }

  private boolean isArchive() {
    return logs.size() == 1 && Files.isDirectory(logs.get(0));
  }

  private ImportReport ofArchive() throws PolicyException, IOException {
    if (sessionField != null || hashKey != null) {
      throw new UserError(
          (sessionField != null ? "--session-field" : "--hash-addresses")
              + ": for access logs; an archive has its sessions and hides addresses by itself");
    }
    ImportSettings settings = settings();
    try {
      return run(
          settings,
          DatasetImport::forgetAll,
          (reading, measuring) ->
              DatasetImport.ofArchive(settings, logs.get(0), shop, reading, measuring));
    } catch (ArchiveException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    }
  }

  private ImportReport ofLogs() throws PolicyException, IOException {
    if (!shop.isEmpty()) {
      throw new UserError("--shop " + shop + ": an access log tells no shop");
    }
    ImportSettings settings = settings();
    List<LogSource> sources = LogInput.sources(logs);
    return run(
        settings,
        DatasetImport::forgetHalf,
        (reading, measuring) -> DatasetImport.ofLogs(settings, sources, reading, measuring));
  }

  private void checkTargets() {
    if (json != null) {
      Output.check(json);
    }
    Path folder = out.toAbsolutePath().getParent();
    if (folder == null || !Files.isWritable(folder)) {
      throw new UserError("-o " + out + ": its folder does not exist or cannot be written");
    }
    if (Files.exists(out) && !Files.exists(out.resolve(DatasetFormat.DESCRIPTION))) {
      throw new UserError("-o " + out + ": it is there and holds no dataset; name another folder");
    }
    traps.stream()
        .filter(trap -> !trap.startsWith("/"))
        .findFirst()
        .ifPresent(
            trap -> {
              throw new UserError("--trap " + trap + ": a path that begins with /");
            });
  }

  private ImportSettings settings() throws PolicyException, IOException {
    Policy rules = hashed(policy == null ? Policy.DEFAULT : PolicyReader.read(policy));
    SessionField field = sessionField();
    return new ImportSettings(
        out,
        rules,
        crawlers(rules),
        field,
        labels(),
        labelKey(field),
        Set.copyOf(traps),
        origins(),
        fingerprint(rules),
        System.currentTimeMillis());
  }

  private SessionField sessionField() {
    if (sessionField == null) {
      return SessionField.CLIENT;
    }
    return switch (sessionField) {
      case "user" -> SessionField.USER;
      case "address" -> SessionField.ADDRESS;
      default -> throw new UserError("--session-field " + sessionField + ": user or address");
    };
  }

  private LabelKey labelKey(SessionField field) throws IOException {
    LabelKey byField =
        field == SessionField.USER || isArchive() ? LabelKey.SESSION : LabelKey.ADDRESS;
    LabelKey byTitle = labels == null ? byField : LabelFile.keyTitle(labels).orElse(byField);
    LabelKey key = labelKey == null ? byTitle : KEYS.get(labelKey);
    if (key == null) {
      throw new UserError("--label-key " + labelKey + ": session, address or address+agent");
    }
    if (isArchive() && key == LabelKey.ADDRESS_AGENT) {
      throw new UserError("--label-key address+agent: an archive holds no user agents");
    }
    if (key == LabelKey.SESSION && !isArchive() && field != SessionField.USER) {
      throw new UserError(
          "--label-key session: only --session-field user gives sessions a name to be labelled by");
    }
    return key;
  }

  private Map<String, Label> labels() throws IOException {
    if (labels == null) {
      return Map.of();
    }
    try {
      return LabelFile.read(labels, LabelNames.of(human, bot));
    } catch (LabelException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    }
  }

  private List<String> origins() {
    for (String mask : masks) {
      if (!FeatureSchema.ORIGINS.contains(mask)) {
        throw new UserError(
            "--mask " + mask + ": one of " + String.join(", ", FeatureSchema.ORIGINS));
      }
    }
    return masks.stream().sorted().toList();
  }

  private Policy hashed(Policy rules) {
    if (hashKey == null) {
      return rules;
    }
    try {
      String key = AddressKey.read(hashKey);
      if (!key.matches(AddressKey.PATTERN)) {
        throw new UserError(
            "--hash-addresses " + hashKey + ": a key is 16 to 200 characters without blanks");
      }
      Privacy before = rules.privacy();
      return rules.toBuilder()
          .privacy(new Privacy(Privacy.Addresses.HASHED, key, before.language(), before.country()))
          .build();
    } catch (IOException e) {
      throw new UserError("--hash-addresses " + hashKey + ": " + Reasons.of(e));
    }
  }

  private static CrawlerCatalogue crawlers(Policy rules) throws PolicyException {
    String folder = rules.crawlers().folder();
    return folder.isEmpty() ? CrawlerReader.shipped() : CrawlerReader.withFolder(Path.of(folder));
  }

  /** Whatever events and their labels follow from, but for the logs themselves. */
  private String fingerprint(Policy rules) throws IOException {
    Fingerprint all = new Fingerprint().add(FeatureSchema.hash());
    all.add(sessionField).add(labelKey).add(human).add(bot).add(new TreeSet<>(traps).toString());
    all.addFile(policy).addFile(labels).addFile(hashKey);
    String crawlers = rules.crawlers().folder();
    if (!crawlers.isEmpty()) {
      try (Stream<Path> files = Files.list(Path.of(crawlers))) {
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
          all.add(file.toString()).addFile(file);
        }
      }
    }
    return all.hash();
  }

  private interface Importing {
    ImportReport run(Telling reading, Telling measuring) throws IOException;
  }

  private static ImportReport run(ImportSettings settings, Consumer<Path> forget, Importing work)
      throws IOException {
    Thread cleaner = new Thread(() -> forget.accept(settings.folder()), "mastiff-cleaner");
    Runtime.getRuntime().addShutdownHook(cleaner);
    Progress reading = new Progress("reading");
    Progress measuring = new Progress("measuring");
    try {
      return work.run(reading::at, measuring::at);
    } finally {
      measuring.done();
      Runtime.getRuntime().removeShutdownHook(cleaner);
    }
  }
}
