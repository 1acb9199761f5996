package io.mastiff.edge.policy;

/**
 * What of a person leaves the door's memory.
 *
 * @param hashKey key of hashed addresses, at least 16 characters; needed for {@link
 *     Addresses#HASHED}
 * @param language whether events tell the accepted language, and the client's shape depends on it
 * @param country whether events tell the country
 */
public record Privacy(Addresses addresses, String hashKey, boolean language, boolean country) {
  public static final Privacy DEFAULT = new Privacy(Addresses.WHOLE, "", true, true);

  /** How addresses are written into events, logs and reports. */
  public enum Addresses {
    WHOLE,
    /** The /24 or /48 alone. */
    TRUNCATED,
    /** Keyed hashes of the address, its network and its home. */
    HASHED
  }

  @Override
  public String toString() {
    return "Privacy[" + addresses + ", " + language + ", " + country + "]";
  }
}
