package io.mastiff.standalone.dataset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mastiff.data.dataset.EventSorter;
import java.io.IOException;

/** Where a dataset's events come from. */
public interface EventFeed {
  /** Adds all events to a sorter, with what each says of who sent it. */
  void read(EventSorter sorter, Telling progress) throws IOException;

  /** Parts of the sorter that a run before has left, which need no reading again. */
  int kept();

  /** What the events were, for a dataset's description. */
  void describe(ObjectNode made);

  /** The same for the figures of a run. */
  void figures(ObjectNode root);

  /**
   * The same for people, in lines.
   *
   * @param withoutLabel how many belong to sessions that nobody gave a label
   */
  String text(long withoutLabel);

  /** What is said where these events label nobody. */
  String whyEmpty();

  /** Is told how far the work has come. */
  @FunctionalInterface
  interface Telling {
    void at(long done, long all);
  }
}
