package io.mastiff.edge.service;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/** What Mastiff logs at WARN while it is open. */
final class LogLines implements AutoCloseable {
  private static final String NAME = "io.mastiff";

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final LoggerContext context = (LoggerContext) LogManager.getContext(false);

  LogLines() {
    AbstractAppender appender =
        new AbstractAppender("lines", null, null, true, Property.EMPTY_ARRAY) {
          @Override
          public void append(LogEvent event) {
            lines.add(event.getMessage().getFormattedMessage());
          }
        };
    appender.start();
    LoggerConfig config = new LoggerConfig(NAME, Level.WARN, false);
    config.addAppender(appender, Level.WARN, null);
    context.getConfiguration().addLogger(NAME, config);
    context.updateLoggers();
  }

  /** The lines since the last call. */
  List<String> taken() {
    List<String> taken = List.copyOf(lines);
    lines.clear();
    return taken;
  }

  @Override
  public void close() {
    context.getConfiguration().removeLogger(NAME);
    context.updateLoggers();
  }
}
