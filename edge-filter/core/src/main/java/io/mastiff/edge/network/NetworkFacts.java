package io.mastiff.edge.network;

/**
 * What databases say of an address's network.
 *
 * <pre>
 * As one number: bits 0-31 autonomous system | 32-47 country, two letters | 48 hosting | 49 anonymous
 * </pre>
 *
 * @param asn number of the autonomous system; 0 where unknown
 * @param country ISO 3166-1 code; empty where unknown
 * @param hosting whether the autonomous system is one that rents out servers
 * @param anonymous whether it is known as a VPN, proxy or Tor exit
 */
public record NetworkFacts(int asn, String country, boolean hosting, boolean anonymous) {
  public static final NetworkFacts UNKNOWN = new NetworkFacts(0, "", false, false);
  private static final int LETTERS = 26;
  private static final String[] COUNTRIES = new String[LETTERS * LETTERS];

  static {
    for (int i = 0; i < COUNTRIES.length; i++) {
      COUNTRIES[i] = "" + (char) ('A' + i / LETTERS) + (char) ('A' + i % LETTERS);
    }
  }

  /** Two capital letters as a number above 0, else 0. */
  public static int countryNumber(String code) {
    boolean letters = code.length() == 2 && isLetter(code.charAt(0)) && isLetter(code.charAt(1));
    return letters ? code.charAt(0) << 8 | code.charAt(1) : 0;
  }

  private static boolean isLetter(char c) {
    return c >= 'A' && c <= 'Z';
  }

  /** The facts as one number; a country is {@link #countryNumber(String)}. */
  public static long pack(int asn, int country, boolean hosting, boolean anonymous) {
    return (asn & 0xffff_ffffL)
        | (long) country << 32
        | (hosting ? 1L << 48 : 0)
        | (anonymous ? 1L << 49 : 0);
  }

  /** The facts that {@link Networks#of} found. */
  public static NetworkFacts of(long packed) {
    return new NetworkFacts(
        asn(packed), country(packed), (packed >>> 48 & 1) != 0, (packed >>> 49 & 1) != 0);
  }

  /** The autonomous system alone. */
  public static int asn(long packed) {
    return (int) packed;
  }

  /** The country's number alone. */
  public static int countryNumber(long packed) {
    return (int) (packed >>> 32) & 0xffff;
  }

  /** The country alone. */
  public static String country(long packed) {
    int code = countryNumber(packed);
    return code == 0 ? "" : COUNTRIES[((code >> 8) - 'A') * LETTERS + (code & 0xff) - 'A'];
  }
}
