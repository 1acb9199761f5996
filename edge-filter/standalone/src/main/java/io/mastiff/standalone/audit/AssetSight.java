package io.mastiff.standalone.audit;

import io.mastiff.data.accesslog.LogFormat;
import io.mastiff.data.accesslog.LogLine;
import io.mastiff.data.accesslog.LogReader;
import io.mastiff.edge.route.RouteTable;
import io.mastiff.event.PageType;
import java.io.IOException;
import java.util.Optional;

/** Tells whether a log holds requests for assets, or a cache in front answers them. */
public final class AssetSight {
  private static final int SAMPLE = 10_000;
  private static final double SHARE = 0.02;

  private AssetSight() {}

  /** Whether at least 2% of the first {@value #SAMPLE} lines ask for assets. */
  public static boolean isIn(LogSource source, RouteTable routes) throws IOException {
    LogFormat format = source.format().another();
    int lines = 0;
    int assets = 0;
    try (LogReader in = LogReader.open(source.file())) {
      for (String line = in.next(); line != null && lines < SAMPLE; line = in.next()) {
        lines++;
        Optional<LogLine> parsed =
            format.takeDirective(line) ? Optional.empty() : format.parse(line);
        boolean asset =
            parsed.isPresent()
                && routes.match(parsed.get().target()).route().pageType() == PageType.ASSET;
        assets += asset ? 1 : 0;
      }
    }
    return assets >= lines * SHARE;
  }
}
