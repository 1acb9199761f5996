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

  /**
   * What {@code ipset restore -exist} reads: sets that take the place of those before as a whole,
   * whose entries expire by themselves.
   */
  IPSET(sets("create %s hash:net family %s timeout 0 maxelem 1048576\n"), ""),

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
        .collect(Collectors.joining("", head, end()));
  }

  /** A line for each set and for the one that is filled before it takes its place. */
  private static String sets(String line) {
    StringBuilder text = new StringBuilder();
    for (String[] set : new String[][] {{"mastiff4", "inet"}, {"mastiff6", "inet6"}}) {
      text.append(String.format(Locale.ROOT, line, set[0], set[1]));
      text.append(String.format(Locale.ROOT, line, set[0] + "-next", set[1]));
      text.append("flush ").append(set[0]).append("-next\n");
    }
    return text.toString();
  }

  private String end() {
    return this == IPSET
        ? "swap mastiff4-next mastiff4\nswap mastiff6-next mastiff6\n"
            + "destroy mastiff4-next\ndestroy mastiff6-next\n"
        : "";
  }

  private String line(BannedNetwork each, long nowMs) {
    if (this != IPSET) {
      return String.format(Locale.ROOT, line, each.network());
    }
    long seconds = Math.max(1, (each.untilMs() - nowMs + 999) / 1000);
    return String.format(
        Locale.ROOT,
        "add mastiff%d-next %s timeout %d",
        each.isV4() ? 4 : 6,
        each.text(),
        Math.min(seconds, 2_147_483));
  }
}
