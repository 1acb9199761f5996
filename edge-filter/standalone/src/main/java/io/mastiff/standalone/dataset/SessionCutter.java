package io.mastiff.standalone.dataset;

import com.google.protobuf.InvalidProtocolBufferException;
import io.mastiff.data.dataset.EventSorter.Entry;
import io.mastiff.event.RequestEvent;
import io.mastiff.standalone.audit.SessionBook;
import java.io.IOException;

/**
 * Cuts sorted events into sessions, which end after 30 minutes without a request; those that the
 * user field names do not.
 *
 * <p>All sessions of one key are of one client, that of the first event: whoever keeps a cookie and
 * comes from another network, or with another browser, stays who it was.
 */
final class SessionCutter {
  private static final String NAMED = "u:";

  private final Sessions to;
  private String key = "";
  private String client = "";
  private boolean open;
  private long lastMs;
  private long sessionsOfKey;

  /** Takes sessions, one after the other. */
  interface Sessions {
    /**
     * @param client whose it is, the same for all sessions of one key
     */
    void begin(String id, String client, Entry first) throws IOException;

    void add(Entry entry, RequestEvent event) throws IOException;

    void end() throws IOException;
  }

  SessionCutter(Sessions to) {
    this.to = to;
  }

  static boolean isNamed(String session) {
    return session.startsWith(NAMED);
  }

  void add(Entry entry) throws IOException {
    boolean same = open && entry.session().equals(key);
    boolean over = entry.atMs() - lastMs > SessionBook.GAP_MS && !isNamed(key);
    if (!same || over) {
      finish();
      sessionsOfKey = same ? sessionsOfKey + 1 : 1;
      client = same ? client : entry.client();
      key = entry.session();
      open = true;
      to.begin(id(), client, entry);
    }
    lastMs = entry.atMs();
    to.add(entry, event(entry));
  }

  /** Ends the last session. */
  void finish() throws IOException {
    if (open) {
      open = false;
      to.end();
    }
  }

  private String id() {
    return isNamed(key) ? key.substring(NAMED.length()) : key + "#" + sessionsOfKey;
  }

  private static RequestEvent event(Entry entry) throws IOException {
    try {
      return RequestEvent.parseFrom(entry.event());
    } catch (InvalidProtocolBufferException e) {
      throw new IOException("the sorted events are damaged: " + e.getMessage(), e);
    }
  }
}
