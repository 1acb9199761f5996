package io.mastiff.data.simulate.visit;

import io.mastiff.data.simulate.family.Outfit;
import io.mastiff.event.IpAddress;
import java.util.HashSet;
import java.util.Set;

/** A client with what it keeps between its visits. Not safe for several threads. */
public final class Visitor {
  private final String client;
  private final Outfit outfit;
  private final IpAddress address;
  private final boolean keepsCookies;
  private final boolean genuine;
  private final Set<String> cached = new HashSet<>();
  private String cookie = "";
  private boolean agreed;

  /**
   * @param client name of the client, which several visits may share
   * @param genuine whether name servers confirm who it says it is
   */
  public Visitor(
      String client, Outfit outfit, IpAddress address, boolean keepsCookies, boolean genuine) {
    this.client = client;
    this.outfit = outfit;
    this.address = address;
    this.keepsCookies = keepsCookies;
    this.genuine = genuine;
  }

  /** The same client at another address, without what it kept. */
  public Visitor at(IpAddress another) {
    return new Visitor(client, outfit, another, keepsCookies, genuine);
  }

  public String client() {
    return client;
  }

  public Outfit outfit() {
    return outfit;
  }

  public IpAddress address() {
    return address;
  }

  public boolean keepsCookies() {
    return keepsCookies;
  }

  public boolean genuine() {
    return genuine;
  }

  /** Whether an asset was in the cache already; from now on it is. */
  boolean caches(String target) {
    return !cached.add(target);
  }

  /** Takes the visitor cookie that it was given, as {@code name=value}. */
  public void take(String given) {
    if (keepsCookies) {
      cookie = given;
    }
  }

  /** Agrees to cookies, from now on. */
  public void agree() {
    agreed = true;
  }

  /**
   * The {@code Cookie} field, or empty.
   *
   * @param consent name of the cookie that says it agreed; empty where the shop asks nobody
   */
  public String cookies(String consent) {
    if (!keepsCookies || consent.isEmpty() || !agreed) {
      return cookie;
    }
    return consent + "=yes" + (cookie.isEmpty() ? "" : "; " + cookie);
  }
}
