package io.mastiff.edge.network;

/**
 * What databases say of an address's network.
 *
 * @param asn number of the autonomous system; 0 where unknown
 * @param country ISO 3166-1 code; empty where unknown
 * @param hosting whether the autonomous system is one that rents out servers
 * @param anonymous whether it is known as a VPN, proxy or Tor exit
 * @param key a number for what the databases said
 */
public record NetworkFacts(int asn, String country, boolean hosting, boolean anonymous, long key) {
  public static final NetworkFacts UNKNOWN = new NetworkFacts(0, "", false, false, 0);
}
