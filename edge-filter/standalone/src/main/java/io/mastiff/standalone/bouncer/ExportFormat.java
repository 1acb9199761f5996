package io.mastiff.standalone.bouncer;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How a list of networks is written for other programs. */
public enum ExportFormat {
  /** Lines of nginx's {@code geo} block. */
  NGINX_MAP(
      "# geo $mastiff_listed { default 0; include THIS_FILE; }\n"
          + "# then: if ($mastiff_listed) { return 403; }\n",
      "%s 1;"),

  /** A map file of HAProxy's {@code map_ip}. */
  HAPROXY_MAP("# http-request deny if { src,map_ip(THIS_FILE) -m found }\n", "%s block"),

  /** What {@code ipset restore -exist} reads; entries expire by themselves. */
  IPSET(
      "create mastiff4 hash:net family inet timeout 0\n"
          + "create mastiff6 hash:net family inet6 timeout 0\n",
      ""),

  /** A network a line. */
  CIDR("", "%s");

  private final String head;
  private final String line;

  ExportFormat(String head, String line) {
    this.head = head;
    this.line = line;
  }

  /** The whole file; without those that are to be challenged, since such programs only block. */
  public String write(List<BannedNetwork> networks, long nowMs) {
    return networks.stream()
        .filter(each -> each.action() == io.mastiff.event.Action.BLOCK)
        .map(each -> line(each, nowMs) + "\n")
        .collect(Collectors.joining("", head, ""));
  }

  private String line(BannedNetwork each, long nowMs) {
    if (this != IPSET) {
      return String.format(Locale.ROOT, line, each.network());
    }
    long seconds = Math.max(1, (each.untilMs() - nowMs + 999) / 1000);
    return String.format(
        Locale.ROOT,
        "add mastiff%d %s timeout %d",
        each.isV4() ? 4 : 6,
        each.text(),
        Math.min(seconds, 2_147_483));
  }
}
