package io.mastiff.edge.servlet;

import java.io.IOException;
import java.io.PrintWriter;
import javax.servlet.ServletOutputStream;
import javax.servlet.http.HttpServletResponse;
import javax.servlet.http.HttpServletResponseWrapper;

/**
 * The response as the store sees it: headers for the door are taken out, and the visitor cookie is
 * set once the store has said who may keep the answer, before its body.
 */
final class StoreResponse extends HttpServletResponseWrapper {
  private final Visit visit;
  private final Runnable beforeBody;
  private boolean begun;

  StoreResponse(HttpServletResponse response, Visit visit, Runnable beforeBody) {
    super(response);
    this.visit = visit;
    this.beforeBody = beforeBody;
  }

  /** The store is done; what was not begun begins now. */
  void finish() {
    begin();
  }

  private void begin() {
    if (!begun && !isCommitted()) {
      begun = true;
      beforeBody.run();
    }
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    begin();
    return super.getOutputStream();
  }

  @Override
  public PrintWriter getWriter() throws IOException {
    begin();
    return super.getWriter();
  }

  @Override
  public void flushBuffer() throws IOException {
    begin();
    super.flushBuffer();
  }

  @Override
  public void sendRedirect(String location) throws IOException {
    begin();
    super.sendRedirect(location);
  }

  @Override
  public void setHeader(String name, String value) {
    if (value == null || !visit.takes(name, value)) {
      super.setHeader(name, value);
    }
  }

  @Override
  public void addHeader(String name, String value) {
    if (value == null || !visit.takes(name, value)) {
      super.addHeader(name, value);
    }
  }
}
