package io.mastiff.standalone.command;

import io.mastiff.edge.policy.Policy;
import io.mastiff.edge.policy.PolicyException;
import io.mastiff.edge.policy.PolicyReader;
import io.mastiff.edge.publish.Addresses;
import io.mastiff.event.EntryKey;
import io.mastiff.event.IpNetwork;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The doors' policy, as far as commands about entries need it. */
final class ShownKeys {
  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description =
          "The doors' policy: what it trusts is never listed, and where it hashes addresses, the key "
              + "is hashed too.")
  private @Nullable Path file;

  /** The key as doors and topics have it. */
  EntryKey of(EntryKey key) throws PolicyException {
    return new Addresses(policy().privacy()).of(key);
  }

  /** The proxies and renderers that the policy names. */
  List<IpNetwork> trusted() throws PolicyException {
    return policy().trust().networks();
  }

  private Policy policy() throws PolicyException {
    return file == null ? Policy.DEFAULT : PolicyReader.read(file);
  }
}
