package io.mastiff.standalone.command;

import io.mastiff.edge.client.AddressKey;
import io.mastiff.standalone.UserError;
import io.mastiff.standalone.bouncer.CrowdSecApi;
import io.mastiff.standalone.bouncer.ListMirror;
import io.mastiff.standalone.operator.OperatorDesk;
import io.mastiff.stream.StreamRuntime;
import io.mastiff.stream.StreamSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a stream says how it is, and whom it tells of the list. */
final class AdminOptions {
  private static final int SHORTEST_KEY = 16;

  @Option(
      names = "--admin",
      paramLabel = "HOST:PORT",
      description = "Where /health, /ready and /metrics are served. Default: nowhere.")
  private @Nullable String admin;

  @Option(
      names = "--crowdsec-key-file",
      paramLabel = "FILE",
      description =
          "A file with the key of CrowdSec's bouncers, which then find the listed addresses and "
              + "networks at --admin. openssl rand -hex 32 makes one. Default: they find nothing.")
  private @Nullable Path keyFile;

  /** What is to be opened once the stream is there. */
  record Admin(InetSocketAddress address, @Nullable String key) {
    /** Opens it. */
    StreamAdmin open(Stopper stopper, StreamRuntime stream, StreamSettings settings) {
      CrowdSecApi bouncers = null;
      if (key != null) {
        OperatorDesk desk = new OperatorDesk(settings.bootstrap(), settings.topics());
        bouncers = new CrowdSecApi(key, stopper.add(ListMirror.start(desk)).changes());
      }
      return StreamAdmin.start(address, stream, settings.topics().requests().name(), bouncers);
    }
  }

  /** What was asked for; empty for nothing. */
  Optional<Admin> read() {
    if (admin == null) {
      if (keyFile != null) {
        throw new UserError("--crowdsec-key-file: say with --admin where bouncers find the list");
      }
      return Optional.empty();
    }
    return Optional.of(new Admin(Addresses.parse("--admin", admin), key()));
  }

  private @Nullable String key() {
    if (keyFile == null) {
      return null;
    }
    try {
      String key = AddressKey.read(keyFile);
      if (key.length() < SHORTEST_KEY || !key.matches("[!-~]+")) {
        throw new UserError(
            "--crowdsec-key-file "
                + keyFile
                + ": a key is one word of at least "
                + SHORTEST_KEY
                + " characters");
      }
      return key;
    } catch (IOException e) {
      throw new UserError("--crowdsec-key-file " + keyFile + ": cannot be read: " + e.getMessage());
    }
  }
}
