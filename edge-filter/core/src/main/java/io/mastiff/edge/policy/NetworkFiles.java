package io.mastiff.edge.policy;

import java.util.List;

/**
 * MaxMind databases of networks; each may be empty for none.
 *
 * @param country a Country or City database
 * @param anonymous an Anonymous-IP database
 * @param hosting further numbers of autonomous systems that rent out servers
 */
public record NetworkFiles(String asn, String country, String anonymous, List<Integer> hosting) {
  public static final NetworkFiles NONE = new NetworkFiles("", "", "", List.of());

  public NetworkFiles {
    hosting = List.copyOf(hosting);
  }

  public boolean isEmpty() {
    return asn.isEmpty() && country.isEmpty() && anonymous.isEmpty();
  }
}
