package io.mastiff.data.archive;

import java.io.IOException;

/** An archive that cannot be used: one sentence that says what, where and what to do. */
public final class ArchiveException extends IOException {
  private static final long serialVersionUID = 1L;

  public ArchiveException(String message) {
    super(message);
  }
}
