package io.mastiff.edge.crawler.dns;

import io.mastiff.event.IpAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Lookup;
import org.xbill.DNS.Name;
import org.xbill.DNS.NioClient;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.ReverseMap;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/**
 * Asks name servers, two seconds each at most, for at most eight names of an address.
 *
 * <p>Unless {@value #HOOK} is set, it is set to false: the library does not always take back its
 * shutdown hook, which holds the class loader for as long as the process lives, and whose work
 * {@link #close} does.
 */
public final class ResolverDns implements ReverseDns {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final int MOST_NAMES = 8;
  private static final String HOOK = "dnsjava.nio.register_shutdown_hook";

  static {
    if (System.getProperty(HOOK) == null) {
      System.setProperty(HOOK, "false");
    }
  }

  private final Resolver resolver;

  private ResolverDns(Resolver resolver) {
    this.resolver = resolver;
    resolver.setTimeout(TIMEOUT);
  }

  /**
   * @param nameServers {@code address} or {@code address:port}; empty for the system's
   */
  public static ResolverDns of(List<String> nameServers) throws UnknownHostException {
    if (nameServers.isEmpty()) {
      return new ResolverDns(new ExtendedResolver());
    }
    List<Resolver> resolvers = new ArrayList<>();
    for (String server : nameServers) {
      resolvers.add(new SimpleResolver(socket(server)));
    }
    ExtendedResolver all = new ExtendedResolver(resolvers);
    all.setRetries(1);
    return new ResolverDns(all);
  }

  private static InetSocketAddress socket(String server) throws UnknownHostException {
    int colon = server.lastIndexOf(':');
    boolean port = colon > 0 && (server.indexOf(':') == colon || server.charAt(colon - 1) == ']');
    String host = port ? server.substring(0, colon) : server;
    return new InetSocketAddress(
        InetAddress.getByName(host.replace("[", "").replace("]", "")),
        port ? Integer.parseInt(server.substring(colon + 1)) : SimpleResolver.DEFAULT_PORT);
  }

  @Override
  public Answer confirm(IpAddress address, List<String> domains) {
    try {
      InetAddress inet = InetAddress.getByName(address.toString());
      Lookup names = lookup(ReverseMap.fromAddress(inet), Type.PTR);
      Record[] found = names.run();
      if (found == null) {
        return failed(names);
      }
      for (int i = 0; i < Math.min(found.length, MOST_NAMES); i++) {
        Name name = ((PTRRecord) found[i]).getTarget();
        if (isIn(name, domains)) {
          return leadsBack(name, inet);
        }
      }
      return Answer.NO;
    } catch (UnknownHostException e) {
      return Answer.UNKNOWN;
    }
  }

  private static boolean isIn(Name name, List<String> domains) {
    String text = name.toString(true).toLowerCase(Locale.ROOT);
    return domains.stream().anyMatch(d -> text.equals(d) || text.endsWith("." + d));
  }

  private Answer leadsBack(Name name, InetAddress address) {
    boolean four = address.getAddress().length == 4;
    Lookup addresses = lookup(name, four ? Type.A : Type.AAAA);
    Record[] found = addresses.run();
    if (found == null) {
      return failed(addresses);
    }
    for (Record record : found) {
      InetAddress one =
          record instanceof ARecord a
              ? a.getAddress()
              : record instanceof AAAARecord aaaa ? aaaa.getAddress() : null;
      if (address.equals(one)) {
        return Answer.YES;
      }
    }
    return Answer.NO;
  }

  private static Answer failed(Lookup lookup) {
    int result = lookup.getResult();
    boolean said = result == Lookup.HOST_NOT_FOUND || result == Lookup.TYPE_NOT_FOUND;
    return said ? Answer.NO : Answer.UNKNOWN;
  }

  /** Ends the library's selector thread, which all resolvers share; who asks again starts it. */
  public static void closeAll() {
    NioClient.close();
  }

  @Override
  public void close() {
    closeAll();
  }

  private Lookup lookup(Name name, int type) {
    Lookup lookup = new Lookup(name, type);
    lookup.setResolver(resolver);
    lookup.setCache(null);
    lookup.setSearchPath(new Name[] {Name.root});
    return lookup;
  }
}
