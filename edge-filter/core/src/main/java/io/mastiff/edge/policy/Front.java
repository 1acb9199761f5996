package io.mastiff.edge.policy;

import io.mastiff.event.Sight;
import java.util.List;

/**
 * What can be seen from where this door stands.
 *
 * @param sight bits of {@link Sight}
 * @param named whether the policy says so; else it is everything, and what is not seen is learned
 * @param scheme the client's own scheme
 * @param cached templates of routes that a cache in front keeps answers of: on these nobody is
 *     denied and no cookie is set, since either could be kept for others
 * @param ja4Header lower-case name of the header in which the front gives JA4; empty for none
 */
public record Front(
    int sight, boolean named, Scheme scheme, List<String> cached, String ja4Header) {
  public static final Front DEFAULT =
      new Front(Sight.everything(), false, Scheme.AUTO, List.of(), "");

  /** How the client's own scheme is known. AUTO: {@code X-Forwarded-Proto} of a trusted peer. */
  public enum Scheme {
    AUTO,
    HTTPS,
    HTTP
  }

  public Front {
    cached = List.copyOf(cached);
  }

  /** Whether a cache in front keeps answers of the route with this template. */
  public boolean keeps(String template) {
    return !cached.isEmpty() && cached.contains(template);
  }
}
