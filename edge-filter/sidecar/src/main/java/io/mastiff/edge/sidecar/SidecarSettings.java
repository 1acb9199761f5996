package io.mastiff.edge.sidecar;

import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where the sidecar listens and what stands behind it.
 *
 * @param listen address of the door; port 0 takes a free one
 * @param admin address of the status port; null for none
 * @param origin the store; null for forward-auth alone
 * @param forwardAuth which dialect {@code /mastiff/auth} speaks; null when it is not served
 */
public record SidecarSettings(
    InetSocketAddress listen,
    @Nullable InetSocketAddress admin,
    @Nullable InetSocketAddress origin,
    @Nullable Dialect forwardAuth,
    Duration connectTimeout,
    Duration responseTimeout) {
  /** Which statuses the asking proxy can pass on. */
  public enum Dialect {
    /** 2xx, 401 and 403 only: nginx turns any other status into 500. */
    NGINX,
    /** Every status reaches the client: Traefik, Caddy. */
    GENERIC
  }

  public static SidecarSettings proxy(InetSocketAddress listen, InetSocketAddress origin) {
    return new SidecarSettings(
        listen, null, origin, null, Duration.ofSeconds(2), Duration.ofSeconds(30));
  }

  public SidecarSettings withAdmin(InetSocketAddress address) {
    return new SidecarSettings(
        listen, address, origin, forwardAuth, connectTimeout, responseTimeout);
  }

  public SidecarSettings withForwardAuth(Dialect dialect) {
    return new SidecarSettings(listen, admin, origin, dialect, connectTimeout, responseTimeout);
  }

  public SidecarSettings withResponseTimeout(Duration timeout) {
    return new SidecarSettings(listen, admin, origin, forwardAuth, connectTimeout, timeout);
  }
}
